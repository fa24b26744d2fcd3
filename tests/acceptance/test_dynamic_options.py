"""Options, names and plans in programs of the dynamic way in, on Pulumi's own host."""

import json
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest
from tools.workbench.outcome import Outcome, name_of
from tools.workbench.stack import Stack

from acceptance.one_way import ONLY_DYNAMIC
from acceptance.properties import SMALL
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_DYNAMIC

PREAMBLE = """
import pulumi
from pulumi import CustomTimeouts, ResourceOptions as Options
from sevalla_provider.dynamic import Process

def manual(count):
    return {{"type": "manual", "config": {{"instance_count": count}}}}

def worker(name, **more):
    return Process(name, app_id="{app_id}", type="worker", resource_type_id="{size}", **more)
"""

Declare = Callable[[str], None]


@pytest.fixture
def declare(stack: Stack, app_id: str) -> Declare:
    """Write a program of these lines."""

    def write(program: str) -> None:
        text = PREAMBLE.format(app_id=app_id, size=SMALL) + dedent(program)
        (stack.work / "__main__.py").write_text(text)

    return write


def details(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """By resource, what the engine was told of each difference, by its path."""
    steps = [each["resourcePreEvent"]["metadata"] for each in outcome.events if PRE in each]
    return {
        name_of(each["type"], each["urn"]): {
            path: difference["diffKind"] for path, difference in each["detailedDiff"].items()
        }
        for each in steps
        if each.get("detailedDiff")
    }


PRE = "resourcePreEvent"


def destroyed(stack: Stack) -> Outcome:
    """Have all deletes tried, the failure of others notwithstanding."""
    return stack.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error")


def test_a_program_that_says_more_changes_that_and_nothing_else(
    emulator: RunningEmulator, stack: Stack, declare: Declare
) -> None:
    declare("""
        worker("timed", delete_timeout="20m")
        worker("custom", opts=Options(custom_timeouts=CustomTimeouts(delete="20m")))
        worker("silent")
        worker("added", display_name="A")
        worker("swapped", display_name="S")
        worker("deep", scaling_strategy=manual(2))
        worker("ignored", display_name="I", scaling_strategy=manual(2))
        worker("a/b::c")
    """)
    stack.up().succeeded()
    ids = {name: each["id"] for name, each in stack.state().items()}
    emulator.control.clear_log()

    declare("""
        def changed(name, delete="1s", replace=None, ignore=None, **more):
            custom = CustomTimeouts(delete=delete)
            opts = Options(
                custom_timeouts=custom, replace_on_changes=replace, ignore_changes=ignore
            )
            worker(name, opts=opts, **more)

        changed("timed", delete="20m", delete_timeout="1s", replace=["*"])
        changed("custom")
        changed("silent", entrypoint="")
        changed("added", display_name="A2", entrypoint="")
        changed("swapped", display_name="S2", replace=["display_name"])
        changed(
            "deep",
            scaling_strategy=manual(3),
            replace=["scaling_strategy.config.instance_count"],
        )
        changed(
            "ignored",
            display_name="I2",
            scaling_strategy=manual(3),
            ignore=["displayName", "scaling_strategy.config.instance_count"],
        )
        changed("a/b::c")
    """)
    foreseen = stack.preview().succeeded()
    assert emulator.control.requests() == []
    assert details(foreseen) == {
        "Process added": {"displayName": "update"},
        "Process swapped": {"displayName": "update-replace"},
        "Process deep": {"scalingStrategy.config.instanceCount": "update-replace"},
    }
    expected = {
        "Process added": "update",
        "Process swapped": "replace",
        "Process deep": "replace",
    }
    assert foreseen.changed == expected
    assert stack.up().succeeded().changed == expected
    assert [each.body for each in emulator.control.requests("PATCH")] == [{"display_name": "A2"}]
    assert len(emulator.control.requests("POST")) == 2
    kept = {name: each["id"] for name, each in stack.state().items()}
    assert {name for name in ids if kept[name] != ids[name]} == {"Process swapped", "Process deep"}
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    stack.refresh().succeeded()
    emulator.control.change_settings(deletion={"seconds": 1e6})
    ended = destroyed(stack).failed()
    for name in ("timed", "custom", "a/b::c"):
        assert f'could not delete process "{name}"' in ended.text
    assert ended.text.count("waited 1 s for") >= len(ids)
    emulator.control.advance(2e6)
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []


def test_names_are_those_of_the_program_of_the_plan_and_of_each_component(
    emulator: RunningEmulator, stack: Stack, declare: Declare
) -> None:
    program = dedent("""
        class Front(pulumi.ComponentResource):
            def __init__(self, name):
                super().__init__(f"shop:parts:{type(self).__name__}", name)
                worker("web", opts=Options(parent=self))

        class Back(Front):
            pass

        Front("front")
        Back("back")
    """)
    declare(program + 'worker("old")\n')
    stack.environment["PULUMI_EXPERIMENTAL"] = "true"
    stack.preview(None, "--save-plan=plan.json").succeeded()
    plans = json.loads((stack.work / "plan.json").read_text())["resourcePlans"]
    planned = {
        plan["goal"]["inputDiff"]["adds"]["displayName"]
        for urn, plan in plans.items()
        if "sevalla" in urn
    }
    emulator.control.add_fault(
        "status",
        method="POST",
        path="/applications/*/processes",
        when="after",
        status=502,
        calls=[1, 2, 3],
    )
    stack.up(None, "--plan=plan.json").succeeded()
    made = emulator.control.objects().processes
    assert {each["display_name"] for each in made} == planned
    assert len(planned) == len(made) == 3

    declare(program + 'worker("new", opts=Options(aliases=[pulumi.Alias(name="old")]))\n')
    emulator.control.clear_log()
    assert stack.up().succeeded().changed == {}
    stack.drift().succeeded()
    assert emulator.control.counters().writes == 0

    emulator.control.add_fault("status", method="DELETE", status=403)
    ended = destroyed(stack).failed()
    assert 'could not delete process "new"' in ended.text
    urn = next(each["urn"] for name, each in stack.state().items() if name == "Process new")
    stack.pulumi("state", "rename", "--yes", urn, "newer").succeeded()
    ended = destroyed(stack).failed()
    assert 'could not delete process "newer"' in ended.text
    assert '"new"' not in ended.text
    emulator.control.clear_faults()
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []


def test_what_cannot_be_done_is_refused_in_words(
    emulator: RunningEmulator, stack: Stack, declare: Declare
) -> None:
    declare("""
        for wrong in [{"ignore_changes": ["prot"]}, {"replace_on_changes": ["display_name["]}]:
            try:
                worker("web", opts=Options(**wrong))
            except pulumi.RunError as error:
                pulumi.log.warn(str(error))
        worker("web", opts=Options(import_="an id"))
    """)
    refused = stack.up().failed()
    assert "`ignore_changes` has 'prot', and `prot` is not a property: did you mean `port`?" in (
        refused.text
    )
    assert "`replace_on_changes` has 'display_name[', which is no path" in refused.text
    assert 'process "web": `import_` needs the plugin' in refused.text
    assert "Traceback" not in refused.text
    assert emulator.control.requests() == []
