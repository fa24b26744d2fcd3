"""A call whose answer is lost: the object tells what became of it, or the call is made again."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError, Executed
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.progress import narrator

W = TypeVar("W", bound=WireModel)

TRY_AGAIN_AFTER = 1.0
"""Seconds before a write is sent again: to a new object that cannot be seen yet, or whose answer
was lost."""


def tell_of_lost(error: ApiError) -> None:
    """Say in passing that an answer was lost, and that the object is looked at."""
    narrator().status(f"the answer to {error.request} was lost; looking what became of it")


async def until_answered(
    session: Session,
    call: Callable[[], Awaitable[W]],
    look: Callable[[], Awaitable[W | None]],
    *,
    repeatable: bool = True,
) -> W:
    """Make a call until it is answered, or the object shows what it was to lead to.

    Args:
        look: looks at the object after a lost answer; None where it does not show that.
        repeatable: whether the call may be made again: one that flips may yet be carried out.

    Raises:
        ApiError: it was refused, or nobody knows what became of it.
    """
    started = session.clock.now()
    while True:
        try:
            return await call()
        except ApiError as error:
            if error.executed is Executed.NO:
                raise
            tell_of_lost(error)
            found = await look()
            if found is not None:
                return found
            tried_for = session.clock.now() - started
            if not repeatable or tried_for >= session.settings.retry_seconds:
                raise
        await session.clock.sleep(TRY_AGAIN_AFTER)
