import pulumi
from pulumi_sevalla.privateconnect import Tunnel, TunnelShare

preview = Tunnel(
    "preview",
    target="localhost:3000",
    agent_id=pulumi.Config().require("agentId"),
    protocol="http",
)
visitors = TunnelShare(
    "visitors",
    tunnel_id=preview.tunnel_id,
    expires_in="24h",
    allowed_methods=["GET", "HEAD"],
)
pulumi.export("link", visitors.share_url)
