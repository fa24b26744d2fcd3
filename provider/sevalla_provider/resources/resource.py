"""The description of a resource: all that the lifecycle, the schema and both ways in know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel, JsonValue

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import HttpClient
from sevalla_provider.resources.traits import Trait, trait_of
from sevalla_provider.resources.values import InputModel

W = TypeVar("W", bound=WireModel)

Properties = dict[str, JsonValue]
"""Properties of a resource by their Python names (snake_case), at every depth."""


class OutputModel(BaseModel):
    """What the API adds to the inputs: documentation for people and for the schema."""


class Api(Enum):
    """Which of the two APIs a resource lives in."""

    SEVALLA = "sevalla"
    PRIVATE_CONNECT = "private_connect"


class Health(Enum):
    """How far an object is."""

    READY = "ready"
    PENDING = "pending"
    FAILED = "failed"
    GOING = "going"  # being deleted, by us or by somebody else
    UNKNOWN = "unknown"  # a word that nobody documented: treated as pending


class MalformedId(ValueError):
    """An id that is not of the resource's form: what a person typed at an import."""


def can_coexist(_one: Properties, _other: Properties) -> bool:
    """Judge objects of which there may be any number."""
    return True


def always_ready(_status: str | None) -> Health:
    """Judge objects that have no status: what the API shows is there."""
    return Health.READY


@dataclass(frozen=True)
class Resource(Generic[W]):
    """One resource.

    Attributes:
        token: Pulumi's name of the type, such as `sevalla:index:Process`.
        noun: what errors call it.
        plural: the name of many: `Processes`.
        description: what it is, in Markdown, for the schema and the reference.
        inputs: the model of what a program may say.
        outputs: the model of what the API adds.
        own_id: the output that carries the API's own id.
        parent: the input that names the collection; the first part of the resource's id.
        collection: opens the collection of one parent.
        health: reads the status.
        coexist: whether the API takes two objects with these properties at once; a replacement
            deletes the old one first where it does not.
        api: where it lives.
    """

    token: str
    noun: str
    plural: str
    description: str
    inputs: type[InputModel]
    outputs: type[OutputModel]
    own_id: str
    parent: str
    collection: Callable[[HttpClient, str], Collection[W]]
    health: Callable[[str | None], Health] = always_ready
    coexist: Callable[[Properties, Properties], bool] = can_coexist
    api: Api = Api.SEVALLA

    @property
    def name(self) -> str:
        """The last part of the token: `Process`."""
        return self.token.rpartition(":")[2]

    @cached_property
    def traits(self) -> Mapping[str, Trait]:
        """The trait of every input."""
        return {name: trait_of(field) for name, field in self.inputs.model_fields.items()}

    def id_of(self, parent_id: str, object_id: str) -> str:
        """Join the id that Pulumi knows: `app_id/process_id`."""
        return f"{parent_id}/{object_id}"

    def split_id(self, resource_id: str) -> tuple[str, str]:
        """Part an id into the parent's and the object's own. Raises `MalformedId`."""
        parent_id, slash, object_id = resource_id.partition("/")
        if not (parent_id and slash and object_id) or "/" in object_id:
            raise MalformedId(f'"{resource_id}" is not of the form {self.parent}/{self.own_id}')
        return parent_id, object_id
