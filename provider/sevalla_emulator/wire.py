"""Forms of single values in requests: strict, as the tables in `docs/contract/` give them."""

from functools import cache
from typing import Annotated, TypeAlias, TypeVar
from zoneinfo import available_timezones

from cronsim import CronSim, CronSimError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from sevalla_emulator.clock import EPOCH
from sevalla_emulator.json_types import JsonObject

UUID_PATTERN = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
# Words that stand where an id might: a path of its own, and no object of the kind.
NO_IDS = frozenset({"global-env-vars"})  # (`docs/contract/company.md`)
_CRON_FIELDS = 5

Value = TypeVar("Value")


class Body(BaseModel):
    """A request body: documented fields only, documented types only."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CamelBody(Body):
    """The parts of a body that are written in camelCase (scaling and probes)."""

    model_config = ConfigDict(alias_generator=to_camel)


class CamelAnswer(BaseModel):
    """An answer in camelCase, where what there is none of is left out."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    def json_body(self) -> JsonObject:
        """Return the body."""
        body: JsonObject = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return body


class Message(BaseModel):
    """What many calls answer instead of an object."""

    message: str = "done"


class IdOnly(BaseModel):
    """What some creations answer instead of the object."""

    id: str


def names_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by their names in JSON."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


class _NotNull:
    """Takes the null out of ``X | None``: the field may be left out, but not be null."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        return schema["schema"] if schema["type"] == "nullable" else schema


def _whole(value: object) -> object:
    # 80.0 and 80 are the same number in JSON.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _cron(expression: str) -> str:
    if len(expression.split()) != _CRON_FIELDS:
        raise ValueError("a cron expression has five fields")
    try:
        CronSim(expression, EPOCH)
    except CronSimError as problem:
        raise ValueError(f"not a cron expression: {problem}") from None
    return expression


@cache
def _zones() -> set[str]:
    return available_timezones()


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not an IANA time zone")
    return name


Omittable = Annotated[Value | None, _NotNull()]

# Goes last: bounds that come after it are no bounds of the number, and no `minimum` in OpenAPI.
WHOLE = BeforeValidator(_whole)
WholeNumber: TypeAlias = Annotated[int, WHOLE]
Port: TypeAlias = Annotated[int, Field(ge=1, le=65_535), WHOLE]
Uuid: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=UUID_PATTERN, to_lower=True),
    Field(json_schema_extra={"format": "uuid"}),
]
DisplayName: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=255)]
CronExpression: TypeAlias = Annotated[str, StringConstraints(max_length=100), AfterValidator(_cron)]
TimeZone: TypeAlias = Annotated[str, StringConstraints(max_length=100), AfterValidator(_zone)]
