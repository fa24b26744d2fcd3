"""TunnelShare: of which the API tells but once, and nothing but that it is there."""

from conformance.sample import AGENT, LATER, NOT_SENT, Canary, Input, Sample
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.samples import OTHER_TUNNEL_ID, TUNNEL_ID

SECRET = 'canary value/4711+"x"'

SAMPLE = Sample(
    TUNNEL_SHARE,
    family="tunnels",
    parents=[
        ("agents", {"id": AGENT}),
        ("tunnels", {"id": TUNNEL_ID, "agentId": AGENT, "name": "shared", "protocol": "http"}),
        ("tunnels", {"id": OTHER_TUNNEL_ID, "agentId": AGENT, "name": "other"}),
    ],
    made_by="POST /v1/tunnels/{tunnel_id}/share",
    least=("tunnel_id", "name"),
    inputs={
        "tunnel_id": Input(
            TUNNEL_ID, OTHER_TUNNEL_ID, "web", replaces=True, hidden=True, in_id=True
        ),
        "name": Input("visitors", "others", "", replaces=True, hidden=True),
        "description": Input("for a demo", "for all", "x" * 501, replaces=True, hidden=True),
        "expires_in": Input("24h", "7d", "2h", replaces=True, hidden=True),
        "allowed_methods": Input(
            ["HEAD", "GET", "GET"], ["GET"], ["STEAL"], replaces=True, hidden=True
        ),
        "rate_limit_per_min": Input(7, 8, 0, replaces=True, hidden=True),
        "recreate_on_expiry": Input(
            False, True, "yes", sent=NOT_SENT, removed=NOT_SENT, laid={}, hidden=True
        ),
    },
    outputs={"expiresAt": LATER},
    told=frozenset({"token", "share_url"}),
    canary=Canary(
        inputs={"name": "visible-name", "description": SECRET},
        canaries=(SECRET, "canary-"),
        marked=frozenset({"description"}),
        refused={"expiresIn": "canary-1", "allowedMethods": ["canary-1"]},
    ),
)
