import pytest

from sevalla_emulator.testing import RunningEmulator
from unit.sevalla_emulator.console.support import Visitor


@pytest.fixture
def visitor(emulator: RunningEmulator) -> Visitor:
    return Visitor(emulator)
