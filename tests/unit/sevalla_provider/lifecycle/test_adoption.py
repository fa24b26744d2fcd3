"""The web process that the platform makes with an application is taken over, and given back."""

from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.errors import CreateIncomplete, Taken
from sevalla_provider.lifecycle.facade import Created, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.process import PROCESS
from unit.emulated import OTHER_SIZE, SIZE, Bench, bench, web, worker
from unit.samples import Inputs

pytestmark = pytest.mark.anyio

OURS = {"entrypoint": "npm start", "port": 3000, "display_name": "shop"}
THEIRS: Inputs = {
    "entrypoint": "theirs",
    "port": 4000,
    "resource_type_id": OTHER_SIZE,
    "liveness_probe": {"tcpSocket": {"port": 4000}, "periodSeconds": 7},
}


def operations(there: Bench) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session, PROCESS, "web", "p/s/web", Exception, lambda text, _: Exception(text)
    )


async def application(there: Bench, **changed: Any) -> tuple[str, str]:
    """Make an application outside of the stack; its id, and that of its web process."""
    app_id = await there.make("applications", display_name="theirs")
    process = next(one for one in await there.objects("processes") if one["app_id"] == app_id)
    if changed:
        await there.change(process["id"], **changed)
    await there.settings(web_delete="refuse")
    await there.forget_requests()
    return app_id, process["id"]


async def created(there: Bench, app_id: str, **more: Any) -> Created:
    inputs = PropertySet(web(app_id=app_id, **OURS) | more)
    return await operations(there).create(inputs, Timeout(60))


async def process(there: Bench, object_id: str) -> Inputs:
    return next(one for one in await there.objects("processes") if one["id"] == object_id)


async def writes(there: Bench) -> list[str]:
    return [one.method for one in await there.requests("POST", "PATCH", "DELETE")]


async def test_one_that_nobody_has_changed_is_taken_over_silently(tmp_path: Path) -> None:
    """Peer row 18: declaring the `web` process of a new application collides."""
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, resource_type_id=SIZE)
        made = await created(there, app_id)
        assert made.resource_id == f"{app_id}/{web_id}"
        assert await writes(there) == ["PATCH"]
        assert (await process(there, web_id))["entrypoint"] == "npm start"
        assert made.state.found is not None
        assert made.state.found["entrypoint"] == ""


async def test_of_an_application_of_this_run_whatever_it_is_like(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, **THEIRS)
        there.session.made(app_id)
        assert (await created(there, app_id)).resource_id == f"{app_id}/{web_id}"


async def test_what_an_earlier_run_made_is_not_of_this_run(tmp_path: Path) -> None:
    """Between the runs anybody may have had a hand in it: its web process is judged."""
    async with bench(tmp_path) as there:
        inputs = PropertySet(worker())
        first = await operations(there).create(inputs, Timeout(60))
        made = first.resource_id.rpartition("/")[2]
        assert there.session.was_made_now(made)
        there.session = there.another_session()
        again = await operations(there).create(inputs, Timeout(60))
        assert again.resource_id == first.resource_id
        assert not there.session.was_made_now(made)


async def test_one_that_is_what_the_program_says_needs_no_request(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, _ = await application(there, resource_type_id=SIZE, **OURS)
        await created(there, app_id)
        assert await writes(there) == []


async def test_one_that_somebody_has_changed_is_an_error_unless_the_program_consents(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, **THEIRS)
        with pytest.raises(Taken) as caught:
            await created(there, app_id)
        assert f"{app_id}/{web_id}" in str(caught.value)
        assert "resource_type_id, entrypoint, port, liveness_probe" in str(caught.value)
        assert f"pulumi import sevalla:index:Process <resource> {app_id}/{web_id}" in str(
            caught.value
        )
        assert await writes(there) == []
        assert there.session.intent_log.open() == []
        made = await created(there, app_id, adopt_existing=True)
        assert made.resource_id == f"{app_id}/{web_id}"


@pytest.mark.parametrize("answer", ["refuse", "keep"])
async def test_a_destroy_gives_it_back_as_it_was_found(tmp_path: Path, answer: str) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, **THEIRS)
        before = await process(there, web_id)
        made = await created(there, app_id, adopt_existing=True)
        there.session = there.another_session()
        await there.settings(web_delete=answer)
        await operations(there).delete(made.resource_id, made.state, Timeout(60))
        after = await process(there, web_id)
        settable = {*THEIRS, "display_name", "scaling_strategy", "is_ingress_enabled"}
        different = {name for name in settable if before[name] != after[name]}
        assert different == {"liveness_probe"}  # the API completes it
        assert after["liveness_probe"]["periodSeconds"] == 7
        assert await writes(there) == ["PATCH", "DELETE", "PATCH"]


