"""Types of values that inputs are made of; each refuses a wrong one by saying what is right.

Pydantic alone would take "80" for a port and name 80.5 a fractional part; and Pulumi sends every
number as a float.
"""

import re
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import override

from sevalla_provider.json_values import whole

SHOWN = 40
"""Characters of a wrong value that an error repeats."""


class InputModel(BaseModel):
    """Inputs of a resource, or an object inside them. Unknown properties are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        loc_by_alias=False,
        validate_default=True,
        defer_build=True,
    )


def wrong(reason: str) -> PydanticCustomError:
    """Make the error of a validator; `reason` continues the sentence "the property …"."""
    return PydanticCustomError("sevalla", "{reason}", {"reason": reason})


def shown(value: object) -> str:
    """Show a wrong value in an error, if it is short."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class Rule:
    """A check that runs before pydantic's own, in the annotations of a field."""

    def check(self, value: object) -> object:
        """Return the value in normal form. Raises the error of `wrong`."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))


@dataclass(frozen=True)
class Whole(Rule):
    """Whole numbers from `low` to `high`, both included: `Annotated[int, Whole(1, 65535)]`."""

    low: int
    high: int

    @override
    def check(self, value: object) -> int:
        number = whole(value)
        if isinstance(number, bool) or not isinstance(number, int):
            raise wrong(f"must be a whole number {self}, not {shown(value)}")
        if not self.low <= number <= self.high:
            raise wrong(f"must be a whole number {self}, not {number}")
        return number

    def __str__(self) -> str:
        return f"from {self.low} to {self.high}"


@dataclass(frozen=True)
class Number(Rule):
    """Numbers from `low` to `high`, to so many decimals: `Annotated[float, Number(-90, 90, 5)]`."""

    low: int
    high: int
    decimals: int

    @override
    def check(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(f"must be a number {self}, not {shown(value)}")
        if not self.low <= value <= self.high:  # nor is what is no number at all
            raise wrong(f"must be a number {self}, not {shown(value)}")
        return round(float(value), self.decimals)

    def __str__(self) -> str:
        return f"from {self.low} to {self.high}"


@dataclass(frozen=True)
class Text(Rule):
    """Strings of `low` to `high` characters: `Annotated[str, Text(1, 255)]`."""

    low: int
    high: int

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise wrong(f"must be a string {self}")
        if not self.low <= len(value) <= self.high:
            raise wrong(f"must be a string {self}, and has {len(value)}")
        return value

    def __str__(self) -> str:
        return f"of {self.low} to {self.high} characters"


@dataclass(frozen=True)
class Characters(Text):
    """Strings of some characters alone: `Annotated[str, Characters(2, 100, r"[a-z-]", "…")]`.

    Attributes:
        allowed: an expression of one of them.
        named: the same for people: "letters and `-`".
    """

    allowed: str
    named: str

    @override
    def check(self, value: object) -> str:
        text = super().check(value)
        if not re.fullmatch(f"({self.allowed})*", text):
            raise wrong(f"must be a string {self}")
        return text

    def __str__(self) -> str:
        return f"of {self.low} to {self.high} characters, each of them of {self.named}"


def most_characters(*annotations: object) -> int | None:
    """How long a string may be by the `Text` among annotations; None where none says so."""
    for each in annotations:
        if isinstance(each, Text):
            return each.high
        found = most_characters(*getattr(each, "__metadata__", ()), *get_args(each))
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class OneOf(Rule):
    """The strings of a `Literal`: `Annotated[Literal["http", "grpc"], OneOf()]`."""

    choices: tuple[str, ...] = ()

    @override
    def check(self, value: object) -> object:
        if value not in self.choices:
            raise wrong(f"must be one of {', '.join(self.choices)}, not {shown(value)}")
        return value

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        check = OneOf(get_args(source)).check
        return core_schema.no_info_before_validator_function(check, handler(source))


@dataclass(frozen=True)
class TrueOrFalse(Rule):
    """Booleans, and nothing that pydantic would read as one."""

    @override
    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise wrong(f"must be true or false, not {shown(value)}")
        return value


Port = Annotated[int, Whole(1, 65535)]
Flag = Annotated[bool, TrueOrFalse()]
