"""What the read models of both APIs have in common."""

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic.alias_generators import to_camel


class WireModel(BaseModel):
    """An object as the API shows it, read with tolerance.

    Fields that nobody documented are ignored, and every field but the id may be null or missing;
    values of enumerations are kept as they come.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    request_id: str | None = None  # of the answer that showed it


class CamelCased(WireModel):
    """An object of an API whose names are in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


JsonObject = dict[str, JsonValue]


def told_by(body: JsonValue, key: str) -> JsonObject:
    """What an answer holds under `key`, or itself where it is not wrapped."""
    whole = body if isinstance(body, dict) else {}
    inner = whole.get(key)
    return inner if isinstance(inner, dict) else whole
