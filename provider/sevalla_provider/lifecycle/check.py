"""Check: what plan time can know is wrong with inputs, all of it at once, without network."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sevalla_provider.property_paths import child
from sevalla_provider.redaction import redacted
from sevalla_provider.resources.casing import inside
from sevalla_provider.resources.normalize import normalize, without_nulls
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.unknown import UNKNOWN, holds_unknown
from sevalla_provider.resources.values import InputModel

Path = tuple[str | int, ...]

REQUIRED = "is required"

AT_A_KEY = "[key]"
"""Pydantic's last step to what is wrong with the key of a map itself."""

VALUE = re.compile(r', not |, and is |: | \(|has "')
"""Where a reason goes on to a value."""


class Key(str):
    """A step into a map whose keys belong to the user: nobody spells it otherwise."""

    __slots__ = ()


@dataclass(frozen=True)
class Failure:
    """One thing wrong: where, by Python names, and a reason that continues "the property …"."""

    path: Path
    reason: str

    def where(self, spelling: Callable[[str], str] = str) -> str:
        """`scaling_strategy.config.instance_count`, `liveness_probe.exec.command[0]`."""
        steps = (
            f"[{step}]" if isinstance(step, int) else child("", _spelled(step, spelling))
            for step in self.path
        )
        return "".join(steps).removeprefix(".")

    def misses(self, names: Collection[str]) -> bool:
        """Whether it is no more than that one of these is required."""
        return self.reason == REQUIRED and len(self.path) == 1 and self.path[0] in names

    def told(self, secrets: Collection[str]) -> str:
        """The reason, for people.

        Args:
            secrets: the properties whose values must not be told.
        """
        hidden = bool(self.path) and self.path[0] in secrets
        return redacted(VALUE.split(self.reason)[0] if hidden else self.reason)


@dataclass(frozen=True)
class Checked:
    """Inputs in normal form, and everything that is wrong with them."""

    inputs: Properties
    failures: Sequence[Failure]


def check(model: type[InputModel], inputs: Properties) -> Checked:
    """Judge a program's inputs (Python names). Unknown values are never judged."""
    given: Properties = without_nulls(inputs)
    shaped = {
        name: normalize(model, name, value)
        if name in model.model_fields and not holds_unknown(value)
        else value
        for name, value in given.items()
    }
    return Checked(shaped, list(_failures(model, given)))


def _failures(model: type[BaseModel], inputs: Mapping[str, object]) -> Iterator[Failure]:
    try:
        model.model_validate(inputs)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            if not _unknown(details, inputs):
                yield Failure(_path(model, details["loc"]), _reason(model, details))


def _path(model: type[BaseModel], path: Path) -> Path:
    """Where it is; steps into maps are the user's own words."""
    if len(path) > 2 and path[-1] == AT_A_KEY:
        path = path[:-1]
    steps: list[str | int] = []
    place: type[BaseModel] | None = model
    for step in path:
        known = place is not None or isinstance(step, int)
        steps.append(step if known else Key(step))
        if place is not None and isinstance(step, str):
            place = inside(place, step) if step in place.model_fields else None
    return tuple(steps)


def _spelled(step: str, spelling: Callable[[str], str]) -> str:
    return step if isinstance(step, Key) else spelling(step)


def _unknown(details: ErrorDetails, inputs: Mapping[str, object]) -> bool:
    """Whether the complaint is about something that is, or holds, an unknown value.

    A rule over a whole object (exactly one kind of probe) must not judge it while a part is
    unknown; a complaint about a known part names that part itself.
    """
    if details["type"] == "extra_forbidden":
        return False
    value: Any = inputs
    for step in details["loc"]:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return value is not inputs and (value is UNKNOWN or holds_unknown(value))


def _reason(model: type[BaseModel], details: ErrorDetails) -> str:
    match details["type"]:
        case "missing":
            return REQUIRED
        case "extra_forbidden":
            return _stranger(model, details["loc"])
        case "sevalla":
            return str(details["ctx"]["reason"])
        case "model_type" | "model_attributes_type" | "dict_type":
            return "must be an object"
        case "list_type":
            return "must be a list"
        case _:
            return f"is not valid: {details['msg'].lower()}"


def _stranger(model: type[BaseModel], path: Path) -> str:
    """Say which properties there are where a program names one that there is not."""
    place: type[BaseModel] = model
    for step in path[:-1]:
        inner = inside(place, step) if isinstance(step, str) else None
        place = inner or place
    names = list(place.model_fields)
    near = difflib.get_close_matches(str(path[-1]), names, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(sorted(names))}"
    return f"is not a property here: {hint}"
