"""A user who writes down what he is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sevalla_provider.progress import narrated_by


@dataclass
class Listener:
    """A `Narrator` that remembers."""

    live: bool = False
    statuses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def status(self, text: str) -> None:
        self.statuses.append(text)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@contextmanager
def listening(*, live: bool = False) -> Iterator[Listener]:
    """Hear what is said inside. `live`: as one who looks at a terminal."""
    listener = Listener(live)
    with narrated_by(listener):
        yield listener
