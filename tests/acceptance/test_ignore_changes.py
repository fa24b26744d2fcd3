"""`ignoreChanges` on the real engine, in every spelling of Pulumi's property paths."""

from typing import Any

from tools.workbench.program import Declared
from tools.workbench.stack import Stack

from acceptance.drift_command import found, ids, report_of
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import MANUAL_2, process
from sevalla_emulator.testing import RunningEmulator
from unit.spellings import OF_A_COUNT, OF_A_WORD

pytestmark = ONLY_NATIVE

PROBE = {"exec": {"command": ["true", "one"]}}


def ignoring(declared: Declared, path: str) -> Declared:
    return {**declared, "options": {"ignore_changes": [path]}}


def test_what_is_ignored_is_no_drift_however_it_is_spelled(
    emulator: RunningEmulator, stack: Stack
) -> None:
    app_ids = [each.id for each in emulator.control.seed(applications=len(OF_A_WORD)).applications]
    program: dict[str, Any] = {
        f"count{number}": ignoring(
            process("worker", app_ids[0], scaling_strategy=MANUAL_2), spelling
        )
        for number, spelling in enumerate(OF_A_COUNT)
    }
    for number, spelling in enumerate(OF_A_WORD):
        web = process("web", app_ids[number], liveness_probe=PROBE)
        program[f"word{number}"] = ignoring(web, spelling)
    program["heeded"] = process("worker", app_ids[0], scaling_strategy=MANUAL_2)
    stack.up(program).succeeded()

    scaled: dict[str, Any] = {"type": "manual", "config": {"instanceCount": 7}}
    probed: dict[str, Any] = {"exec": {"command": ["true", "two"]}}
    own = {name.partition(" ")[2]: each for name, each in ids(stack).items()}
    for name in [name for name in program if name != "heeded"]:
        what: Any = {"liveness_probe": probed} if "word" in name else {"scaling_strategy": scaled}
        emulator.control.change_object(own[name], what)

    check = ("refresh", "--preview-only", "--expect-no-changes")
    stack.pulumi(*check).succeeded()
    assert found(report_of(stack, code=0)) == {}
    emulator.control.clear_log()
    assert stack.up(program).succeeded().changed == {}
    assert stack.up(program, "--refresh").succeeded().changed == {}
    assert emulator.control.counters().writes == 0

    # The same change of what is not ignored is seen.
    emulator.control.change_object(own["heeded"], {"scaling_strategy": scaled})
    stack.pulumi(*check).failed()
    assert set(found(report_of(stack, code=2))) == {"Process heeded drifted"}
