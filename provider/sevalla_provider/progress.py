"""What the user is told while an operation runs.

The way in that started the operation says where the words go; the core only speaks. A context
variable carries the narrator, so that no layer has to hand it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Narrator(Protocol):
    """Where words for the user go."""

    def status(self, text: str) -> None:
        """Show what is being waited for; the next status replaces it."""

    def note(self, text: str) -> None:
        """Tell something worth keeping in the log of the run."""

    def warn(self, text: str) -> None:
        """Tell something that the user should act on."""


class Silent:
    """Nobody is listening."""

    def status(self, text: str) -> None:
        pass

    def note(self, text: str) -> None:
        pass

    def warn(self, text: str) -> None:
        pass


_narrator: ContextVar[Narrator] = ContextVar("narrator", default=Silent())  # noqa: B039 - no state


@contextmanager
def narrated_by(narrator: Narrator) -> Iterator[None]:
    """Send the words of everything inside to `narrator`."""
    token = _narrator.set(narrator)
    try:
        yield
    finally:
        _narrator.reset(token)


def narrator() -> Narrator:
    """The one who tells the user of the running operation."""
    return _narrator.get()
