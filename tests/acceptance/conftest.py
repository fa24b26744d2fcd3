import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.workbench.stack import Stack

from sevalla_emulator.testing import RunningEmulator, WallClock, running_emulator

PROGRAM = Path(__file__).parent / "program"

POLL_INTERVAL = "0.2"
"""Seconds; the emulator settles things by polls or within milliseconds."""


def pytest_configure() -> None:
    if shutil.which("pulumi") is None:
        pytest.exit("no `pulumi` on PATH: run `make test`, or put `make engine`'s folder on PATH")


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    """An emulator without limits, which tests that are about limits set themselves.

    It lives in yesterday, so that nothing is so young that its absence would get a grace.
    """
    yesterday = WallClock()
    yesterday.advance(-24 * 3600)
    with running_emulator(clock=yesterday) as running:
        running.control.lift_limits()
        yield running


@pytest.fixture
def app_id(emulator: RunningEmulator) -> str:
    return emulator.control.seed(applications=1).applications[0].id


@pytest.fixture
def new_stack(tmp_path: Path, emulator: RunningEmulator) -> Callable[..., Stack]:
    def make(name: str = "stack", project: Path = PROGRAM) -> Stack:
        folder = tmp_path / name
        folder.mkdir()
        environment = {
            "SEVALLA_API_KEY": emulator.api_key,
            "SEVALLA_API_URL": emulator.url,
            "SEVALLA_POLL_INTERVAL": POLL_INTERVAL,
            "SEVALLA_RETRY_SECONDS": "3",
        }
        return Stack(folder, project, environment)

    return make


@pytest.fixture
def stack(new_stack: Callable[..., Stack]) -> Stack:
    return new_stack()
