"""What a person sees in a terminal while a stack waits, and what is left of it at the end."""

import re
from collections.abc import Sequence

from tools.workbench.environment import variables
from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC

from acceptance.properties import process, proxy
from acceptance.screen import on_screen
from sevalla_emulator.testing import RunningEmulator

NARROW, WIDE = 80, 110
WAITS = re.compile(r"\)\.* +creating,")
COUNTS = re.compile(r"creating, (?P<seconds>\d) s of 10 min,")
QUEUES = re.compile(r"\)\.* +rate li")
QUEUES_FOR = re.compile(r"rate limit, \d s of")


def found(expected: re.Pattern[str], lines: Sequence[str]) -> re.Match[str] | None:
    """Where it is on the screen; None where it is not."""
    return expected.search("\n".join(lines))


def counted(lines: Sequence[str]) -> int:
    """How many seconds of waiting are told."""
    match = found(COUNTS, lines)
    return int(match["seconds"]) if match else 0


def test_the_news_come_first_count_and_go(
    stack: Stack, emulator: RunningEmulator, app_id: str
) -> None:
    """One of the two proxies waits to be ready, and the other one to be made."""
    emulator.control.change_settings(
        provisioning={"seconds": 4}, limits={"write": {"limit": 2, "window": 5}}
    )
    stack.environment["SEVALLA_POLL_INTERVAL"] = "4"
    stack.declare(
        {
            "web": process("worker", app_id, display_name="web"),
            "http": proxy(app_id, "web", 3000),
            "rpc": proxy(app_id, "web", 3001),
        }
    )
    command = ["pulumi", "up", "--yes", "--skip-preview", "--color", "never"]
    environment = {**variables(stack.folder), **stack.environment}
    # The types of the dynamic way in leave a narrow terminal no room, whatever is told.
    narrow = WIDE if stack.way is DYNAMIC else NARROW
    with on_screen(command, stack.work, environment, narrow) as screen:
        screen.until(lambda lines: bool(found(WAITS, lines) and found(QUEUES, lines)))
        screen.widen(WIDE)
        first = counted(screen.until(lambda lines: counted(lines) > 0))
        screen.until(lambda lines: counted(lines) == first + 1)
        screen.until(lambda lines: found(QUEUES_FOR, lines) is not None)
        lines = screen.end()
    rows = [line for line in lines if "sevalla:" in line]
    assert len(rows) == 3
    assert all(re.search(r"created \([\d.]+s\)$", row) for row in rows), "\n".join(lines)
