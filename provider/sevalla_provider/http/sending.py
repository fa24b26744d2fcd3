"""What is to be done just before a request goes out, which may be long after it was asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Action = Callable[[], None]

_action: ContextVar[Action | None] = ContextVar("before_sending", default=None)


@contextmanager
def before_sending(action: Action) -> Iterator[None]:
    """Call `action` whenever a request of the block is about to go out, repetitions included."""
    token = _action.set(action)
    try:
        yield
    finally:
        _action.reset(token)


def goes_out() -> None:
    """Say that a request goes out now."""
    action = _action.get()
    if action is not None:
        action()
