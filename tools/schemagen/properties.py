"""Properties, and the named types that they are made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_camel, to_pascal
from pydantic.fields import FieldInfo

from sevalla_provider.resources.casing import pulumi
from sevalla_provider.resources.traits import trait_of
from sevalla_provider.resources.values import InputModel
from tools.shapes import (
    Anything,
    Choice,
    Either,
    Many,
    Map,
    Object,
    Scalar,
    Shape,
    shape_of,
    told,
)

Json = dict[str, Any]
Properties = dict[str, Json]

SCALARS: Mapping[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass
class Types:
    """The named types that have been met; each is described when it is first needed.

    Attributes:
        found: their descriptions, by token.
        choices: the token of each set of choices, which properties of one meaning share.
    """

    found: dict[str, Json] = field(default_factory=dict)
    choices: dict[tuple[str, ...], str] = field(default_factory=dict)

    def at(self, module: str, owner: str) -> "Place":
        return Place(self, module, owner)


@dataclass(frozen=True)
class Place:
    """Where a property stands, which is what the types inside it are named by.

    Attributes:
        module: the first part of a token, such as `sevalla:index:`.
        owner: the name of the resource, the function or the nested type.
        told: whether this is what the provider says, and not what it is told.
    """

    types: Types
    module: str
    owner: str
    told: bool = False

    def type_of(self, shape: Shape, name: str, description: str) -> Json:
        match shape:
            case Scalar(kind):
                return {"type": SCALARS[kind]}
            case Many(item):
                return {"type": "array", "items": self.type_of(item, name, description)}
            case Map(item):
                items = self.type_of(item, name, description)
                return {"type": "object", "additionalProperties": items}
            case Choice(values):
                return self.choice(values, name, description)
            case Object(model):
                return self.object(model)
            case Either(options):
                types = [self.type_of(option, name, description) for option in options]
                return {"oneOf": types}
            case Anything():
                return {"$ref": "pulumi.json#/Any"}

    def choice(self, values: tuple[str, ...], name: str, description: str) -> Json:
        own = f"{self.module}{self.owner}{to_pascal(name)}"
        token = self.types.choices.setdefault(values, own)
        described = {"type": "string", "description": description, "enum": [*map(named, values)]}
        # The values have names for programs; a property that is plain has a flag in `pulumi do`.
        self.types.found.setdefault(token, described)
        return {"type": "string"}

    def object(self, model: type[BaseModel]) -> Json:
        token = f"{self.module}{self.name_of(model)}"
        if token not in self.types.found:
            inner = replace(self, owner=self.name_of(model))
            self.types.found[token] = object_type(model, inner)
        return reference(token)

    def name_of(self, model: type[BaseModel]) -> str:
        """Results carry the name of their function: a resource may have the short one some day."""
        name = model.__name__
        inputs = issubclass(model, InputModel)
        return name if inputs or name.startswith(self.owner) else f"{self.owner}{name}"


def named(value: str) -> Json:
    """`afterSuccessDeployment` → `AfterSuccessDeployment`, and `HTTP` as it is."""
    return {"name": value[0].upper() + value[1:], "value": value}


def reference(token: str) -> Json:
    return {"$ref": f"#/types/{token}"}


def object_type(model: type[BaseModel], place: Place) -> Json:
    return {
        "type": "object",
        "description": spelled(model.__doc__ or ""),
        "properties": properties(model, place),
        "required": required(model),
    }


def properties(model: type[BaseModel], place: Place) -> Properties:
    return {
        pulumi(name, field): one(name, field, place) for name, field in model.model_fields.items()
    }


def one(name: str, field: FieldInfo, place: Place) -> Json:
    trait, description = trait_of(field), spelled(field.description or "")
    marks = {"willReplaceOnChanges": trait.replaces, "secret": trait.secret}
    shape = shape_of(field.annotation)
    return {
        **place.type_of(told(shape) if place.told else shape, name, description),
        "description": with_values(description, shape),
        **{mark: True for mark, holds in marks.items() if holds},
    }


def with_values(description: str, shape: Shape) -> str:
    """Name the values that a string may have, where the description does not."""
    each = shape.item if isinstance(shape, Many) else shape
    if not isinstance(each, Choice):
        return description
    values = [f"`{value}`" for value in each.values]
    if all(value in description for value in values):
        return description
    *others, last = values
    among = "One of" if each is shape else "Each is one of"
    return f"{description} {among} {', '.join(others)} or {last}."


def required(model: type[BaseModel]) -> list[str]:
    """What is always there, by Pulumi's names."""
    fields = model.model_fields.items()
    return [pulumi(name, field) for name, field in fields if field.is_required()]


def spelled(text: str) -> str:
    """Texts name properties as Python does; a schema, whatever the language, as Pulumi does."""
    return snake_case().sub(lambda match: f"`{to_camel(match[1])}`", text.strip())


@cache
def snake_case() -> re.Pattern[str]:
    return re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
