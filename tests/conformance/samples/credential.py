"""Credentials: what no resource of the catalogue has yet."""

from dataclasses import replace

from conformance.made_up import CREDENTIAL, LISTED, NAMELESS, UNSEEN, ShortInputs
from conformance.sample import APP, OTHER_APP, Canary, Input, Sample

VALUE = 'canary value/4711+"x"'
LATER = "canary-of-an-update"
SHORT = "z9-q"
"""Too short to be cut wherever it stands: it is where it is a whole quoted word."""

LOGIN = {"user": "visible-user", "password": "canary-password"}
OTHER_LOGIN = {"user": "visible-user", "password": "canary-another"}
HEADERS = [{"name": "visible-header", "value": "canary-header"}]
VARIABLES = {"visible_key": "canary-variable"}

PUT = Sample(
    CREDENTIAL,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="POST /applications/{app_id}/credentials",
    changed_by="PUT /applications/{app_id}/credentials/{id}",
    whole=True,
    least=("app_id", "name", "value"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "name": Input("visible-name", "visible-other", ""),
        "value": Input(VALUE, LATER, "canary-" * 20, secret=True),
        "pin": Input(SHORT, "z8-canary", "canary-" * 10, removed=None, secret=True),
        "login": Input(
            LOGIN,
            OTHER_LOGIN,
            {"user": "u", "password": "canary-" * 10},
            sent={"user": "visible-user", "pass_word": "canary-another"},
            removed=None,
            secret=True,
        ),
        "headers": Input(
            HEADERS,
            [{"name": "visible-header", "value": "canary-other"}],
            [{"name": "n", "value": "canary-1", "vlaue": "canary-2"}],
            removed=None,
            secret=True,
        ),
        "variables": Input(
            VARIABLES, {"visible_key": "canary-else"}, "canary-all", removed=None, secret=True
        ),
    },
    outputs={"created_at": "2026-01-01T00:00:01Z"},
    told=frozenset({"token"}),
    canary=Canary(
        inputs={
            "pin": SHORT,
            "login": LOGIN,
            "headers": HEADERS,
            "variables": VARIABLES,
        },
        changed={"value": LATER},
        canaries=(VALUE, LATER, SHORT, "canary-"),
        refused={
            "value": "canary-" * 20,
            "pin": "canary-" * 10,  # told cut short, it would not be found
            "login": {"user": "u", "password": "canary-" * 10},
            "headers": [{"name": "n", "value": "canary-1", "vlaue": "canary-2"}],
        },
    ),
)

SHORT_OF_IT = {name: PUT.inputs[name] for name in ShortInputs.model_fields}

PATCH_OF_ALL = replace(
    PUT,
    resource=LISTED,
    inputs=SHORT_OF_IT,
    canary=None,
    changed_by="PATCH /applications/{app_id}/credentials/{id}",
)

CALL = "POST /applications/{app_id}/credentials/{id}"
SWITCH = Input(
    True, False, "yes", removed=True, calls={True: f"{CALL}/enable", False: f"{CALL}/disable"}
)

PATCH_OF_UNSEEN = replace(
    PUT,
    resource=UNSEEN,
    inputs={**SHORT_OF_IT, "pin": replace(PUT.inputs["pin"], hidden=True)},
    canary=None,
    changed_by="PATCH /applications/{app_id}/credentials/{id}",
    whole=False,
)

PATCH_OF_SOME = replace(
    PUT,
    resource=NAMELESS,
    inputs={**SHORT_OF_IT, "is_enabled": SWITCH},
    canary=None,
    changed_by="PATCH /applications/{app_id}/credentials/{id}",
    whole=False,
)
