"""How long an operation may take, and what it is waiting for: a context variable carries it.

What counts. A time-out that a program sets counts from the call, whatever the time is spent on. A
default one is about the object, and not about the rate limit, whose queue has a bound of its own:
it begins when the first request has gone out, and stands still while another one is queued.
"""

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sevalla_provider.clock import Clock, sleep_unless
from sevalla_provider.durations import in_words

NOTHING_YET = "nothing yet"


@dataclass(frozen=True)
class Timeout:
    """How long an operation may take. `explicit`: the program said so."""

    seconds: float
    explicit: bool = True


class Deadline:
    """The end of one operation, and what it waits for.

    Args:
        goal: what is waited for where nothing else is said, in words that follow "waiting for".
        queueing: seconds that a default time-out allows for, before the first request goes out.

    Attributes:
        waits_for: in the same words, what is waited for now.
        seen: what was last seen of that, in a few words.
    """

    def __init__(self, clock: Clock, timeout: Timeout, goal: str, queueing: float) -> None:
        self.timeout = timeout
        self.waits_for = goal
        self.seen = NOTHING_YET
        self._clock = clock
        self._task = _task()
        self._ends_at = clock.now() + timeout.seconds + (0 if timeout.explicit else queueing)
        self._begun = timeout.explicit
        self._stands_still = False
        self._changed = asyncio.Event()

    @property
    def is_of_this_task(self) -> bool:
        """Whether it bounds the running task, and not one that this task works for among others."""
        return self._task is _task()

    @property
    def spent(self) -> str:
        """How much of the time is over, in words: "12 s of 10 min"."""
        left = max(self._ends_at - self._clock.now(), 0.0)
        spent = max(self.timeout.seconds - left, 0.0)
        return f"{in_words(spent)} of {in_words(self.timeout.seconds)}"

    def begin(self) -> None:
        """Note that the object's time has begun."""
        if not self._begun:
            self._begun = True
            self._ends_at = min(self._ends_at, self._clock.now() + self.timeout.seconds)
            self._changed.set()

    @contextmanager
    def waiting_for(self, what: str, seen: str = NOTHING_YET) -> Iterator[None]:
        """Say what is waited for inside, and what was seen of it before."""
        before = self.waits_for, self.seen
        self.waits_for, self.seen = what, seen
        try:
            yield
        finally:
            self.waits_for, self.seen = before

    @contextmanager
    def queued(self, what: str) -> Iterator[None]:
        """Wait for the rate limit inside: that has a bound of its own."""
        since = self._clock.now()
        self._stands_still = not self.timeout.explicit
        try:
            with self.waiting_for(what, self.seen):
                yield
        finally:
            if self._stands_still:
                self._stands_still = False
                self._ends_at += self._clock.now() - since
                self._changed.set()

    async def passed(self) -> None:
        """Wait until the time is over."""
        while (left := self._left()) > 0:
            self._changed.clear()
            await sleep_unless(self._clock, left, self._changed)

    def _left(self) -> float:
        return math.inf if self._stands_still else self._ends_at - self._clock.now()


class _Nobodys:
    """Stands for a deadline where there is none."""

    spent = ""

    def begin(self) -> None:
        pass

    @contextmanager
    def waiting_for(self, _what: str, _seen: str = NOTHING_YET) -> Iterator[None]:
        yield

    queued = waiting_for


_deadline: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def bounded_by(deadline: Deadline) -> Iterator[None]:
    """Make `deadline` that of everything that this task does inside."""
    token = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(token)


def current_deadline() -> Deadline | _Nobodys:
    """The deadline of the running operation.

    What is done for several operations together is bounded by none of theirs.
    """
    found = _deadline.get()
    return found if found is not None and found.is_of_this_task else _Nobodys()


def notice(seen: str) -> None:
    """Note what was seen, for the operation that asked, also where others ask with it."""
    found = _deadline.get()
    if found is not None:
        found.seen = seen


def _task() -> asyncio.Task[object] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None  # no loop
