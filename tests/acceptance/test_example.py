"""The example that users copy, run as it is."""

from collections.abc import Callable
from pathlib import Path

from tools.workbench.stack import Stack

from sevalla_emulator.testing import RunningEmulator

EXAMPLES = Path(__file__).parents[2] / "examples"
SIZE = "5e5a11a0-0000-4000-8000-000000000002"


def test_the_dynamic_python_example(
    emulator: RunningEmulator, new_stack: Callable[..., Stack], app_id: str
) -> None:
    stack = new_stack(EXAMPLES / "dynamic-python")
    stack.configure(appId=app_id, resourceTypeId=SIZE)
    made = stack.up().succeeded()
    assert len(made.changed) == 6
    there = emulator.control.objects()
    assert sorted(str(each["type"]) for each in there.processes) == ["cron", "job", "web", "worker"]
    assert {each["status"] for each in there.tcp_proxies} == {"ready"}
    ports = {str(each["external_port"]) for each in there.tcp_proxies}
    assert all(port in made.text for port in ports)
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []
