"""The first programs of the README work as they are written."""

import re
from collections.abc import Callable
from pathlib import Path

from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC, NATIVE, Way

from acceptance.yesterday import as_the_platform
from sevalla_emulator.testing import RunningEmulator

ROOT = Path(__file__).parents[2]
PROGRAM = {NATIVE.name: ("yaml", "Pulumi.yaml"), DYNAMIC.name: ("python", "__main__.py")}
"""By the way in: in which language, and as which file."""


def test_the_first_program_begins_with_nothing_and_ends_live(
    way: Way, new_stack: Callable[..., Stack], emulator: RunningEmulator
) -> None:
    as_the_platform(emulator)
    stack = new_stack(way.project, way)
    language, file = PROGRAM[way.name]
    readme = (ROOT / "README.md").read_text()
    first = re.search(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert first is not None
    # The stack is there already, in a project of another name.
    (stack.work / file).write_text(first[1].replace("name: shop\n", "name: acceptance\n", 1))
    made = stack.up().succeeded()
    assert set(made.changed.values()) == {"create"}
    there = emulator.control.objects()
    assert [each["status"] for each in there.deployments] == ["success"]
    assert [each["type"] for each in there.processes] == ["web"]
    assert "https://" in made.text
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()
    assert emulator.control.objects().applications == []
