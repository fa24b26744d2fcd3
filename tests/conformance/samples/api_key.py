"""ApiKey: its token is told when it is made, perhaps without an id."""

from conformance.sample import LATER, Canary, Input, Sample
from conformance.samples.deployment import nested
from sevalla_emulator.kinds.permissions import ROLES
from sevalla_provider.resources.company.api_key import API_KEY

SECRET = "canary-trigger"
TOGGLE = "POST /api-keys/{id}/toggle"
APP = "0A1B2C3D-4e5f-6789-abcd-ef0123456731"
READER, OPERATOR = ({"id": each.id, "name": each.name} for each in ROLES[:2])

SAMPLE = Sample(
    API_KEY,
    family="company",
    made_by="POST /api-keys",
    changed_by="PATCH /api-keys/{id}",
    least=("name", "capabilities"),
    inputs={
        "name": Input("Deploys", "Looks", ""),
        "role_ids": Input(
            [ROLES[1].id.upper(), ROLES[0].id],
            [ROLES[0].id],
            ["reader"],
            removed=[],
            laid={"roles": [OPERATOR]},
            respelled={
                "roles": [{**each, "id": each["id"].upper()} for each in (READER, OPERATOR)]
            },
        ),
        "capabilities": Input(
            [{"permission": "project:read"}, {"permission": "APP:READ", "id_resource": APP}],
            [{"permission": "PROJECT:READ"}],
            [{"permission": "APP:FLY"}],
            laid={"capabilities": [{"id": LATER, "permission": "BILLING:READ", "new": 1}]},
            respelled={
                "capabilities": [
                    {"id": LATER, "permission": "PROJECT:READ", "id_resource": None},
                    {"permission": "app:read", "id_resource": APP.upper(), "new": 1},
                ]
            },
            required=True,
        ),
        "expired_at": Input(
            "2035-01-01T00:00:00Z",
            "2035-01-01T01:00:00Z",
            "tomorrow",
            removed=None,
            respelled={"expired_at": "2035-01-01T02:00:00.000+02:00"},
            replaces=True,
        ),
        "is_enabled": Input(True, False, "yes", calls={True: TOGGLE, False: TOGGLE}),
        "rotation_triggers": Input(
            {"quarter": 1, "a_key": [{"deepKey": "x"}]},
            {"quarter": 2, "aKey": [{"deepKey": "x"}]},
            nested("x"),
            removed=None,
            asks=[("POST /api-keys/{id}/rotate", None)],
            hidden=True,
        ),
    },
    outputs={
        "company_id": None,
        "masked_token": "svl_00...0000",
        "roles": [{**READER, "description": None, "new": 1}, OPERATOR],
        "source": "DASHBOARD",
        "last_used_at": LATER,
        "old_token_expired_at": LATER,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
    told=frozenset({"token"}),
    canary=Canary(
        inputs={"rotationTriggers": {"env": SECRET, "list": [SECRET]}},
        changed={"name": "Another", "rotationTriggers": {"env": f"{SECRET}-2"}},
        canaries=(SECRET,),
        marked=frozenset({"rotation_triggers"}),
        refused={"rotationTriggers": nested("canary-1")},
    ),
)
