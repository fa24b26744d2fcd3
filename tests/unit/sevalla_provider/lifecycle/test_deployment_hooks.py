"""What is particular to deployment hooks: one for an application, which a POST only switches on."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.importing.inventory import inventory
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.plugin.preview import after_update
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.deployment_hook import DEPLOYMENT_HOOK
from sevalla_provider.resources.unknown import UNKNOWN
from unit.emulated import Bench, bench
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

KIND = "deployment_hooks"
URL = "https://hooks.example/deploy/somebody"


def hook(**more: JsonValue) -> Inputs:
    checked = check(DEPLOYMENT_HOOK.inputs, {"app_id": APP, **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    return await create(there.session, DEPLOYMENT_HOOK, inputs, "project/stack/hook", 600)


async def methods(there: Bench) -> list[str]:
    asked = await there.requests()
    return [each.method for each in asked if each.path.endswith("/deployment-hook")]


async def test_somebody_else_s_hook_is_named_and_not_taken_over(tmp_path: Path) -> None:
    """Row 34 of the peer's weak points: a later destroy would switch off what others use."""
    async with bench(tmp_path) as there:
        await there.make(KIND, app_id=APP, url=URL)
        with pytest.raises(Taken) as caught:
            await made(there, hook())
        text = str(caught.value)
        assert "there is a deployment hook" in text
        assert f"pulumi import {DEPLOYMENT_HOOK.token} <resource> {APP}`" in text
        assert URL not in text
        assert await methods(there) == ["GET"]


async def test_one_that_was_switched_off_may_be_made_anew(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there, hook())
        (own,) = await there.objects(KIND)
        await there.remove(str(own["id"]))
        assert (await made(there, hook())).outputs["url"] != first.outputs["url"]


async def test_a_trigger_makes_a_new_url_in_its_place(tmp_path: Path) -> None:
    """Row 34 of the peer's weak points: there, regenerating is out of reach."""
    async with bench(tmp_path) as there:
        first = await made(there, hook(rotation_triggers={"year": 1}))
        await there.forget_requests()
        said = hook(rotation_triggers={"year": 2})
        outputs = await update(there.session, DEPLOYMENT_HOOK, APP, first.outputs, said, 600)
        assert await methods(there) == ["PUT"]
        (own,) = await there.objects(KIND)
        assert outputs == {"app_id": APP, "url": own["url"], "rotation_triggers": {"year": 2}}
        assert outputs["url"] != first.outputs["url"]


def test_a_preview_does_not_know_the_new_url() -> None:
    state = PropertySet({"app_id": APP, "url": URL, "rotation_triggers": 1})
    assert after_update(DEPLOYMENT_HOOK, state, hook(rotation_triggers=2))["url"] is UNKNOWN
    assert after_update(DEPLOYMENT_HOOK, state, hook(rotation_triggers=1))["url"] == URL


async def test_after_a_lost_answer_the_url_is_the_one_that_is_there(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there, hook(rotation_triggers=1))
        await there.fault("reset", method="PUT", calls=[1], when="after")
        said = hook(rotation_triggers=2)
        outputs = await update(there.session, DEPLOYMENT_HOOK, APP, first.outputs, said, 600)
        (own,) = await there.objects(KIND)
        assert outputs["url"] == own["url"]


async def test_a_url_that_somebody_regenerates_is_read_and_no_drift(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there, hook())
        (own,) = await there.objects(KIND)
        await there.change(str(own["id"]), url=URL)
        found = await read(there.session, DEPLOYMENT_HOOK, APP, first.outputs, hook())
        assert found is not None
        assert found.outputs["url"] == URL
        assert found.inputs == hook()


async def test_it_is_listed_beside_its_application_without_taking_its_name(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.make(KIND, app_id=APP)
        places = [(APPLICATION, ""), (DEPLOYMENT_HOOK, APP)]
        found = await inventory(there.session, places)
        (one,) = [each for each in found if each.resource is DEPLOYMENT_HOOK]
        assert one.id == APP
        assert all(each.label == "app" for each in found if each.resource is APPLICATION)
