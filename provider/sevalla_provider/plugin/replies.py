"""What is to be done once the engine has taken the reply to a call, and not before."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import grpc.aio

Context = grpc.aio.ServicerContext[Any, Any]
Action = Callable[[], None]

_actions: ContextVar[list[Action] | None] = ContextVar("actions", default=None)


def after_reply(action: Action) -> None:
    """Do `action` once the reply to the running call has been taken; never where it got lost."""
    actions = _actions.get()
    if actions is not None:
        actions.append(action)


@contextmanager
def watched(context: Context) -> Iterator[Callable[[], None]]:
    """Watch over one call; what this yields is called when its reply stands ready to be sent."""
    actions: list[Action] = []
    takers: list[bool] = []

    def ready() -> None:
        task = asyncio.current_task()
        # Where the connection broke, gRPC cancels the handler, whatever the verb makes of that.
        takers.append(task is None or not task.cancelling())

    def ended(_context: Context) -> None:
        if any(takers) and not context.cancelled():
            for action in actions:
                action()

    context.add_done_callback(ended)  # type: ignore[arg-type] # the stub's alias is not callable
    token = _actions.set(actions)
    try:
        yield ready
    finally:
        _actions.reset(token)
