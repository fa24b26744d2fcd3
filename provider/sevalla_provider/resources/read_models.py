"""Read models: an object as the API shows it, derived from what a resource says of itself."""

from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.resources.traits import trait_of


@cache
def read_model(
    name: str,
    *models: type[BaseModel],
    base: type[WireModel] = WireModel,
    id_output: str = "id",
) -> type[WireModel]:
    """Make a model of every field that an answer may show; each may be null or missing.

    Args:
        name: what errors call it.
        models: of the inputs and of the outputs.
        base: how the API spells what has no alias.
        id_output: the field that `id` stands for.
    """
    fields: dict[str, Any] = {}
    for model in models:
        for each, field in model.model_fields.items():
            trait = trait_of(field)
            if each != id_output and not (trait.in_path or trait.provider_only or trait.write_only):
                fields[each] = (loose(field.annotation) | None, Field(None, alias=field.alias))
    return create_model(name, __base__=base, **fields)


def loose(annotation: object) -> Any:  # noqa: ANN401 - a type, which mypy knows by no name
    """The JSON of a type: words of enumerations, and objects, are kept as they come."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return loose(inside[0])
    if origin is Literal:
        return reduce(or_, {type(each) for each in inside})
    if origin in (Union, UnionType):
        return reduce(or_, (loose(each) for each in inside if each is not NoneType))
    if origin is list:
        return list[loose(inside[0])]  # type: ignore[misc] # made at run time
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return JsonObject
    return annotation