async def test_up_destroy_and_up_again(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, resource_type_id=SIZE)
        for _ in range(2):
            made = await created(there, app_id)
            assert made.resource_id == f"{app_id}/{web_id}"
            there.session = there.another_session()
            await operations(there).delete(made.resource_id, made.state, Timeout(60))
            there.session = there.another_session()


async def test_where_a_delete_is_carried_out_nothing_is_put_back(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, _ = await application(there, resource_type_id=SIZE)
        made = await created(there, app_id)
        there.session = there.another_session()
        await there.settings(web_delete="remove")
        await operations(there).delete(made.resource_id, made.state, Timeout(60))
        assert await writes(there) == ["PATCH", "DELETE"]


async def test_what_is_no_refusal_lets_nothing_go(tmp_path: Path) -> None:
    """An answer that no source knows as a refusal says nothing of what the platform keeps."""
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, resource_type_id=SIZE)
        made = await created(there, app_id)
        there.session = there.another_session()
        await there.fault("status", status=418, method="DELETE")
        with pytest.raises(RequestRejected):
            await operations(there).delete(made.resource_id, made.state, Timeout(60))
        assert (await process(there, web_id))["entrypoint"] == "npm start"


async def test_with_its_application_it_is_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, _ = await application(there, resource_type_id=SIZE)
        made = await created(there, app_id)
        there.session = there.another_session()
        await there.remove(app_id)
        await operations(there).delete(made.resource_id, made.state, Timeout(60))


async def test_one_that_shows_late_is_taken_over_once_the_post_is_refused(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there)
        there.session.made(app_id)
        nothing = {"data": [], "total": 0, "limit": 100, "offset": 0}
        path = "/applications/*/processes"
        await there.fault("replace_body", method="GET", path=path, calls=[1], body=nothing)
        assert (await created(there, app_id)).resource_id == f"{app_id}/{web_id}"


async def test_a_taking_over_that_fails_is_taken_back_by_putting_back(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, **THEIRS)
        before = await process(there, web_id)
        await there.fault("status", status=422, method="PATCH", calls=[1])
        with pytest.raises(CreateIncomplete) as caught:
            await created(there, app_id, adopt_existing=True)
        assert caught.value.state.found is not None
        await operations(there).take_back(caught.value, Timeout(60))
        after = await process(there, web_id)
        assert {name: after[name] for name in THEIRS} == {name: before[name] for name in THEIRS}
        assert "DELETE" not in await writes(there)


async def test_a_replaced_resource_does_not_delete_what_its_successor_took_over(
    tmp_path: Path,
) -> None:
    """`--replace` in a run in which nobody has asked about the old one: the engine makes first."""
    async with bench(tmp_path) as there:
        app_id, web_id = await application(there, resource_type_id=SIZE)
        old = await created(there, app_id)
        operations(there).replied(old.resource_id, old.state)
        there.session = there.another_session()
        new = await created(there, app_id)
        assert new.resource_id == old.resource_id
        await operations(there).delete(old.resource_id, old.state, Timeout(60))
        assert (await process(there, web_id))["entrypoint"] == "npm start"
