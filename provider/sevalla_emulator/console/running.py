"""What the console is told of processes that really run, where the emulator runs any."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from sevalla_emulator.console.words import State, tone_of


class RunningProcess(Protocol):
    """One instance of a process of this machine; ``process_id`` is the object that it runs for.

    ``pid`` is null while nothing runs; ``lines`` are the last that it has written.
    """

    @property
    def process_id(self) -> str: ...  # noqa: D102 - the class tells of them
    @property
    def pid(self) -> int | None: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def restarts(self) -> int: ...  # noqa: D102
    @property
    def port(self) -> int | None: ...  # noqa: D102
    @property
    def lines(self) -> Sequence[str]: ...  # noqa: D102


# Null where the emulator runs no processes at all.
RunningProcesses: TypeAlias = Callable[[], Sequence[RunningProcess] | None]


def nothing_runs() -> None:
    """The emulator as it is unless it was told to run something."""


def state_of_instances(instances: Sequence[RunningProcess]) -> State:
    """Return what is most worth knowing of them: what does not run well."""
    states = [State(each.state, tone_of(each.state)) for each in instances]
    return next((state for state in states if state.tone != "good"), states[0])
