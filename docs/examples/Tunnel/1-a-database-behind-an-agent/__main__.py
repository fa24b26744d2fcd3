import pulumi
from pulumi_sevalla.privateconnect import Tunnel

database = Tunnel(
    "database",
    target="db.internal:5432",
    agent_id=pulumi.Config().require("agentId"),
    metadata={"team": "shop"},
)
pulumi.export("connectTo", database.connection_string)
