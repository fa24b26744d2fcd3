"""InternalConnection (`docs/contract/applications.md`, Internal connections)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Create, Get, List, Shows
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.resource import OutputModel, Properties, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf, Uuid, wrong

WRITTEN: Mapping[str, str] = {"appResource": "app", "dbResource": "database"}
"""The types as a POST has them, by the words that they are read back in."""

ENDS = ("source", "target")
ABOUT = ("id", "type", "name", "display_name")
"""What is told of each end."""
TYPES = {f"{end}_type" for end in ENDS}


class InternalConnectionInputs(InputModel):
    """What a program says of a connection. The API has no PATCH, so every change replaces."""

    app_id: AppId
    target_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(description="The API's own id of what it connects to, in the same cluster."),
    ]
    target_type: Annotated[
        Annotated[Literal["app", "database"], OneOf()],
        Trait(replaces=True),
        Field(description="What that is: `app` or `database`."),
    ]

    @field_validator("target_id")
    @classmethod
    def _another(cls, target_id: str, info: ValidationInfo) -> str:
        if target_id == info.data.get("app_id"):
            raise wrong("must be another than `app_id`: nothing is connected to itself")
        return target_id


class InternalConnectionOutputs(OutputModel):
    """What the API adds to a connection, which it shows from either side."""

    connection_id: Annotated[str, Field(description="The API's own id of the connection.")]
    source_id: Annotated[str | None, Field(description="The application that it is of.")] = None
    source_type: Annotated[str | None, Field(description="What that is: `app`.")] = None
    source_name: Annotated[
        str | None, Field(description="What the platform calls the application.")
    ] = None
    source_display_name: Annotated[
        str | None, Field(description="What people call the application.")
    ] = None
    target_name: Annotated[str | None, Field(description="What the platform calls the target.")] = (
        None
    )
    target_display_name: Annotated[
        str | None, Field(description="What people call the target.")
    ] = None


def normalize_response(shown: JsonObject) -> JsonObject:
    """Turn a connection to the side that looks at it, and spell its types as they are written.

    One that was made from the other side is the same: the application is its target there. A type
    that nobody documented says nothing of what was asked for.
    """
    app_id = shown.get("app_id")
    turned = shown.get("target_id") == app_id != shown.get("source_id")
    told = ENDS[::-1] if turned else ENDS
    ends = {
        f"{end}_{name}": shown[f"{other}_{name}"]
        for end, other in zip(ENDS, told, strict=True)
        for name in ABOUT
        if f"{other}_{name}" in shown
    }
    types = {name: WRITTEN.get(str(ends.get(name)), ends.get(name)) for name in TYPES & ends.keys()}
    found = {**shown, **ends, **types}
    if found.get("target_type") not in WRITTEN.values():
        found.pop("target_type", None)
    return found


def same_pair(one: Properties, other: Properties) -> bool:
    """The API takes one connection for a pair, in whichever direction."""
    return _pair(one) == _pair(other)


def _pair(connection: Properties) -> set[str]:
    return {str(connection.get(name)) for name in ("app_id", "target_id")}


INTERNAL_CONNECTION = Resource(
    token="sevalla:index:InternalConnection",  # noqa: S106 - a name, no password
    noun="internal connection",
    plural="InternalConnections",
    description=(
        "Lets an application reach another one, or a database, within the cluster. There is one "
        "connection for a pair, whichever of the two it was made from: one that exists already is "
        "an error that tells how to take it over. The key needs update access to both. Every "
        "change makes another connection."
    ),
    inputs=InternalConnectionInputs,
    outputs=InternalConnectionOutputs,
    id_output="connection_id",
    created_at="",
    also_in="target_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/internal-connections",
        list=List.EITHER,
        get=Get.FROM_LIST,
        create=Create(shows=Shows.ID),
        update=None,
    ),
    normalize_response=normalize_response,
    conflicts=same_pair,
)
