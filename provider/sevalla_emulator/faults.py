"""Faults: requests that shall go wrong, chosen by method, path and number of the call."""

import itertools
import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.settings import ApiName

FaultKind: TypeAlias = Literal[
    "status",
    "html",
    "malformed_json",
    "truncated_body",
    "empty_body",
    "reset",
    "hang",
    "provisioning_fails",
    "unknown_field",
    "raw_field",
    "replace_body",
]
When: TypeAlias = Literal["before", "after"]

# These need an answer to work on, so the request is always carried out.
AFTER_ONLY: frozenset[FaultKind] = frozenset(
    {"provisioning_fails", "unknown_field", "raw_field", "replace_body"}
)
MERGING: frozenset[FaultKind] = frozenset({"unknown_field", "raw_field"})


class Fault(BaseModel):
    """One fault, as ``POST /_emulator/faults`` takes it.

    ``api`` is the API that is meant, ``null`` any. ``path`` is a pattern for the path below
    the API's prefix: ``*`` stands for one segment, ``**`` for any; a pattern that begins with
    ``^`` is a regular expression. ``calls`` counts matching requests from 1; ``null`` is every
    one. ``before`` carries nothing out, ``after`` commits the request and then changes the
    answer. A header given as ``null`` is left out.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: FaultKind
    api: ApiName | None = None
    method: str = "*"
    path: str = "**"
    calls: list[Annotated[int, Field(ge=1)]] | None = None
    when: When = "before"
    status: Annotated[int, Field(ge=200, le=599)] | None = None
    body: JsonValue = None
    headers: dict[str, str | None] = {}
    seconds: Annotated[float, Field(ge=0)] | None = None
    merge: JsonObject = {}

    @field_validator("path")
    @classmethod
    def _is_a_pattern(cls, path: str) -> str:
        try:
            _compiled(path)
        except re.error as problem:
            raise ValueError(f"not a regular expression: {problem}") from None
        return path

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "status" and self.status is None:
            raise ValueError("a fault of kind status needs a status")
        if self.kind in MERGING and not self.merge:
            raise ValueError(f"a fault of kind {self.kind} needs merge")
        if self.kind == "raw_field" and not all(isinstance(v, str) for v in self.merge.values()):
            raise ValueError("a fault of kind raw_field needs texts in merge")
        if self.kind in AFTER_ONLY:
            self.when = "after"
        return self

    def matches(self, api: ApiName, method: str, path: str) -> bool:
        """Whether a request is meant; the number of the call is looked at elsewhere."""
        wanted = self.api in {None, api} and self.method.upper() in {"*", method}
        return wanted and _compiled(self.path).search(path) is not None


class FaultReport(Fault):
    """A fault that is set, with how often a request matched it and how often it fired."""

    id: str
    matched: int = 0
    fired: int = 0


@dataclass
class _Planned:
    id: str
    fault: Fault
    matched: int = 0
    fired: int = 0

    def fires(self) -> bool:
        self.matched += 1
        fires = self.fault.calls is None or self.matched in self.fault.calls
        self.fired += fires
        return fires


@dataclass(frozen=True)
class FiredFault:
    """A fault that fires at the request at hand."""

    id: str
    fault: Fault


class Faults:
    """All faults that are set, in the order they were set."""

    def __init__(self) -> None:
        self._planned: dict[str, _Planned] = {}
        self._numbers = itertools.count(1)

    def add(self, fault: Fault) -> str:
        """Set a fault; return its id, such as ``reset-1``."""
        fault_id = f"{fault.kind}-{next(self._numbers)}"
        self._planned[fault_id] = _Planned(fault_id, fault)
        return fault_id

    def remove(self, fault_id: str) -> bool:
        """Lift one fault; whether there was such a one."""
        return self._planned.pop(fault_id, None) is not None

    def clear(self) -> None:
        """Lift all faults and begin numbering again."""
        self._planned.clear()
        self._numbers = itertools.count(1)

    def reports(self) -> list[FaultReport]:
        """Every fault that is set, with its counts."""
        return [
            FaultReport(
                **planned.fault.model_dump(),
                id=planned.id,
                matched=planned.matched,
                fired=planned.fired,
            )
            for planned in self._planned.values()
        ]

    def fire(self, api: ApiName, method: str, path: str) -> list[FiredFault]:
        """Count a request against every fault it matches; return those that fire."""
        return [
            FiredFault(planned.id, planned.fault)
            for planned in self._planned.values()
            if planned.fault.matches(api, method, path) and planned.fires()
        ]


def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern.startswith("^"):
        return re.compile(pattern)
    wild = {"**": ".*", "*": "[^/]*"}
    parts = (wild.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*)", pattern))
    return re.compile(f"^{''.join(parts)}$")
