"""What is particular to environment variables, on the emulator."""

import asyncio
from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio


def variable(**more: JsonValue) -> Inputs:
    checked = check(
        ENVIRONMENT_VARIABLE.inputs, {"app_id": APP, "key": "KEY", "value": "secret", **more}
    )
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    identity = f"project/stack/{inputs['key']}"
    return await create(there.session, ENVIRONMENT_VARIABLE, inputs, identity, 600)


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"key": ""}, ["key"]),
        ({"key": "A" * 256}, ["key"]),
        ({"key": "A-B"}, ["key"]),
        ({"key": "A B"}, ["key"]),
        ({"key": "A\n"}, ["key"]),
        ({"key": "Ä"}, ["key"]),
        ({"key": 7}, ["key"]),
        ({"value": "x" * 32_769}, ["value"]),
        ({"value": 7}, ["value"]),
        ({"value": True}, ["value"]),
        ({"key": "A=B", "value": ["a"], "is_runtime": 1, "is_buildtime": "no"}, None),
        ({"key": "A" * 255, "value": "x" * 32_768}, []),
        ({"key": "1_a", "value": ""}, []),
    ],
)
def test_limits_are_told_before_any_request(inputs: Inputs, named: list[str] | None) -> None:
    said = {"app_id": APP, "key": "KEY", "value": "secret", **inputs}
    checked = check(ENVIRONMENT_VARIABLE.inputs, said)
    expected = inputs.keys() if named is None else named
    assert sorted(str(each.path[0]) for each in checked.failures) == sorted(expected)


@pytest.mark.parametrize(
    ("value", "warned"),
    [
        ("", False),
        ("plain", False),
        ("call(me)", True),
        ("(", True),
        ("a,b", True),
        (r"a\,b", False),
        (r"a\\,b", True),
        ('say "x"', True),
        (r"say \"x\"", False),
        (r"\\\"", False),
    ],
)
def test_values_that_can_break_a_rollout_are_warned_of(value: str, warned: bool) -> None:
    told = ENVIRONMENT_VARIABLE.warnings(variable(value=value))
    assert bool(told) == warned
    assert not any(value in each for each in told)


async def test_a_taken_key_is_an_error_with_its_import_id(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        theirs = await there.make("env_vars", app_id=APP, key="KEY", value="theirs")
        with pytest.raises(Taken) as caught:
            await made(there, variable())
        assert f"pulumi import sevalla:index:EnvironmentVariable <resource> {APP}/{theirs}`" in str(
            caught.value
        )
        assert "theirs" not in str(caught.value)
        assert await there.requests("POST", "PUT") == []
        await made(there, variable(app_id=OTHER_APP))


async def test_an_empty_value_is_a_value(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, variable(value=""))
        (kept,) = await there.objects("env_vars")
        assert (kept["value"], created.outputs["value"]) == ("", "")
        wanted = variable(value="no longer")
        outputs = await update(
            there.session, ENVIRONMENT_VARIABLE, created.resource_id, created.outputs, wanted, 600
        )
        emptied = variable(value="")
        outputs = await update(
            there.session, ENVIRONMENT_VARIABLE, created.resource_id, outputs, emptied, 600
        )
        assert [each.body for each in await there.requests("PUT")] == [
            {"value": "no longer"},
            {"value": ""},
        ]
        assert changes(ENVIRONMENT_VARIABLE, outputs, emptied) == []


async def test_a_flag_that_is_null_reads_as_its_default(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, variable(is_runtime=True))
        (kept,) = await there.objects("env_vars")
        await there.change(kept["id"], is_runtime=None, is_buildtime=None)
        found = await read(
            there.session, ENVIRONMENT_VARIABLE, created.resource_id, created.outputs, None
        )
        assert found is not None
        assert (found.outputs["is_runtime"], found.outputs["is_buildtime"]) == (True, True)
        assert changes(ENVIRONMENT_VARIABLE, found.outputs, variable(is_runtime=True)) == []


async def test_two_hundred_variables_are_read_by_two_requests(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        ids = [
            await there.make("env_vars", app_id=APP, key=f"KEY_{number}", value="x")
            for number in range(200)
        ]
        found = await asyncio.gather(
            *(read(there.session, ENVIRONMENT_VARIABLE, f"{APP}/{each}", {}, None) for each in ids)
        )
        assert {each.outputs["key"] for each in found if each} == {f"KEY_{n}" for n in range(200)}
        asked = [each.path for each in await there.requests("GET")]
        assert len([each for each in asked if each.endswith("/env-vars")]) == 2
