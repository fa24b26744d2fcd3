"""What the user is told while an operation runs.

The way in that started the operation says where the words go; the core only speaks. A context
variable carries the narrator, so that no layer has to hand it on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Protocol

from typing_extensions import override

from sevalla_provider.redaction import redacted
from sevalla_provider.sanitize import visible_lines

LONGEST = 2000
"""Characters of one thing that is told while an operation runs."""


class Narrator(Protocol):
    """Where words for the user go."""

    @property
    def live(self) -> bool:
        """Whether the next status takes the place of this one, and a log gets no line of each."""

    def status(self, text: str) -> None:
        """Show what is being waited for; the next status replaces it, an empty one clears it."""

    def note(self, text: str) -> None:
        """Tell something worth keeping in the log of the run."""

    def warn(self, text: str) -> None:
        """Tell something that the user should act on."""


class Silent(Narrator):
    """Nobody is listening."""

    live = False

    @override
    def status(self, text: str) -> None:
        pass

    @override
    def note(self, text: str) -> None:
        pass

    @override
    def warn(self, text: str) -> None:
        pass


class Harmless(Narrator):
    """Hands words on, so that none can make the work fail, whatever is in it or becomes of it."""

    def __init__(self, narrator: Narrator) -> None:
        self._narrator = narrator

    @property
    @override
    def live(self) -> bool:
        with suppress(Exception):
            return self._narrator.live
        return False

    @override
    def status(self, text: str) -> None:
        _tell(self._narrator.status, text)

    @override
    def note(self, text: str) -> None:
        _tell(self._narrator.note, text)

    @override
    def warn(self, text: str) -> None:
        _tell(self._narrator.warn, text)


def _tell(say: Callable[[str], None], text: str) -> None:
    with suppress(Exception):
        say(visible_lines(redacted(text), LONGEST))


_narrator: ContextVar[Narrator] = ContextVar("narrator", default=Silent())  # noqa: B039 - no state


@contextmanager
def narrated_by(narrator: Narrator) -> Iterator[None]:
    """Send the words of everything inside to `narrator`; they can do no harm."""
    token = _narrator.set(Harmless(narrator))
    try:
        yield
    finally:
        _narrator.reset(token)


def narrator() -> Narrator:
    """The one who tells the user of the running operation."""
    return _narrator.get()
