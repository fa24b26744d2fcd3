"""An operation that fails at one of its awaits, whichever a test wants."""

from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Broken(Exception):
    """What goes wrong where nobody thought of it."""


class RaisingAt(Generic[T]):
    """Awaits an operation, and raises `Broken` inside it at the nth await from some moment on.

    Args:
        armed: whether that moment has come.
        number: of the await, from 1.
    """

    def __init__(
        self, operation: Coroutine[Any, Any, T], armed: Callable[[], bool], number: int
    ) -> None:
        self.raised = False
        self._operation = operation
        self._armed = armed
        self._left = number

    def __await__(self) -> Generator[Any, Any, T]:
        step: Callable[[], Any] = lambda: self._operation.send(None)  # noqa: E731
        while True:
            try:
                waits_for = step()
            except StopIteration as done:
                result: T = done.value
                return result
            step = lambda: self._operation.send(None)  # noqa: E731
            self._left -= self._armed()
            if self._armed() and self._left == 0:
                self.raised = True
                if waits_for is not None:
                    waits_for._asyncio_future_blocking = False  # nobody waits for it any more
                step = lambda: self._operation.throw(Broken("at an await"))  # noqa: E731
                continue
            yield waits_for
