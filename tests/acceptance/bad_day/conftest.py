"""A key that would be noticed anywhere, and what holds at the end of every bad day."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.bad_day.scenario import Scenario
from acceptance.leaks import holders
from acceptance.yesterday import emulator_of_yesterday

ENVIRONMENT = {
    "SEVALLA_POLL_INTERVAL": "0.1",
    "SEVALLA_RETRY_SECONDS": "15",
    "SEVALLA_REQUEST_SECONDS": "3",
}


@pytest.fixture
def canary() -> str:
    return f"canary-{uuid.uuid4().hex}"


@contextmanager
def guarded(
    new: Callable[..., Stack], folder: Path, way: Way, canary: str, environment: Mapping[str, str]
) -> Iterator[Stack]:
    """A stack in which the canary must never be seen."""
    folder.mkdir()
    stack = new(folder, way.project, {**environment, **ENVIRONMENT}, way)
    yield stack
    stack.stop()
    assert not [text for text in stack.said if canary in text]
    assert holders(canary, folder) == []


@pytest.fixture
def day(
    tmp_path: Path, way: Way, canary: str, new_bare_stack: Callable[..., Stack]
) -> Iterator[Scenario]:
    """A stack, and an application of its own in an emulator of yesterday."""
    with emulator_of_yesterday(api_key=canary) as emulator:
        (application,) = emulator.control.seed(applications=1).applications
        keys = {"SEVALLA_API_KEY": canary, "SEVALLA_API_URL": emulator.url}
        with guarded(new_bare_stack, tmp_path / "stack", way, canary, keys) as stack:
            yield Scenario(emulator.control, stack, application.id)
