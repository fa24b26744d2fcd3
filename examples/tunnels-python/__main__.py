"""A staging database within reach of a teammate, and a web preview for visitors for a day."""

import pulumi
from pulumi_sevalla.privateconnect import Tunnel, TunnelConnection, TunnelShare

config = pulumi.Config()
agent_id = config.require("agentId")

database = Tunnel(
    "database",
    name="staging-db",
    target=config.require("databaseTarget"),
    agent_id=agent_id,
    protocol="tcp",
    metadata={"purpose": "staging"},
)
teammate = TunnelConnection(
    "teammate",
    tunnel_id=database.tunnel_id,
    agent_id=config.require("teammateId"),
    local_port=config.require_int("localPort"),
)

preview = Tunnel(
    "preview",
    name="web-preview",
    target=config.require("previewTarget"),
    agent_id=agent_id,
    protocol="http",
)
visitors = TunnelShare(
    "visitors",
    tunnel_id=preview.tunnel_id,
    name="visitors",
    expires_in="24h",
    allowed_methods=["GET", "HEAD"],
)

pulumi.export("connectTo", teammate.connection_string)
pulumi.export("link", visitors.share_url)
