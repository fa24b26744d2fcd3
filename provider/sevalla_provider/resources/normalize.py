"""The normal form of a property: values mean the same when their normal forms are equal."""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError


def normalize(model: type[BaseModel], name: str, value: JsonValue) -> JsonValue:
    """Bring one property into normal form; a value that its model refuses stays as it is.

    Whole numbers lose their fraction, UUIDs their capitals, objects their nulls; probes get
    Kubernetes' defaults.
    """
    adapter = _adapter(model, name)
    try:
        parsed = adapter.validate_python(without_nulls(value))
    except ValidationError:
        return value
    shaped: JsonValue = adapter.dump_python(parsed, mode="json", exclude_none=True)
    return shaped


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[object]:
    field = model.model_fields[name]
    rules = (field.annotation, *field.metadata)
    annotation: Any = Annotated[rules] if field.metadata else field.annotation
    return TypeAdapter(annotation)


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """Leave out what is None: it means the same as absent, at every depth."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def project(value: JsonValue, shape: JsonValue) -> JsonValue:
    """Keep of an object what `shape` speaks of: what the server adds is its own business.

    Where something is missing it added nothing: the object is another, and is shown as it is.
    """
    if not (isinstance(value, dict) and isinstance(shape, dict)):
        return value
    spoken_of = value.keys() & shape.keys() if shape.keys() <= value.keys() else value.keys()
    return {key: project(item, shape.get(key)) for key, item in value.items() if key in spoken_of}


def refines(exact: JsonValue, said: JsonValue) -> bool:
    """Whether one word says more exactly what another does: `16.4` what `16` does."""
    return isinstance(exact, str) and isinstance(said, str) and exact.startswith(f"{said}.")


def same(one: JsonValue, other: JsonValue) -> bool:
    """Compare normal forms; nothing and an empty string are the same."""
    return (one in (None, "") and other in (None, "")) or _equal(one, other)


def _equal(one: JsonValue, other: JsonValue) -> bool:
    """Compare as JSON does, where true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    return one == other
