from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sevalla_emulator.testing import Control, ManualClock, RunningEmulator, running_emulator
from unit.sevalla_emulator.support import UNLIMITED, Api, calling


@dataclass(frozen=True)
class _Served:
    running: RunningEmulator
    clock: ManualClock


@pytest.fixture(scope="session")
def served() -> Iterator[_Served]:
    """One emulator for all tests: without limits, its clock standing still."""
    clock = ManualClock()
    with running_emulator(settings=UNLIMITED, clock=clock) as running:
        yield _Served(running, clock)


@pytest.fixture
def emulator(served: _Served) -> RunningEmulator:
    """The emulator as at its start."""
    served.running.control.reset()
    return served.running


@pytest.fixture
def control(emulator: RunningEmulator) -> Control:
    return emulator.control


@pytest.fixture
def api(emulator: RunningEmulator) -> Iterator[Api]:
    with calling(emulator) as client:
        yield client


@pytest.fixture
def app_path(control: Control) -> str:
    """The path of an application that holds nothing."""
    return f"/applications/{control.seed(applications=1).applications[0].id}"


@pytest.fixture
def clock(served: _Served) -> ManualClock:
    """The emulator's time."""
    return served.clock
