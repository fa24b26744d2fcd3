"""What is particular to variables of static sites: each weak point of the peer is a test."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.functions.function import NotThere
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.sites.environment_variable import (
    STATIC_SITE_ENVIRONMENT_VARIABLE,
)
from unit.emulated import Bench, bench
from unit.samples import OTHER_SITE, SITE, Inputs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        for site in (SITE, OTHER_SITE):
            await ready.make("static_sites", id=site)
        yield ready


def variable(**more: Any) -> Inputs:
    return {"static_site_id": SITE, "key": "KEY", "value": "secret", **more}


def reasons(inputs: Inputs) -> dict[str, str]:
    failures = check(STATIC_SITE_ENVIRONMENT_VARIABLE.inputs, inputs).failures
    return {".".join(map(str, each.path)): each.reason for each in failures}


async def made(there: Bench, name: str = "key", **more: Any) -> Created:
    return await create(
        there.session,
        STATIC_SITE_ENVIRONMENT_VARIABLE,
        variable(**more),
        f"project/stack/{name}",
        600,
    )


async def changed(there: Bench, before: Created, **more: Any) -> Inputs:
    resource = STATIC_SITE_ENVIRONMENT_VARIABLE
    before_ = before.resource_id, before.outputs
    return await update(there.session, resource, *before_, variable(**more), 600)


# Plan time ----------------------------------------------------------------------------------------


BAD: dict[str, tuple[Inputs, str, str]] = {
    "no key": (variable(key=""), "key", "of 1 to 255 characters, and has 0"),
    "a long key": (variable(key="A" * 256), "key", "of 1 to 255 characters, and has 256"),
    "a long value": (variable(value="x" * 32_769), "value", "of 0 to 32768 characters"),
    "a number": (variable(value=7), "value", "must be a string"),
    "an empty branch": (variable(branch=""), "branch", "of 1 to 255 characters"),
    "a stage in words": (variable(is_preview="no"), "is_preview", "must be true or false"),
    "what applications have": (variable(is_runtime=True), "is_runtime", "is not a property here"),
    "a site by name": (variable(static_site_id="docs"), "static_site_id", "must be a UUID"),
}


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD.values(), ids=list(BAD))
def test_what_is_wrong_is_told_at_plan_time(inputs: Inputs, name: str, reason: str) -> None:
    told = reasons(inputs)
    assert list(told) == [name]
    assert reason in told[name]


@pytest.mark.parametrize(
    ("other", "both"),
    [
        ({}, False),
        ({"is_production": True}, False),
        ({"is_production": False}, False),
        ({"branch": "next"}, True),
        ({"key": "OTHER"}, True),
        ({"static_site_id": OTHER_SITE}, True),
    ],
)
def test_a_key_is_taken_for_a_branch_and_a_stage(other: Inputs, both: bool) -> None:
    one = variable()
    assert STATIC_SITE_ENVIRONMENT_VARIABLE.conflicts(one, {**one, **other}) is not both
    production, preview = variable(is_preview=False), variable(is_production=False)
    assert not STATIC_SITE_ENVIRONMENT_VARIABLE.conflicts(production, preview)


def test_a_variable_that_nobody_sees_is_warned_of() -> None:
    warnings = STATIC_SITE_ENVIRONMENT_VARIABLE.warnings
    assert warnings(variable(is_production=False, is_preview=False))
    assert not warnings(variable(is_production=False))


# On the emulator ----------------------------------------------------------------------------------


async def test_a_change_sends_all_five_fields(there: Bench) -> None:
    """Peer row 29: PUT sends only what changed: if it resets the rest, flags flip silently."""
    created = await made(there, is_preview=False, branch="next")
    await changed(there, created, value="other", is_preview=False, branch="next")
    (put,) = await there.requests("PUT")
    assert put.body == {
        "key": "KEY",
        "value": "other",
        "is_production": True,
        "is_preview": False,
        "branch": "next",
    }


async def test_a_branch_that_is_said_no_more_is_cleared(there: Bench) -> None:
    """Peer row 28: nil is dropped from the JSON, and the branch stays."""
    created = await made(there, branch="next")
    outputs = await changed(there, created)
    (put,) = await there.requests("PUT")
    assert isinstance(put.body, dict)
    assert put.body["branch"] is None
    assert "branch" not in outputs
    (kept,) = await there.objects("static_site_env_vars")
    assert kept["branch"] is None


@pytest.mark.parametrize("body", [{"message": "done"}, {}, None])
async def test_an_answer_that_is_no_variable_is_read_again(there: Bench, body: Any) -> None:
    created = await made(there)
    await there.fault("replace_body", method="PUT", body=body)
    outputs = await changed(there, created, value="other")
    assert (outputs["value"], outputs["env_var_id"]) == ("other", created.outputs["env_var_id"])


@pytest.mark.parametrize(
    "both",
    [
        ({"is_preview": False}, {"is_production": False}),
        ({}, {"branch": "next"}),
        ({"branch": "main"}, {"branch": "next"}),
        ({}, {"static_site_id": OTHER_SITE}),
    ],
)
async def test_a_key_may_be_there_for_another_branch_or_stage(
    there: Bench, both: tuple[Inputs, Inputs]
) -> None:
    one, other = both
    first = await made(there, "one", value="1", **one)
    second = await made(there, "other", value="2", **other)
    assert first.resource_id != second.resource_id
    assert len(await there.objects("static_site_env_vars")) == 2
    for each, said in ((first, one), (second, other)):
        found = changes(STATIC_SITE_ENVIRONMENT_VARIABLE, each.outputs, variable(**said))
        assert {change.name for change in found} == {"value"}


@pytest.mark.parametrize("more", [{}, {"is_preview": False}])
async def test_a_taken_key_is_an_error_with_its_import_id(there: Bench, more: Inputs) -> None:
    """Peer row 33: a taken key ends in a raw API error, no hint to import."""
    theirs = await there.make(
        "static_site_env_vars", static_site_id=SITE, key="KEY", value="theirs"
    )
    with pytest.raises(Taken) as caught:
        await made(there, **more)
    command = f"pulumi import {STATIC_SITE_ENVIRONMENT_VARIABLE.token} <resource> {SITE}/{theirs}`"
    assert command in str(caught.value)
    assert "theirs" not in str(caught.value)
    assert await there.requests("POST", "PUT") == []


@pytest.mark.parametrize("shape", ["array", "data"])
async def test_a_list_may_be_bare(there: Bench, shape: str) -> None:
    """Peer rows 27 and 32 of applications: only one of two shapes is known."""
    created = await made(there)
    item = {"id": created.outputs["env_var_id"], "key": "KEY", "value": "secret"}
    body: Any = [item] if shape == "array" else {"data": [item]}
    await there.fault("replace_body", method="GET", path="**/env-vars", body=body)
    there.session = there.another_session()
    found = await read(
        there.session,
        STATIC_SITE_ENVIRONMENT_VARIABLE,
        created.resource_id,
        created.outputs,
        (),
        created.account,
    )
    assert found is not None
    assert not changes(STATIC_SITE_ENVIRONMENT_VARIABLE, found.outputs, variable())


async def test_its_company_is_that_of_its_site(there: Bench) -> None:
    created = await made(there)
    there.session = there.another_session()
    await there.forget_requests()
    found = await read(
        there.session,
        STATIC_SITE_ENVIRONMENT_VARIABLE,
        created.resource_id,
        created.outputs,
        (),
        created.account,
    )
    assert found is not None
    assert found.account is not None
    (site, _) = await there.objects("static_sites")
    assert found.account.company == site["company_id"]
    site_path = f"/static-sites/{SITE}"
    asked = [f"{each.method} {each.path}" for each in await there.requests()]
    assert asked == [f"GET {site_path}/env-vars", f"GET {site_path}"]


async def test_a_look_up_by_a_key_that_is_there_twice_names_both(there: Bench) -> None:
    function = next(
        each for each in FUNCTIONS if each.token.endswith(":getStaticSiteEnvironmentVariable")
    )
    one = await made(there, "one", is_preview=False)
    asked = function.inputs.model_validate({"static_site_id": SITE, "key": "KEY"})
    assert (await function.run(there.session, asked))["id"] == one.resource_id
    other = await made(there, "other", is_production=False)
    there.session = there.another_session()
    with pytest.raises(NotThere, match="there are several") as caught:
        await function.run(there.session, asked)
    for each in (one, other):
        assert str(each.outputs["env_var_id"]) in str(caught.value)
