from collections.abc import Iterator

import pytest

from sevalla_emulator.testing import Control, EmulatedObject, RunningEmulator
from unit.sevalla_emulator.private_connect.support import calling_tunnels
from unit.sevalla_emulator.support import Api


@pytest.fixture
def tunnels(emulator: RunningEmulator) -> Iterator[Api]:
    with calling_tunnels(emulator) as client:
        yield client


@pytest.fixture
def agent(control: Control) -> EmulatedObject:
    return control.make_agent("laptop")
