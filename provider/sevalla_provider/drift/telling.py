"""Progress while stacks are checked: it moves on a terminal, and is plain lines anywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from sevalla_provider.drift.formats.words import count, of_stack
from sevalla_provider.drift.report import StackReport

ASKING = "asking the engine what is there"


@contextmanager
def progress(console: Console, *, lasting: bool = True) -> Iterator[Callable[[StackReport], None]]:
    """Tell of each stack as it ends. `lasting`: so that it stays to be read."""

    def line(stack: StackReport) -> None:
        console.print(of_stack(stack), markup=False, highlight=False, soft_wrap=True)

    if not console.is_terminal:
        yield line
        return
    with console.status(ASKING) as status:
        ended: list[StackReport] = []

        def counted(stack: StackReport) -> None:
            ended.append(stack)
            status.update(f"{ASKING}: {count(len(ended), 'stack')} done")

        yield line if lasting else counted
