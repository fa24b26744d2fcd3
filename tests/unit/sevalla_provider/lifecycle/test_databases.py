"""What is particular to databases, on the emulator: each weak point of the peer is a test."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import (
    ChangeFailed,
    CreateIncomplete,
    ObjectFailed,
    UpdateIncomplete,
    WaitedTooLong,
)
from sevalla_provider.lifecycle.facade import Created, Diff, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.databases.database import DATABASE
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import Inputs

pytestmark = pytest.mark.anyio

SMALL, LARGE = DATABASE_RESOURCE_TYPES[0].id, DATABASE_RESOURCE_TYPES[1].id
MINUTE = {"seconds": 60}
RESET = "/reset-password"
TOGGLE = "/external-connection/toggle"


def said(**more: Any) -> PropertySet:
    least: Inputs = {
        "display_name": "Orders",
        "type": "postgresql",
        "version": "16",
        "cluster_id": CLUSTERS[0].id,
        "resource_type_id": SMALL,
        "db_name": "orders",
        "db_password": "s3cret#1",
    }
    checked = check(DATABASE.inputs, {**least, **more})
    assert checked.failures == []
    return PropertySet(checked.inputs)


def about(there: Bench) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        DATABASE,
        "orders",
        "project/stack/orders",
        Exception,
        lambda text, _error: Exception(text),
    )


async def made(there: Bench, **more: Any) -> Created:
    return await about(there).create(said(**more), None)


async def changed(
    there: Bench, before: Created, timeout: float | None = None, **more: Any
) -> PropertySet:
    return await about(there).update(
        before.resource_id, before.state, said(**more), Timeout(timeout) if timeout else None
    )


def difference(there: Bench, before: Created, state: PropertySet, inputs: PropertySet) -> Diff:
    return about(there).diff(before.resource_id, state, inputs)


async def calls(there: Bench) -> list[str]:
    """The writes since the last look, below the one database."""
    asked = await there.requests("POST", "PATCH", "DELETE")
    await there.forget_requests()
    told = []
    for each in asked:
        end = each.path.removeprefix("/databases").lstrip("/").partition("/")[2]
        told.append(f"{each.method} /{end}" if end else each.method)
    return told


async def the_one(there: Bench) -> Inputs:
    (found,) = await there.objects("databases")
    return found


# Create -------------------------------------------------------------------------------------------


async def test_it_is_waited_for_at_the_pace_that_the_api_asks_for(tmp_path: Path) -> None:
    """Peer row 17: it is polled every 2 s, for 5 minutes at most, and a hiccup ends the wait."""
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 1100})
        await there.fault("status", method="GET", path="/databases/*", status=502, calls=[3])
        created = await made(there)
        assert created.state.properties["status"] == "ready"
        looks = [each for each in await there.requests("GET") if each.path != "/databases"]
        assert 100 <= len(looks) <= 115


async def test_one_that_failed_ends_the_wait_and_is_made_anew(tmp_path: Path) -> None:
    """Peer rows 5, 18: nothing is saved until `ready`, and `error` is polled to the time-out."""
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 30})
        await there.fault("provisioning_fails", method="POST", path="/databases")
        began = there.clock.now()
        with pytest.raises(CreateIncomplete) as caught:
            await made(there)
        assert there.clock.now() - began < 60
        kept, cause = caught.value, caught.value.__cause__
        assert isinstance(cause, ObjectFailed)
        assert 'with status "error" (request id ' in str(cause)
        assert kept.resource_id == (await the_one(there))["id"]
        told = about(there).diff(kept.resource_id, kept.state, said())
        assert [(each.name, each.replaces) for each in told.changes] == [("status", True)]
        await there.mend()
        await made(there)
        await about(there).delete(kept.resource_id, kept.state, None)
        assert (await the_one(there))["status"] == "ready"


async def test_calls_wait_until_what_was_posted_is_ready(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning=MINUTE)
        created = await made(there, is_suspended=True, is_external_connection_enabled=True)
        assert await calls(there) == ["POST", f"POST {TOGGLE}", "POST /suspend"]
        seen = created.state.properties
        assert (seen["status"], seen["is_external_connection_enabled"]) == ("suspended", True)


async def test_what_was_not_called_before_a_failure_is_not_in_the_state(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", path=f"**{TOGGLE}", status=422)
        with pytest.raises(CreateIncomplete) as caught:
            await made(there, is_external_connection_enabled=True)
        kept = caught.value
        await there.mend()
        inputs = said(is_external_connection_enabled=True)
        state = await about(there).update(kept.resource_id, kept.state, inputs, None)
        assert state.properties["external_hostname"]


async def test_a_create_whose_answer_is_lost_makes_one(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning=MINUTE)
        await there.fault("reset", method="POST", path="/databases", calls=[1], when="after")
        created = await made(there)
        assert created.resource_id == (await the_one(there))["id"]


# The password -------------------------------------------------------------------------------------


async def test_another_password_is_set_in_place_and_the_urls_follow(tmp_path: Path) -> None:
    """Peer row 1: a changed password replaces the database, and all data is gone."""
    async with bench(tmp_path) as there:
        created = await made(there, is_external_connection_enabled=True)
        await calls(there)
        await there.settings(provisioning=MINUTE)
        inputs = said(db_password="new?1", is_external_connection_enabled=True)
        told = difference(there, created, created.state, inputs)
        assert [(each.name, each.replaces) for each in told.changes] == [("db_password", False)]
        assert told.warnings == []
        state = await about(there).update(created.resource_id, created.state, inputs, None)
        assert await calls(there) == [f"POST {RESET}"]
        there_now = await the_one(there)
        assert (there_now["db_password"], there_now["status"]) == ("new?1", "ready")
        seen = state.properties
        host, port = seen["internal_hostname"], seen["internal_port"]
        assert seen["internal_url"] == f"postgresql://postgres:new%3F1@{host}:{port}/orders"
        assert str(seen["external_url"]).startswith("postgresql://postgres:new%3F1@")
        assert port == 5432


async def test_a_password_that_was_not_taken_is_tried_again(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.fault("provisioning_fails", method="POST", path=f"**{RESET}")
        await there.settings(provisioning=MINUTE)
        with pytest.raises(UpdateIncomplete) as caught:
            await changed(there, created, db_password="another")
        kept, cause = caught.value.state, caught.value.__cause__
        assert isinstance(cause, ChangeFailed)
        assert 'with status "passwordChangeFailed" (request id ' in str(cause)
        assert "as it was before" in str(cause)
        assert kept.properties["db_password"] == "s3cret#1"
        assert "s3cret%231" in str(kept.properties["internal_url"])
        told = difference(there, created, kept, said(db_password="another"))
        assert [(each.name, each.replaces) for each in told.changes] == [("db_password", False)]
        # It may still be renamed.
        half = replace(created, state=kept)
        assert (await changed(there, half, display_name="Renamed")).properties["database_id"]
        await there.mend()
        state = await changed(there, half, db_password="another")
        assert (await the_one(there))["db_password"] == "another"
        assert "another" in str(state.properties["internal_url"])


async def test_a_password_that_failed_is_no_success_for_what_follows(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.fault("provisioning_fails", method="POST", path=f"**{RESET}")
        with pytest.raises(ChangeFailed):
            await changed(there, created, db_password="another", is_suspended=True)
        assert f"POST {RESET}" in (asked := await calls(there))
        assert "POST /suspend" not in asked


@pytest.mark.parametrize("more", [{}, {"is_suspended": True}])
async def test_a_status_that_follows_a_moment_later_is_waited_for(
    tmp_path: Path, more: Inputs
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.settings(provisioning=MINUTE)
        await there.fault("provisioning_fails", method="POST", path=f"**{RESET}")
        late: Inputs = {"merge": {"status": "ready"}, "calls": [2]}
        await there.fault("unknown_field", method="GET", path="/databases/*", **late)
        with pytest.raises((UpdateIncomplete, ChangeFailed)):
            await changed(there, created, db_password="another", **more)


async def test_a_reset_whose_answer_is_lost_is_asked_for_again(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.settings(provisioning=MINUTE)
        await there.fault("reset", method="POST", path=f"**{RESET}", calls=[1], when="after")
        await changed(there, created, db_password="another")
        assert (await the_one(there))["db_password"] == "another"
        assert (await calls(there)).count(f"POST {RESET}") == 2


# Other changes ------------------------------------------------------------------------------------


async def test_a_resize_is_waited_for(tmp_path: Path) -> None:
    """Peer row 19: no wait after a resize, so that the state holds the old limits."""
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.settings(provisioning=MINUTE)
        state = await changed(there, created, resource_type_id=LARGE)
        seen = state.properties
        assert (seen["status"], seen["cpu_limit"]) == (
            "ready",
            DATABASE_RESOURCE_TYPES[1].cpu_limit,
        )


async def test_all_that_changes_at_once_goes_one_after_the_other(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, is_suspended=True)
        await calls(there)
        await there.settings(provisioning=MINUTE)
        state = await changed(
            there,
            created,
            resource_type_id=LARGE,
            db_password="another",
            is_external_connection_enabled=True,
            is_suspended=False,
        )
        assert await calls(there) == [
            *("POST /activate", "PATCH", f"POST {RESET}", f"POST {TOGGLE}")
        ]
        assert state.properties["status"] == "ready"
        assert await changed(
            there, replace(created, state=state), is_suspended=True, display_name="x1"
        )
        assert await calls(there) == ["PATCH", f"POST {RESET}", "POST /suspend"]


async def test_a_suspended_one_is_renamed(tmp_path: Path) -> None:
    """Peer row 20: an update insists on `ready`, so that a suspended one cannot be renamed."""
    async with bench(tmp_path) as there:
        created = await made(there, is_suspended=True)
        state = await changed(there, created, is_suspended=True, display_name="Asleep")
        assert (state.properties["status"], state.properties["display_name"]) == (
            *("suspended", "Asleep"),
        )


async def test_the_external_connection_is_flipped_once_and_only_where_it_differs(
    tmp_path: Path,
) -> None:
    """Peer: suspend and the external connection have functions, and no resource calls them."""
    async with bench(tmp_path) as there:
        created = await made(there)
        await calls(there)
        # Somebody has opened it meanwhile.
        await there.change(created.resource_id, external_hostname="elsewhere", external_port="1")
        state = await changed(there, created, is_external_connection_enabled=True)
        assert await calls(there) == []
        assert (state.properties["external_hostname"], state.properties["external_port"]) == (
            *("elsewhere", 1),
        )
        await there.settings(provisioning=MINUTE)
        await there.fault("reset", method="POST", path=f"**{TOGGLE}", when="after")
        closed = await changed(
            there, replace(created, state=state), is_external_connection_enabled=False
        )
        assert await calls(there) == [f"POST {TOGGLE}"]
        assert "external_url" not in closed.properties


async def test_a_project_is_cleared_by_null(tmp_path: Path) -> None:
    """Peer row 25: a removed `project_id` is sent as an empty text, which is a 400."""
    async with bench(tmp_path) as there:
        project = await there.make("projects")
        created = await made(there, project_id=project)
        await there.forget_requests()
        await changed(there, created)
        (patch,) = await there.requests("PATCH")
        assert patch.body == {"project_id": None}


async def test_another_version_replaces_and_says_what_that_deletes(tmp_path: Path) -> None:
    """Peer row 6: any difference in text destroys the database, such as `16.4` for `16`."""
    async with bench(tmp_path) as there:
        created = await made(there)
        for shown, name in (("16.4", ()), ("15.9", ("version",)), ("160", ("version",))):
            await there.change(created.resource_id, version=shown)
            found = await about(there).read(created.resource_id, created.state, said().properties)
            assert found is not None
            told = difference(there, created, found.state, said())
            assert tuple(each.name for each in told.changes if each.replaces) == name
        told = difference(there, created, created.state, said(version="17"))
        assert [each.name for each in told.changes if each.replaces] == ["version"]
        (warning,) = told.warnings
        assert "DELETED WITH all its data" in warning
        assert difference(there, created, created.state, said(display_name="xy")).warnings == []


# Import -------------------------------------------------------------------------------------------


async def test_an_import_is_never_a_replacement_and_a_refresh_fills_in_the_urls(
    tmp_path: Path,
) -> None:
    """Peer row 2: what is never read back destroys an imported database at the next apply."""
    async with bench(tmp_path) as there:
        database_id = await there.make("databases", version="16.4", type="mysql", db_name="orders")
        imported = await about(there).read(database_id, PropertySet({}), None)
        assert imported is not None
        assert "internal_url" not in imported.state.properties
        more: Inputs = {"type": "mysql", "db_user": "shop", "db_password": "s3cret#1"}
        shown = {n: imported.inputs.properties[n] for n in ("display_name", "resource_type_id")}
        inputs = said(**{**shown, **more})
        created = Created(database_id, imported.state)
        # The engine checks an import by what was read of it alone.
        named = about(there).check(imported.inputs, imported.inputs, str)
        assert named.failures == []
        assert difference(there, created, imported.state, inputs).changes == []
        found = await about(there).read(database_id, imported.state, inputs.properties)
        assert found is not None
        url = str(found.state.properties["internal_url"])
        assert url.startswith("mysql://shop:s3cret%231@")
        assert found.state.properties["version"] == "16"
        state = found.state.recalling(inputs.properties)
        assert difference(there, created, state, inputs).changes == []
        other = said(**{**shown, **more, "db_password": "another"})
        (change,) = difference(there, created, state, other).changes
        assert (change.name, change.replaces) == ("db_password", False)
        updated = await about(there).update(database_id, state, other, None)
        assert "shop:another@" in str(updated.properties["internal_url"])


async def test_a_new_one_needs_a_password(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        inputs = said().properties
        del inputs["db_password"]
        (failure,) = about(there).check(PropertySet(inputs), PropertySet({}), str).failures
        assert (failure.where(), failure.reason) == ("db_password", "is required")
        (failure,) = about(there).check(PropertySet(inputs), said(), str).failures
        assert failure.where() == "db_password"


# Delete -------------------------------------------------------------------------------------------


async def test_one_that_is_busy_is_deleted_when_it_may_be(tmp_path: Path) -> None:
    """Peer row 21: it gives up on some states, and does not wait until the database is gone."""
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.settings(provisioning=MINUTE, deletion=MINUTE)
        with pytest.raises(UpdateIncomplete) as caught:
            await changed(there, created, timeout=5, resource_type_id=LARGE)
        assert isinstance(caught.value.__cause__, WaitedTooLong)
        with listening() as heard:
            await about(there).delete(created.resource_id, created.state, None)
        assert await there.objects("databases") == []
        assert any(each.startswith("updating, ") for each in heard.statuses)


@pytest.mark.parametrize(
    "status", ["suspended", "error", "passwordChangeFailed", "restoringFailed"]
)
async def test_what_is_at_rest_is_deleted_at_once(tmp_path: Path, status: str) -> None:
    """Peer row 21."""
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.change(created.resource_id, status=status)
        await calls(there)
        await about(there).delete(created.resource_id, created.state, None)
        assert await calls(there) == ["DELETE"]
        assert await there.objects("databases") == []


async def test_a_delete_whose_answer_is_lost_is_seen_to_go_on(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.settings(deletion=MINUTE)
        await there.fault("reset", method="DELETE", calls=[1], when="after")
        await about(there).delete(created.resource_id, created.state, None)
        assert await there.objects("databases") == []


async def test_a_backup_that_nobody_sees_is_waited_for(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        busy = {"message": "a backup runs", "data": {"code": "err-x", "message": "a backup runs"}}
        refusal: Inputs = {"method": "DELETE", "status": 409, "body": {**busy, "status": 409}}
        await there.fault("status", **refusal, calls=[1, 2, 3])
        began = there.clock.now()
        await about(there).delete(created.resource_id, created.state, None)
        assert there.clock.now() - began >= 30
        again = await made(there)
        await there.fault("status", **refusal)
        with pytest.raises(WaitedTooLong, match="a backup runs"):
            await about(there).delete(again.resource_id, again.state, None)
        await there.mend()
        await there.fault("status", **{**refusal, "status": 405})
        with pytest.raises(RequestRejected):
            await about(there).delete(again.resource_id, again.state, None)
