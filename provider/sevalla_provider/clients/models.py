"""What the read models of both APIs have in common."""

import math
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, StringConstraints
from pydantic.alias_generators import to_camel

from sevalla_provider.json_values import whole


def id_in_words(told: object) -> object:
    """An id as text, should the API have told a number; anything else as it is."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return told
    return str(whole(told)) if math.isfinite(told) else told


Id = Annotated[str, BeforeValidator(id_in_words), StringConstraints(min_length=1)]
"""Whatever an answer calls an object by: it is taken as it comes, and quoted where it is used."""


class WireModel(BaseModel):
    """An object as the API shows it, read with tolerance.

    Fields that nobody documented are ignored, and every field but the id may be null or missing;
    values of enumerations are kept as they come.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: Id
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
