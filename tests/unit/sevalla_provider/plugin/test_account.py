"""What the plugin hides in the state of the account, and what it does without."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_emulator import DEFAULT_OTHER_API_KEY
from sevalla_emulator.access import COMPANY_ID
from sevalla_provider.lifecycle.account import HIDDEN
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.resources.resource import Api
from unit.samples import APP, Inputs
from unit.sevalla_provider.plugin.engine import PROCESS, PROXY, got, half_done, secret, urn
from unit.sevalla_provider.plugin.stage import Stage, process, staged

pytestmark = pytest.mark.anyio


def account(properties: Inputs) -> Inputs:
    (name,) = properties[HIDDEN]
    assert name == "account"
    found: Inputs = properties[HIDDEN][name]
    return found


def other_account(stage: Stage) -> None:
    there = stage.there
    keys = {**there.session.settings.keys, Api.SEVALLA: DEFAULT_OTHER_API_KEY}
    there.session = there.another_session(keys=keys)


async def refreshed(stage: Stage, state: Inputs, inputs: Inputs) -> Inputs:
    found = await stage.read(state, inputs)
    assert HIDDEN not in got(found.inputs)
    return {"id": found.id, **got(found.properties)}


async def test_it_survives_whatever_is_done_to_the_object(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.check(process(port=secret(80)))
        assert HIDDEN not in inputs
        state = await stage.create(inputs)
        assert account(state).keys() == {"salt", "digest"}
        read = await refreshed(stage, state, inputs)
        assert account(read) == account(state) | {"company": COMPANY_ID}
        wanted = process(port=81)
        assert account(await stage.update(read, wanted)) == account(read)
        await stage.there.settings(ingress={"seconds": 1000})
        web = await stage.create(process("web", displayName="it"))
        with pytest.raises(Failed) as caught:
            await stage.update(web, process("web", ingressProtocol="grpc"), timeout=42)
        assert account(got(half_done(caught.value).properties))["digest"] == account(web)["digest"]


async def test_a_half_made_object_has_one(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.proxy()
        await stage.there.fault("provisioning_fails", method="POST")
        failure = await stage.failed_create(inputs)
        state = {"id": half_done(failure).id, **got(half_done(failure).properties)}
        await stage.there.remove(APP)
        await stage.there.clock.sleep(60)
        assert (await stage.read(state, inputs, PROXY)).id == ""


async def test_it_makes_no_difference(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.check(process())
        state = await stage.create(inputs)
        old = {name: value for name, value in state.items() if name != HIDDEN}
        for before in (old, state):
            # Nothing differs for the engine, which compares by `Diff` what a refresh has read.
            read = await refreshed(stage, before, inputs)
            assert account(read)["company"] == COMPANY_ID
            for known in (before, read):
                found = await stage.diff(known, inputs)
                assert found.changes == pb.DiffResponse.DIFF_NONE
            assert await refreshed(stage, read, inputs) == read


async def test_a_preview_tells_nothing_of_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process())
        for wanted in (process(), process(port=81)):
            assert HIDDEN not in await stage.update(state, wanted, preview=True)
        assert HIDDEN not in await stage.create(process(), preview=True)


async def test_an_import_has_one(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        made = await stage.there.make("processes", app_id=APP, type="worker")
        found = await stage.read({"id": f"{APP}/{made}"}, {})
        assert account(got(found.properties)).keys() == {"salt", "digest"}
        assert [entry.path for entry in await stage.there.requests()] == [
            f"/applications/{APP}/processes/{made}"
        ]


@pytest.mark.parametrize("old", [False, True])
async def test_what_is_only_looked_up_is_kept_as_it_was(tmp_path: Path, old: bool) -> None:
    async with staged(tmp_path) as stage:
        made = await stage.there.make("processes", app_id=APP, type="worker")
        found = got((await stage.read({"id": f"{APP}/{made}"}, {})).properties)
        if old:
            del found[HIDDEN]
        again = await stage.read({"id": f"{APP}/{made}", **found}, {})
        assert got(again.properties) == found


@pytest.mark.parametrize("verb", ["read", "update", "delete"])
async def test_an_object_out_of_sight_is_an_error_that_names_it(tmp_path: Path, verb: str) -> None:
    async with staged(tmp_path) as stage:
        inputs = process()
        state = await stage.create(inputs)
        await stage.there.clock.sleep(60)
        other_account(stage)
        calls: dict[str, Callable[[], Awaitable[object]]] = {
            "read": lambda: stage.read(state, inputs),
            "update": lambda: stage.update(state, process(port=81)),
            "delete": lambda: stage.delete(state),
        }
        with pytest.raises(Failed) as caught:
            await calls[verb]()
        text = str(caught.value)
        assert text.startswith(f'could not {verb} process "web" ({state["id"]}): the API shows')
        assert f"`pulumi state delete {urn(PROCESS)}`" in text
        assert "please report it" not in text
        # No half-done object: the state stays as it is.
        assert caught.value.details == ()
