"""Bounds a whole operation: requests, repetitions, queues, looks, locks, and whatever comes next.

The end of the time cancels the operation, as the user's Ctrl-C does: what stands at any line is
left in the same state. The words are those of a time-out.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sevalla_provider.deadline import Deadline, Timeout, bounded_by
from sevalla_provider.lifecycle.errors import CreateIncomplete, UpdateIncomplete, WaitedTooLong
from sevalla_provider.lifecycle.session import Session


class _Alarm:
    """Cancels a task when its time is over. `rung`: what to say then."""

    def __init__(self, deadline: Deadline) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - nothing else can be awaited in
        self.rung: WaitedTooLong | None = None
        self._deadline = deadline
        self._task = task
        self._cancelled_before = task.cancelling()
        self._ringing = asyncio.create_task(self._ring())

    def stop(self) -> bool:
        """End it; whether it was the alarm, and nobody else, that cancelled the task."""
        self._ringing.cancel()
        return self.rung is not None and self._task.uncancel() <= self._cancelled_before

    async def _ring(self) -> None:
        deadline = self._deadline
        await deadline.passed()
        # On the way out of the operation its words go.
        self.rung = WaitedTooLong(
            f"waited {deadline.timeout.seconds:g} s for {deadline.waits_for}; "
            f"last seen: {deadline.seen}"
        )
        self._task.cancel()


@asynccontextmanager
async def within(
    session: Session, timeout: Timeout | float | None, goal: str
) -> AsyncIterator[None]:
    """Bound all that happens inside.

    Args:
        timeout: a plain number of seconds is what a program said; None bounds nothing.
        goal: what is waited for where nothing else is said: "the process to be made".

    Raises:
        WaitedTooLong: with what it waited for, what was last seen of it, and how to go on.
    """
    if timeout is None:
        yield
        return
    allowed = timeout if isinstance(timeout, Timeout) else Timeout(timeout)
    queueing = session.settings.max_rate_limit_wait
    deadline = Deadline(session.clock, allowed, goal, queueing)
    alarm = _Alarm(deadline)
    try:
        with bounded_by(deadline):
            yield
    except BaseException as error:
        if alarm.stop() and alarm.rung is not None:
            _blame(error, alarm.rung)
        raise
    else:
        alarm.stop()


def _blame(error: BaseException, rung: WaitedTooLong) -> None:
    """Say of what was cancelled by the alarm that its time was over. Raises `rung`."""
    if isinstance(error, asyncio.CancelledError):
        raise rung from None
    if isinstance(error, CreateIncomplete | UpdateIncomplete) and isinstance(
        error.__cause__, asyncio.CancelledError
    ):
        error.__cause__ = rung
