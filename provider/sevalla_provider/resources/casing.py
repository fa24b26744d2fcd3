"""One property, three spellings: Python's `min_instance_count`, Pulumi's and the API's.

Properties are renamed along the models, so that a map whose keys belong to the user stays as it is.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, alias_generators
from pydantic.fields import FieldInfo

to_camel = cache(alias_generators.to_camel)
to_snake = cache(alias_generators.to_snake)
"""Regular expressions at work on a few hundred names, again and again."""

Spelling = Callable[[str, FieldInfo], str]


def python(name: str, _field: FieldInfo) -> str:
    """`min_instance_count`, at every depth."""
    return name


def pulumi(name: str, _field: FieldInfo) -> str:
    """`minInstanceCount`, at every depth."""
    return to_camel(name)


def api(name: str, field: FieldInfo) -> str:
    """As the API has it: snake_case but for the insides of scaling strategies and probes."""
    return field.alias or name


def rename_keys(
    value: object,
    model: type[BaseModel] | None,
    source: Spelling,
    target: Spelling,
    unknown_keys: Callable[[str], str | None] = to_snake,
) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """Rename the keys of `value`, JSON in the shape of `model`, from one spelling to another.

    `unknown_keys` names the keys that the model does not have; None drops them.
    """
    if isinstance(value, list):
        return [rename_keys(item, model, source, target, unknown_keys) for item in value]
    if model is None or not isinstance(value, Mapping):
        return value
    known = _spelled(model, source)
    renamed: dict[str, object] = {}
    for key, item in value.items():
        if key in known:
            name, field, inner = known[key]
            renamed[target(name, field)] = rename_keys(item, inner, source, target, unknown_keys)
        elif (renamed_key := unknown_keys(key)) is not None:
            renamed[renamed_key] = item
    return renamed


Known = Mapping[str, tuple[str, FieldInfo, type[BaseModel] | None]]


@cache
def _spelled(model: type[BaseModel], source: Spelling) -> Known:
    """The fields of a model by their names in one spelling: Python's name, and what is inside."""
    return {
        source(name, field): (name, field, model_in(field.annotation))
        for name, field in model.model_fields.items()
    }


def inside(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The model inside one field."""
    _, _, inner = _spelled(model, python)[name]
    return inner


def unnamed(_key: str) -> None:
    """Drop keys that the model does not have."""


def model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside `Model`, `Model | None`, `list[Model]` or an annotated one of these."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, list, Annotated):
        found = (model_in(argument) for argument in get_args(annotation))
        return next((model for model in found if model is not None), None)
    return None
