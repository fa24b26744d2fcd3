"""Connections within a cluster: one object, seen from both of its ends.

Source: `docs/contract/applications.md` and `docs/contract/databases-and-storage.md`, Internal
connections.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Get, List, Shows
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.other_side import OtherSide
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf, wrong

WRITTEN: Mapping[str, str] = {"appResource": "app", "dbResource": "database"}
"""The types as a POST has them, by the words that they are read back in."""

ENDS = ("source", "target")
ABOUT = ("id", "type", "name", "display_name")
"""What is told of each end."""
TYPES = {f"{end}_type" for end in ENDS}

FROM_BOTH_SIDES = OtherSide(
    parent="target_id",
    kind="target_type",
    resources={
        "app": "sevalla:index:InternalConnection",
        "database": "sevalla:index:DatabaseInternalConnection",
    },
)


class ConnectionInputs(InputModel):
    """What a program says of a connection, beside what it is of.

    The API has no PATCH, so every change replaces.
    """

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
        itself = next((name for name, each in info.data.items() if each == target_id), None)
        if itself is not None:
            raise wrong(f"must be another than `{itself}`: nothing is connected to itself")
        return target_id


class ConnectionOutputs(OutputModel):
    """What the API adds to a connection, which it shows from either side."""

    connection_id: Annotated[str, Field(description="The API's own id of the connection.")]
    source_id: Annotated[str | None, Field(description="What it is of.")] = None
    source_type: Annotated[str | None, Field(description="What that is: `app` or `database`.")] = (
        None
    )
    source_name: Annotated[str | None, Field(description="What the platform calls that.")] = None
    source_display_name: Annotated[str | None, Field(description="What people call that.")] = None
    target_name: Annotated[str | None, Field(description="What the platform calls the target.")] = (
        None
    )
    target_display_name: Annotated[
        str | None, Field(description="What people call the target.")
    ] = None


def seen_from(parent: str) -> Callable[[JsonObject], JsonObject]:
    """Read connections as one kind of parent sees them.

    Each is turned to the side that looks at it, and its types are spelled as they are written. One
    that was made from the other side is the same: whoever looks is its target there. A type that
    nobody documented says nothing of what was asked for.
    """

    def normalize_response(shown: JsonObject) -> JsonObject:
        own = shown.get(parent)
        turned = shown.get("target_id") == own != shown.get("source_id")
        told = ENDS[::-1] if turned else ENDS
        ends = {
            f"{end}_{name}": shown[f"{other}_{name}"]
            for end, other in zip(ENDS, told, strict=True)
            for name in ABOUT
            if f"{other}_{name}" in shown
        }
        said = {name: ends[name] for name in TYPES & ends.keys()}
        types = {name: WRITTEN.get(str(each), each) for name, each in said.items()}
        found = {**shown, **ends, **types}
        if found.get("target_type") not in WRITTEN.values():
            found.pop("target_type", None)
        return found

    return normalize_response


def internal_connection(
    child: Operations,
    *,
    token: str,
    noun: str,
    plural: str,
    description: str,
    inputs: type[ConnectionInputs],
    outputs: type[ConnectionOutputs],
) -> Resource[Any]:
    """Describe the connections of one kind of parent.

    `child`: what the API can do with what belongs to that parent, at the parent's own path.
    """
    parent = str(child.parent)

    def pair(connection: Properties) -> set[str]:
        return {str(connection.get(name)) for name in (parent, "target_id")}

    def same_pair(one: Properties, other: Properties) -> bool:
        """The API takes one connection for a pair, in whichever direction."""
        return pair(one) == pair(other)

    return Resource(
        token=token,
        noun=noun,
        plural=plural,
        description=description,
        inputs=inputs,
        outputs=outputs,
        id_output="connection_id",
        created_at="",
        other_side=FROM_BOTH_SIDES,
        operations=replace(
            child,
            path=f"{child.path}/internal-connections",
            list=List.EITHER,
            get=Get.FROM_LIST,
            create=Create(shows=Shows.ID),
            update=None,
        ),
        normalize_response=seen_from(parent),
        conflicts=same_pair,
    )
