"""The line that says what an operation waits for: the news first, then figures that count.

`creating, 12 s of 10 min, next look in 8 s`. A narrow terminal cuts a line from the right, so that
what is new stands at its beginning. In a terminal the line is renewed each second, and cleared at
the end; a log, which keeps every line, gets one when there is news, and one each minute.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

from sevalla_provider.clock import Clock
from sevalla_provider.deadline import current_deadline
from sevalla_provider.durations import in_words
from sevalla_provider.progress import Narrator, Silent, narrator

RENEWED_EVERY = 1.0
"""Seconds between two renewals of a line in a terminal."""

LINES_A_SECOND = 20
"""What all lines together may be renewed in a second: the engine draws each of them."""

LOGGED_EVERY = 60.0
"""Seconds between two lines in a log where nothing is new."""

Figures = Callable[[], str]
"""What is told after the news, as of now: "12 s of 10 min, next look in 8 s"."""


class StatusLine:
    """What one wait of an operation shows. Inside of another wait, it stands in its place."""

    shown: ClassVar[list["StatusLine"]] = []
    """Those of all operations, which share what may be told in a second; inner ones come last."""

    def __init__(self, clock: Clock, speaker: Narrator) -> None:
        self._clock = clock
        self.speaker = speaker
        self._news = ""
        self._figures: Figures = str
        self._ticking: asyncio.Task[None] | None = None

    def tell(self, news: str, figures: Figures) -> None:
        """Show this from now on."""
        if isinstance(self.speaker, Silent):
            return
        is_new, self._news, self._figures = news != self._news, news, figures
        if self._ticking is None:
            self.shown.append(self)
            self._ticking = asyncio.get_running_loop().create_task(self._tick())
        if is_new or self.speaker.live:
            self._renew()

    def clear(self) -> None:
        """End it: the line is empty again, or shows what the wait around this one does."""
        if self._ticking is None:
            return
        self._ticking.cancel()
        self._ticking = None
        self.shown.remove(self)
        if self.speaker.live:
            around = self._innermost()
            self.speaker.status(around.text if around else "")

    @property
    def text(self) -> str:
        """What stands there now."""
        return ", ".join(filter(None, (self._news, self._figures())))

    def _renew(self) -> None:
        if self._innermost() is self:
            self.speaker.status(self.text)

    def _innermost(self) -> "StatusLine | None":
        """The line that the operation shows, of those that it has."""
        own = (line for line in reversed(self.shown) if line.speaker is self.speaker)
        return next(own, None)

    async def _tick(self) -> None:
        while True:
            often = max(RENEWED_EVERY, len(self.shown) / LINES_A_SECOND)
            await self._clock.sleep(often if self.speaker.live else LOGGED_EVERY)
            self._renew()


@contextmanager
def status_line(clock: Clock) -> Iterator[StatusLine]:
    """Show, inside, what the running operation waits for."""
    line = StatusLine(clock, narrator())
    try:
        yield line
    finally:
        line.clear()


def counting(clock: Clock, what: str, at: float) -> Figures:
    """Tell how much of the operation's time is over, and when what comes next comes.

    `what`: in words that go on with "in 8 s". `at`: a time of `Clock.now`.
    """
    deadline = current_deadline()

    def figures() -> str:
        left = at - clock.now()
        coming = f"{what} in {in_words(max(left, 1.0))}" if left >= 0.5 else f"{what} now"
        return ", ".join(filter(None, (deadline.spent, coming)))

    return figures


def so_far() -> Figures:
    """Tell how much of the operation's time is over."""
    deadline = current_deadline()
    return lambda: deadline.spent


async def pause(clock: Clock, seconds: float, news: str, what: str) -> None:
    """Wait, and show why, and what comes then in how many seconds."""
    with status_line(clock) as line:
        line.tell(news, counting(clock, what, clock.now() + seconds))
        await clock.sleep(seconds)
