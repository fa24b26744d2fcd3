"""ApiKey: what a program may do to the company (`docs/contract/company.md`, API keys)."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Renewal, Switch, WhoAmI
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Proof, Shows, Update
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.json_documents import AnyValue
from sevalla_provider.resources.properties import DatedOutputs, OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sets import SetOf
from sevalla_provider.resources.timestamps import Timestamp
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Rule, Text, shown, wrong

KINDS = (
    "APP",
    "PIPELINE",
    "DATABASE",
    "STATIC_SITE",
    "LOAD_BALANCER",
    "OBJECT_STORAGE",
    "BILLING",
    "COMPANY",
    "PROJECT",
    "WEBHOOK",
    "API_KEY",
    "REGISTRY_CREDENTIAL",
)
ACTIONS = ("CREATE", "READ", "UPDATE", "DELETE")

MASKED = Proof(secret="token", masked="masked_token", same=("name",))  # noqa: S106 - a name


@dataclass(frozen=True)
class PermissionForm(Rule):
    """Permissions, `RESOURCE:ACTION`; small letters, as in the list of them, mean the same."""

    known: ClassVar[frozenset[str]] = frozenset(
        f"{kind}:{action}" for kind in KINDS for action in ACTIONS
    )

    @override
    def check(self, value: object) -> str:
        text = value.upper() if isinstance(value, str) else ""
        if text not in self.known:
            raise wrong(
                f"must be one of {', '.join(KINDS)}, a colon, and one of {', '.join(ACTIONS)}, "
                f"such as APP:READ, not {shown(value)}"
            )
        return text


class Capability(InputModel):
    """Something that a key may do."""

    permission: Annotated[
        Annotated[str, PermissionForm()],
        Field(description="What: `RESOURCE:ACTION`, such as `APP:READ`."),
    ]
    id_resource: Annotated[
        Uuid | None,
        Field(description="To which one alone, by the API's own id. Left out, to all of them."),
    ] = None


class ApiKeyInputs(InputModel):
    """What a program says of a key."""

    name: Annotated[
        Annotated[str, Text(1, 255)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard."),
    ]
    role_ids: Annotated[
        list[Uuid] | None,
        SetOf(),
        Trait(default=[]),
        Field(description="Its roles: `id` of `getApiKeyRoles`. Left out, none."),
    ] = None
    capabilities: Annotated[
        list[Capability] | None,
        SetOf(),
        Trait(default=[]),
        Field(
            description=(
                "What it may do beside that. Left out, nothing; there must be at least one role or "
                "capability."
            )
        ),
    ] = None
    expired_at: Annotated[
        Timestamp | None,
        Trait(replaces=True),
        Field(
            description=(
                "When it ends, ISO 8601, such as `2030-01-31T12:00:00Z`. Left out, never. A change "
                "makes another key."
            )
        ),
    ] = None
    is_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=True),
        Field(
            description=(
                "Whether it opens anything. Left out, it does at first, and later that is not "
                "watched."
            )
        ),
    ] = None
    rotation_triggers: Annotated[
        AnyValue | None,
        Trait(provider_only=True, write_only=True),
        Field(
            description=(
                "Anything at all, such as a map; whatever is in it, a change makes a new `token`, "
                "and the old one is of no use any more. It is sent nowhere."
            )
        ),
    ] = None

    @field_validator("capabilities")
    @classmethod
    def _is_allowed_something(
        cls, value: list[Capability] | None, info: ValidationInfo
    ) -> list[Capability] | None:
        # What is wrong, or not known yet, is not among the data.
        if not value and "role_ids" in info.data and not info.data["role_ids"]:
            raise wrong("is required where there is no role: a key must be allowed something")
        return value


class KeyRole(OutputModel):
    """A role that a key has."""

    id: Annotated[str | None, Field(description="The API's own id of the role.")] = None
    name: Annotated[str | None, Field(description="Its name.")] = None
    description: Annotated[str | None, Field(description="What it allows.")] = None


class ApiKeyOutputs(DatedOutputs):
    """What the API adds to a key."""

    api_key_id: Annotated[str, Field(description="The API's own id of the key.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    token: Annotated[
        str | None,
        Trait(secret=True, shown_once=True),
        Field(
            description=(
                "The key itself, which is shown when it is made and when it is rotated, and kept "
                "in the state. After an import it is unknown until a rotation."
            )
        ),
    ] = None
    masked_token: Annotated[
        str | None, Field(description="The ends of the token, which the API shows always.")
    ] = None
    roles: Annotated[list[KeyRole] | None, Field(description="The roles that it has.")] = None
    source: Annotated[
        str | None, Field(description="Where it was made: `DASHBOARD`, `CLI` or `EXTERNAL`.")
    ] = None
    last_used_at: Annotated[str | None, Field(description="When it was last used.")] = None
    old_token_expired_at: Annotated[
        str | None, Field(description="Until when the token before this one holds.")
    ] = None


def normalize_response(answer: JsonObject) -> JsonObject:
    """Tell the roles by their ids, as they are written."""
    roles = answer.get("roles")
    if not isinstance(roles, list):
        return answer
    return {**answer, "role_ids": [each.get("id") for each in roles if isinstance(each, dict)]}


API_KEY = Resource(
    token="sevalla:index:ApiKey",  # noqa: S106 - a name, no password
    noun="API key",
    plural="ApiKeys",
    description=(
        "A key for the API, with roles and capabilities. Its `token` is a secret output.\n\n"
        "Access that the program says no more is taken away, and where the platform does not do "
        "that, it is an error. A key that a stack runs with cannot disable, rotate or delete "
        "itself: that is refused before anything is sent. Whatever changes in `rotationTriggers` "
        "makes a new token in its place."
    ),
    inputs=ApiKeyInputs,
    outputs=ApiKeyOutputs,
    id_output="api_key_id",
    operations=Operations(
        path="/api-keys",
        limits=sevalla.LIMITS,
        whole_items=False,
        create=Create(shows=Shows.PERHAPS, proof=MASKED, one_by_one=True),
        update=Update(shows=Shows.ID, taken_away=("role_ids", "capabilities")),
        switches={"is_enabled": Switch(on="/toggle", off="/toggle")},
        renewals={
            "rotation_triggers": Renewal("POST", "/rotate", shows=Shows.PERHAPS, output="token")
        },
        whoami=WhoAmI(asked=("/api-keys/me", "/api-keys/validate"), proof=MASKED),
    ),
    normalize_response=normalize_response,
    account_wide=True,
)
