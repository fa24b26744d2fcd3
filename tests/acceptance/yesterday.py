"""An emulator that lives in yesterday, without limits: nothing in it is surprising by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sevalla_emulator.testing import RunningEmulator, WallClock, running_emulator


@contextmanager
def emulator_of_yesterday(**options: Any) -> Iterator[RunningEmulator]:
    """Serve an emulator in which nothing is so young that its absence would get a grace.

    Tests that are about limits set them themselves; and so do those that are about the web process
    that comes with an application: `as_the_platform`.
    """
    yesterday = WallClock()
    yesterday.advance(-24 * 3600)
    with running_emulator(clock=yesterday, **options) as running:
        running.control.lift_limits()
        running.control.change_settings(web_process=False, web_delete="remove")
        yield running


def as_the_platform(emulator: RunningEmulator) -> None:
    """Let new applications come with a web process, which cannot be deleted."""
    emulator.control.change_settings(web_process=True, web_delete="refuse")
