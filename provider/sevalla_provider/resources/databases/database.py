"""Database (`docs/contract/databases-and-storage.md`, Databases)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Setter, Switch
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Retry, Shows, Update
from sevalla_provider.resources.databases.connection_urls import connection_urls
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.ids import Uuid, in_lower_case
from sevalla_provider.resources.port_numbers import port_number
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Characters, Flag, InputModel, OneOf, Text, wrong

Replaces = Trait(replaces=True)
Watched = Trait(server_default=True, import_default=False)
"""Where a program says it, and nowhere else."""

Name = Annotated[str, Characters(2, 100, r"[a-zA-Z0-9_\-+]", "letters, digits, `_`, `-` and `+`")]
Password = Annotated[
    str, Characters(4, 100, r"[a-zA-Z0-9_?<>#@\-=+]", "letters, digits and `_?<>#@-=+`")
]
Enabled = Annotated[Flag | None, AfterValidator(lambda enabled: enabled or None)]
RESERVED = ("root", "postgres")


class Extensions(InputModel):
    """What PostgreSQL can do beyond itself. Left out is the same as false."""

    enable_vector: Annotated[Enabled, Field(description="Whether there is `vector`.")] = None
    enable_postgis: Annotated[Enabled, Field(description="Whether there is `postgis`.")] = None
    enable_cron: Annotated[Enabled, Field(description="Whether there is `pg_cron`.")] = None


class DatabaseInputs(InputModel):
    """What a program says of a database."""

    display_name: Annotated[
        Annotated[str, Text(2, 64)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard, of 2 to 64 characters."),
    ]
    type: Annotated[
        Annotated[Literal["postgresql", "mysql", "mariadb", "mongodb", "redis", "valkey"], OneOf()],
        Replaces,
        Field(description="`postgresql`, `mysql`, `mariadb`, `mongodb`, `redis` or `valkey`."),
    ]
    version: Annotated[
        Annotated[str, Characters(1, 50, "[A-Za-z0-9._-]", "letters, digits, `.`, `_` and `-`")],
        Trait(replaces=True, refined=True),
        Field(
            description=(
                "The version, such as `16`; the API lists none. That the platform says it more "
                "exactly, such as `16.4`, is no difference."
            )
        ),
    ]
    cluster_id: Annotated[
        Uuid, Replaces, Field(description="The cluster that it runs in: `id` of `getClusters`.")
    ]
    resource_type_id: Annotated[
        Annotated[str, Text(1, 255), AfterValidator(in_lower_case)],
        Field(
            description=(
                "Its size, storage included: `id` of `getDatabaseResourceTypes`. A change resizes "
                "it, which is waited for."
            )
        ),
    ]
    db_name: Annotated[Name, Replaces, Field(description="The name of the database within it.")]
    db_password: Annotated[
        Password,
        Trait(secret=True, write_only=True),
        Field(
            description=(
                "The password. A change resets it in place, and breaks the connections of old. No "
                "call shows it, so that a change by somebody else is not seen."
            )
        ),
    ]
    db_user: Annotated[
        Name | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(
            description=(
                "The user, which is neither `root` nor `postgres`. Left out, the engine's own. No "
                "call shows it."
            )
        ),
    ] = None
    project_id: Annotated[
        Uuid | None,
        Field(
            description=(
                "The project that it is in; left out, it is in none. Say it here or by a "
                "`ProjectService`, not in both ways: what is left out here takes it out again."
            )
        ),
    ] = None
    extensions: Annotated[
        Extensions | None,
        Trait(replaces=True, server_default=True, write_only=True, default={}),
        Field(description="What PostgreSQL is made with; `postgresql` only. No call shows it."),
    ] = None
    is_external_connection_enabled: Annotated[
        Flag | None,
        Watched,
        Field(
            description=(
                "Whether it can be reached from outside of its cluster. Off at first; left out, "
                "that is not watched."
            )
        ),
    ] = None
    is_suspended: Annotated[
        Flag | None,
        Watched,
        Field(description="Whether it is suspended. Left out, that is not watched."),
    ] = None

    @field_validator("db_user")
    @classmethod
    def _not_the_engines_own(cls, user: str | None) -> str | None:
        if user in RESERVED:
            raise wrong(f"must be neither {' nor '.join(RESERVED)}: leave it out for that user")
        return user

    @field_validator("extensions")
    @classmethod
    def _of_postgresql(cls, value: Extensions | None, info: ValidationInfo) -> Extensions | None:
        kind = info.data.get("type", "postgresql")
        if value is not None and kind != "postgresql":
            raise wrong(f"belongs to postgresql, not to {kind}: leave it out")
        return value


class DatabaseOutputs(DatedOutputs):
    """What the API adds to a database."""

    database_id: Annotated[str, Field(description="The API's own id of the database.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    status: Annotated[
        str | None,
        Field(
            description=(
                "`creating`, `ready`, `updating`, `suspended`, `error`, or how a change of the "
                "password or a restore goes: `passwordChange`, `passwordChangeFailed` and others."
            )
        ),
    ] = None
    cluster_display_name: Annotated[str | None, Field(description="The name of its cluster.")] = (
        None
    )
    cluster_location: Annotated[str | None, Field(description="Where its cluster is.")] = None
    resource_type_name: Annotated[str | None, Field(description="The name of its size.")] = None
    cpu_limit: Annotated[int | None, Field(description="CPU, in millicores.")] = None
    memory_limit: Annotated[int | None, Field(description="Memory, in MB.")] = None
    storage_size: Annotated[int | None, Field(description="Storage, in MB.")] = None
    internal_hostname: Annotated[
        str | None, Field(description="Its name within its cluster, and nowhere else.")
    ] = None
    internal_port: Annotated[int | None, Field(description="The port there.")] = None
    external_hostname: Annotated[
        str | None,
        Field(description="Its name outside; nothing while the external connection is off."),
    ] = None
    external_port: Annotated[int | None, Field(description="The port there.")] = None
    # Said to be there, so that programs in typed languages can hand it on.
    internal_url: Annotated[
        str,
        Trait(secret=True, write_only=True),
        Field(
            description=(
                "How programs in its cluster connect to it, user and password included; nothing "
                "while the password is not known: after an import, until a refresh that follows "
                "an `up` which says it."
            )
        ),
    ]
    external_url: Annotated[
        str | None,
        Trait(secret=True, write_only=True),
        Field(description="The same from outside; nothing while the external connection is off."),
    ] = None


STATUSES: Mapping[str | None, Health] = {
    "creating": Health.PENDING,
    "updating": Health.PENDING,
    "passwordChange": Health.PENDING,
    "restoring": Health.PENDING,
    None: Health.PENDING,
    "ready": Health.READY,
    "suspended": Health.READY,
    "error": Health.FAILED,
    "passwordChangeFailed": Health.CHANGE_FAILED,
    "restoringFailed": Health.CHANGE_FAILED,
    "deleting": Health.DELETING,
}
PORTS = ("internal_port", "external_port")


def health(status: str | None) -> Health:
    """Judge a database; the list of words is not complete."""
    return STATUSES.get(status, Health.UNKNOWN)


def normalize_response(shown: JsonObject) -> JsonObject:
    """Ports as numbers; and whether it can be reached from outside, where an answer tells that."""
    normal = {**shown, **{name: port_number(shown[name]) for name in PORTS if name in shown}}
    if "external_hostname" in shown:
        normal["is_external_connection_enabled"] = shown["external_hostname"] is not None
    return normal


DATABASE = Resource(
    token="sevalla:index:Database",  # noqa: S106 - a name, no password
    noun="database",
    plural="Databases",
    description=(
        "A database. It is waited for until it is ready, and so is each change. `db_password` "
        "changes in place; `type`, `version`, `cluster_id`, `db_name`, `db_user` and `extensions` "
        "make another database, **and all data of the old one is deleted**: the preview warns of "
        "it, and the resource option `protect` prevents it.\n\n"
        "After an import `db_password`, `db_user` and `extensions` are unknown: what a program "
        "says of them first is no difference. `internal_url` and `external_url` hold user and "
        "password, percent-encoded, and are secret."
    ),
    inputs=DatabaseInputs,
    outputs=DatabaseOutputs,
    id_output="database_id",
    operations=Operations(
        path="/databases",
        limits=sevalla.LIMITS,
        service="database",
        creates_service=True,
        whole_items=False,
        create=Create(shows=Shows.ID),
        update=Update(shows=Shows.ID),
        delete=Delete(retry=Retry.ONCE_IDLE),
        switches={
            "is_external_connection_enabled": Switch(
                on="/external-connection/toggle", off="/external-connection/toggle"
            ),
            "is_suspended": Switch(on="/suspend", off="/activate", pauses=True),
        },
        setters={"db_password": Setter("/reset-password", carries="new_password")},
        settles=True,
    ),
    health=health,
    normalize_response=normalize_response,
    derives=connection_urls,
    holds="all its data",
    claims=("project_id",),
    timeout=1200.0,
)
