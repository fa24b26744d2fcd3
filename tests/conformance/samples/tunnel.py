"""Tunnel."""

from conformance.sample import AGENT, LATER, OTHER_AGENT, Canary, Input, Sample
from sevalla_provider.resources.tunnels.tunnel import TUNNEL

SAMPLE = Sample(
    TUNNEL,
    family="tunnels",
    parents=[("agents", {"id": AGENT}), ("agents", {"id": OTHER_AGENT})],
    made_by="POST /v1/tunnels",
    changed_by="PATCH /v1/tunnels/{id}",
    least=("target", "agent_id", "name"),
    inputs={
        "target": Input(
            {"host": "DB.internal", "port": 5432},
            "elsewhere:6432",
            "db",
            laid={"targetHost": "elsewhere", "targetPort": 6432},
            respelled={"targetHost": "DB.INTERNAL", "targetPort": "5432"},
            replaces=True,
        ),
        "agent_id": Input(AGENT, OTHER_AGENT, "me", replaces=True),
        "name": Input("staging-db", "renamed", ""),
        "protocol": Input("tcp", "http", "sctp", replaces=True),
        "is_public": Input(True, False, "yes", removed=False, replaces=True),
        "status": Input("paused", "active", "error", removed="active"),
        "metadata": Input(
            {"team": "shop", "on_call": {"name": "ann", "last.year": 1}},
            {"team": "shop", "on_call": {"name": "bob"}, "ports": [2, 1]},
            [1],
            removed={},
        ),
    },
    outputs={
        "tunnelPort": 23999,
        "publicUrl": "http://127.0.0.1/elsewhere",
        "agentLabel": "renamed",
        "agentOnline": False,
        "createdAt": LATER,
        "lastCheckedAt": None,
        # These follow the target.
        "targetHost": None,
        "targetPort": None,
        "connectionString": "postgres://elsewhere",
    },
    canary=Canary(
        inputs={"name": "visible-name", "metadata": {"visible_key": ["canary-metadata"]}},
        changed={"metadata": {"visible_key": "canary-of-an-update"}},
        canaries=("canary-",),
        marked=frozenset({"metadata"}),
        refused={"metadata": "canary-1", "protocol": "canary-1"},
    ),
)
