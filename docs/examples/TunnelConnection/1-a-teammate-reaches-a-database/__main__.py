import pulumi
from pulumi_sevalla.privateconnect import Tunnel, TunnelConnection

config = pulumi.Config()
database = Tunnel("database", target="db.internal:5432", agent_id=config.require("agentId"))
connection = TunnelConnection(
    "connection",
    tunnel_id=database.tunnel_id,
    agent_id=config.require("teammateId"),
    local_port=15432,
)
pulumi.export("connectTo", connection.connection_string)
