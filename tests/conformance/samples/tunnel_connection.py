"""TunnelConnection: of which the API tells nothing but that its tunnel is there."""

from conformance.sample import AGENT, OTHER_AGENT, Input, Sample
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from unit.samples import OTHER_TUNNEL_ID, TUNNEL_ID

SAMPLE = Sample(
    TUNNEL_CONNECTION,
    family="tunnels",
    parents=[
        ("agents", {"id": AGENT}),
        ("agents", {"id": OTHER_AGENT}),
        ("tunnels", {"id": TUNNEL_ID, "agentId": AGENT, "name": "connected"}),
        (
            "tunnels",
            {"id": OTHER_TUNNEL_ID, "agentId": AGENT, "name": "another", "targetPort": 6432},
        ),
    ],
    made_by="POST /v1/tunnels/{tunnel_id}/connect",
    least=("tunnel_id", "agent_id"),
    inputs={
        "tunnel_id": Input(
            TUNNEL_ID, OTHER_TUNNEL_ID, "db", replaces=True, hidden=True, in_id=True
        ),
        "agent_id": Input(OTHER_AGENT, AGENT, "me", replaces=True, hidden=True, in_id=True),
        "local_port": Input(15432, 15433, 65536, replaces=True, hidden=True),
    },
    outputs={"targetHost": None, "targetPort": None, "tunnelPort": 1, "connectionString": None},
)
