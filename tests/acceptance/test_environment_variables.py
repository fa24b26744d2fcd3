"""EnvironmentVariables on the real engine: keys in the diff, values nowhere, removals at once."""

import json
from typing import Any

from tools.workbench.program import Declared
from tools.workbench.stack import Stack

from acceptance.drift_command import found, report_of
from sevalla_emulator.testing import Control, RunningEmulator

OLD, NEW = "correct-horse-battery", "staple-of-a-battery"


def declared(app_id: str, variables: dict[str, str], **more: Any) -> dict[str, Declared]:
    props = {"app_id": app_id, "variables": variables, **more}
    return {"env": {"type": "EnvironmentVariables", "props": props}}


def there(control: Control) -> dict[str, str]:
    objects = control.objects().by_kind["env_vars"]
    return {str(each.fields["key"]): str(each.fields["value"]) for each in objects}


def writes(control: Control) -> list[str]:
    asked = [each.method for each in control.requests() if each.method != "GET"]
    control.clear_log()
    return sorted(asked)


def test_a_life(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    control = emulator.control
    first = {"my_key": OLD, "KEPT": "kept-kept-kept", "GONE": "gone-gone-gone"}
    told = stack.up(declared(app_id, first)).succeeded().text
    assert there(control) == first
    assert writes(control) == ["POST"] * 3
    assert stack.up().succeeded().changed == {}
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    second = {"my_key": NEW, "KEPT": "kept-kept-kept", "other_Key": "new-new-new"}
    preview = stack.preview(declared(app_id, second), "--diff").succeeded().text
    for key in ("my_key", "GONE", "other_Key"):
        assert key in preview, preview
    told += preview + stack.up(declared(app_id, second)).succeeded().text
    assert there(control) == second
    assert writes(control) == ["DELETE", "POST", "PUT"]

    # Drift of each kind: a value, a flag, a missing key; other keys are nobody's business.
    ids = {str(e.fields["key"]): e.id for e in control.objects().by_kind["env_vars"]}
    control.change_object(ids["my_key"], {"value": "drifted-drifted"})
    control.change_object(ids["KEPT"], {"is_runtime": False})
    control.remove_object(ids["other_Key"])
    theirs = control.make_object("env_vars", {"app_id": app_id, "key": "THEIRS", "value": "t"})
    report = report_of(stack, code=2)
    assert set(found(report)) == {"EnvironmentVariables env drifted"}
    told += json.dumps(report)
    control.clear_log()
    told += stack.up(None, "--refresh").succeeded().text
    assert writes(control) == ["POST", "PUT", "PUT"]
    assert there(control) == {**second, "THEIRS": "t"}
    stack.drift().succeeded()

    # With `exclusive` they are drift.
    alone = declared(app_id, second, exclusive=True)
    told += stack.up(alone).succeeded().text
    assert there(control) == second
    control.make_object("env_vars", {"app_id": app_id, "key": "THEIRS", "value": "t"})
    assert set(found(report_of(stack, code=2))) == {"EnvironmentVariables env drifted"}
    told += stack.up(None, "--refresh").succeeded().text
    assert there(control) == second
    assert control.find(theirs.id) is None

    # A taken key is refused before any write.
    stack.up(declared(app_id, second)).succeeded()
    control.make_object("env_vars", {"app_id": app_id, "key": "TAKEN", "value": "t"})
    control.clear_log()
    refused = stack.up(declared(app_id, {**second, "NEW": "n", "TAKEN": "x"})).failed().text
    assert "TAKEN" in refused
    assert f"{app_id}/" in refused
    assert writes(control) == []
    told += refused

    told += json.dumps(stack.state())
    told += stack.destroy().succeeded().text
    assert there(control) == {"TAKEN": "t"}
    for secret in (OLD, NEW, "kept-kept-kept", "gone-gone-gone", "new-new-new", "drifted-drifted"):
        assert secret not in told
