"""A key that would be noticed anywhere, and what holds at the end of every bad day."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.workbench.stack import Stack

from acceptance.bad_day.scenario import Scenario
from acceptance.conftest import PROGRAM
from acceptance.leaks import holders
from sevalla_emulator.testing import WallClock, running_emulator

ENVIRONMENT = {
    "SEVALLA_POLL_INTERVAL": "0.3",
    "SEVALLA_RETRY_SECONDS": "15",
    "SEVALLA_REQUEST_SECONDS": "3",
}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Scenario]:
    """A stack, and an application of its own in an emulator that lives in yesterday."""
    canary = f"canary-{uuid.uuid4().hex}"
    yesterday = WallClock()
    yesterday.advance(-24 * 3600)
    with running_emulator(clock=yesterday, api_key=canary) as emulator:
        emulator.control.lift_limits()
        (application,) = emulator.control.seed(applications=1).applications
        folder = tmp_path / "stack"
        folder.mkdir()
        keys = {"SEVALLA_API_KEY": canary, "SEVALLA_API_URL": emulator.url}
        stack = Stack(folder, PROGRAM, {**keys, **ENVIRONMENT})
        yield Scenario(emulator.control, stack, application.id)
        assert not [text for text in stack.said if canary in text]
        assert holders(canary, folder) == []
