"""What a property is, read off its annotation: what every generator needs, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue

from sevalla_provider.resources.casing import model_in


@dataclass(frozen=True)
class Scalar:
    """A string, a number or a truth value."""

    type: type


@dataclass(frozen=True)
class Choice:
    """One of a few strings."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Object:
    """A nested object."""

    model: type[BaseModel]


@dataclass(frozen=True)
class Many:
    """A list."""

    item: "Shape"


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    options: "tuple[Shape, ...]"


@dataclass(frozen=True)
class Map:
    """An object whose keys belong to the user, and whose values are all of one shape."""

    item: "Shape"


@dataclass(frozen=True)
class Anything:
    """Any JSON at all."""


Shape = Scalar | Choice | Object | Many | Map | Either | Anything


def shape_of(annotation: object) -> Shape:
    """Read an annotation; whether the property may be left out is the caller's business."""
    if annotation is JsonValue:
        return Anything()
    if isinstance(annotation, type):
        return Object(annotation) if issubclass(annotation, BaseModel) else Scalar(annotation)
    origin = get_origin(annotation)
    inner = [each for each in get_args(annotation) if each is not NoneType]
    if origin is Literal:
        return Choice(tuple(inner))
    if origin is list:
        return Many(shape_of(inner[0]))
    if origin is dict:
        return Map(shape_of(inner[1]))
    if origin in (Union, UnionType) and len(inner) > 1:
        return Either(tuple(map(shape_of, inner)))
    if origin in (Annotated, Union, UnionType):
        return shape_of(inner[0])
    raise TypeError(annotation)


def told(shape: Shape) -> Shape:
    """What the provider says where a program may choose: the first, which is the normal form."""
    return shape.options[0] if isinstance(shape, Either) else shape


def inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Models of nested objects, the innermost first."""
    for field in model.model_fields.values():
        inner = model_in(field.annotation)
        if inner is not None:
            yield from inside(inner)
            yield inner
