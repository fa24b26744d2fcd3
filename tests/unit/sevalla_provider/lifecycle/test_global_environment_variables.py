"""What is particular to the company's own variables, on the emulator."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)
from unit.emulated import Bench, bench
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

PATH = "/applications/global-env-vars"
NAME = "sevalla:index:GlobalEnvironmentVariable"


def variable(**more: JsonValue) -> Inputs:
    checked = check(GLOBAL_ENVIRONMENT_VARIABLE.inputs, {"key": "KEY", "value": "secret", **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    identity = f"project/stack/{inputs['key']}"
    return await create(there.session, GLOBAL_ENVIRONMENT_VARIABLE, inputs, identity, 600)


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"key": ""}, "key"),
        ({"key": "A" * 256}, "key"),
        ({"key": "A-B"}, "key"),
        ({"key": "A\n"}, "key"),
        ({"key": None}, "key"),
        ({"value": "x" * 32_769}, "value"),
        ({"value": None}, "value"),
        ({"value": 7}, "value"),
        ({"is_runtime": 1}, "is_runtime"),
        ({"is_buildtime": "no"}, "is_buildtime"),
        ({"app_id": APP}, "app_id"),
    ],
)
def test_limits_are_told_before_any_request(inputs: Inputs, named: str) -> None:
    said = {"key": "KEY", "value": "secret", **inputs}
    checked = check(GLOBAL_ENVIRONMENT_VARIABLE.inputs, said)
    assert [each.path[0] for each in checked.failures] == [named]


def test_values_that_can_break_a_rollout_are_warned_of() -> None:
    (told,) = GLOBAL_ENVIRONMENT_VARIABLE.warnings(variable(value="a,b"))
    assert "a,b" not in told


async def test_a_taken_key_is_an_error_with_its_import_id(tmp_path: Path) -> None:
    """Peer row 33: a taken key ends in a raw API error, no hint to import."""
    async with bench(tmp_path) as there:
        theirs = await there.make("global_env_vars", key="KEY", value="theirs")
        with pytest.raises(Taken) as caught:
            await made(there, variable())
        assert f"pulumi import {NAME} <resource> {theirs}`" in str(caught.value)
        assert "theirs" not in str(caught.value).replace(theirs, "")
        assert await there.requests("POST", "PUT") == []


async def test_a_key_of_an_application_is_no_global_one(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("env_vars", app_id=APP, key="KEY", value="theirs")
        assert (await made(there, variable())).outputs["key"] == "KEY"


async def test_forty_are_one_read_of_all_pages(tmp_path: Path) -> None:
    """Peer rows 29 and 30: from the 26th on each is gone at a refresh, which reads each alone."""
    async with bench(tmp_path) as there:
        own = [await there.make("global_env_vars", key=f"KEY_{n}", value="x") for n in range(140)]
        place = there.session.place(GLOBAL_ENVIRONMENT_VARIABLE, "")
        found = await place.lists.all()
        assert set(found) == set(own)
        assert len(await there.requests("GET")) == 2
        last = await read(there.session, GLOBAL_ENVIRONMENT_VARIABLE, own[-1], {}, None)
        assert last is not None
        assert last.inputs == {"key": "KEY_139", "value": "x"}


async def test_a_list_that_is_a_bare_array_is_read(tmp_path: Path) -> None:
    """Peer row 32: only the paged shape is known."""
    async with bench(tmp_path) as there:
        own = await there.make("global_env_vars", key="KEY", value="x")
        shown = [{"id": own, "key": "KEY", "value": "y"}]
        await there.fault("replace_body", method="GET", path="/applications/*", body=shown)
        found = await read(there.session, GLOBAL_ENVIRONMENT_VARIABLE, own, {}, None)
        assert found is not None
        assert found.inputs == {"key": "KEY", "value": "y"}


async def test_flags_that_are_left_out_go_back(tmp_path: Path) -> None:
    """Peer row 31: flags removed from the program keep their old value silently."""
    async with bench(tmp_path) as there:
        created = await made(there, variable(is_runtime=False))
        silent = variable()
        assert [c.name for c in changes(GLOBAL_ENVIRONMENT_VARIABLE, created.outputs, silent)] == [
            "is_runtime"
        ]
        outputs = await update(
            there.session,
            GLOBAL_ENVIRONMENT_VARIABLE,
            created.resource_id,
            created.outputs,
            silent,
            600,
        )
        assert [each.body for each in await there.requests("PUT")] == [{"is_runtime": True}]
        assert changes(GLOBAL_ENVIRONMENT_VARIABLE, outputs, silent) == []


async def test_what_is_gone_already_is_destroyed(tmp_path: Path) -> None:
    """Peer row 1: 404 on DELETE is an error."""
    async with bench(tmp_path) as there:
        created = await made(there, variable())
        await there.remove(created.resource_id)
        await delete(
            there.session,
            GLOBAL_ENVIRONMENT_VARIABLE,
            created.resource_id,
            created.outputs,
            600,
            created.account,
        )


async def test_its_writes_are_in_no_application_s_bucket(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, variable())
        quotas = GLOBAL_ENVIRONMENT_VARIABLE.operations.quotas("PUT", "", created.resource_id)
        (write,) = quotas
        assert write is GLOBAL_ENVIRONMENT_VARIABLE.operations.limits.writes
        (posted,) = await there.requests("POST")
        assert posted.path == PATH


def test_the_docs_say_whom_it_touches() -> None:
    for words in ("every application of the company", "in no stack"):
        assert words in GLOBAL_ENVIRONMENT_VARIABLE.description
