"""Progress while stacks are checked: it moves on a terminal, and is plain lines anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from sevalla_provider.drift.formats.words import of_stack
from sevalla_provider.drift.report import StackReport


@contextmanager
def progress(console: Console) -> Iterator[Callable[[StackReport], None]]:
    """Tell of each stack as it ends."""

    def tell(stack: StackReport) -> None:
        console.print(of_stack(stack), markup=False, highlight=False, soft_wrap=True)

    if not console.is_terminal:
        yield tell
        return
    with console.status("asking the engine what is there"):
        yield tell
