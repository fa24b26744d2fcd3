"""What is measured: a figure, its target, whether it was met, and why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum


class Kind(IntEnum):
    """In the order of the table: what a busy machine hardly changes comes first."""

    COUNT = 0
    RATIO = 1
    MEGABYTES = 2
    SECONDS = 3


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        chapter, case, way: where it belongs.
        at_most: the target; None for figures that explain others.
        note: what it is made of, or why the target is not reached.
    """

    chapter: str
    case: str
    way: str
    name: str
    kind: Kind
    value: float
    at_most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one."""
        return None if self.at_most is None else self.value <= self.at_most


@dataclass
class Figures:
    """All figures so far, and where the next ones belong."""

    taken: list[Figure] = field(default_factory=list)
    chapter: str = ""
    case: str = ""
    way: str = ""

    @contextmanager
    def at(self, *, chapter: str = "", case: str = "", way: str = "") -> Iterator[None]:
        """Say where what is taken within belongs; what is not said stays."""
        before = self.chapter, self.case, self.way
        self.chapter, self.case, self.way = (
            chapter or before[0],
            case or before[1],
            way or before[2],
        )
        try:
            yield
        finally:
            self.chapter, self.case, self.way = before

    def count(self, name: str, value: float, at_most: float | None = None, note: str = "") -> None:
        self._take(Kind.COUNT, name, value, at_most, note)

    def ratio(self, name: str, value: float, at_most: float | None = None, note: str = "") -> None:
        self._take(Kind.RATIO, name, value, at_most, note)

    def megabytes(
        self, name: str, value: float, at_most: float | None = None, note: str = ""
    ) -> None:
        self._take(Kind.MEGABYTES, name, value, at_most, note)

    def seconds(
        self, name: str, value: float, at_most: float | None = None, note: str = ""
    ) -> None:
        self._take(Kind.SECONDS, name, value, at_most, note)

    def _take(self, kind: Kind, name: str, value: float, at_most: float | None, note: str) -> None:
        self.taken.append(
            Figure(self.chapter, self.case, self.way, name, kind, value, at_most, note)
        )
