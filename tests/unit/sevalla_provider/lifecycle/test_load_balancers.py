"""What is particular to load balancers, on the emulator: each weak point of the peer is a test."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_emulator.kinds.load_balancer_destinations import MOST
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import Taken, explain
from sevalla_provider.lifecycle.facade import Created, Diff, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.balancers.load_balancer import LOAD_BALANCER
from sevalla_provider.resources.balancers.load_balancer_destination import (
    LOAD_BALANCER_DESTINATION,
)
from sevalla_provider.resources.balancers.load_balancer_domain import LOAD_BALANCER_DOMAIN
from sevalla_provider.resources.resource import Resource
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

BALANCER = "0a1b2c3d-4e5f-6789-abcd-ef0123456751"
OTHER_BALANCER = "0a1b2c3d-4e5f-6789-abcd-ef0123456752"
PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456753"
PLACE = f"/load-balancers/{BALANCER}/destinations"
DESTINATIONS = "load_balancer_destinations"


class Failure(Exception):
    """What the way in raises."""


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        for each in (BALANCER, OTHER_BALANCER):
            await ready.make("load_balancers", id=each)
        await ready.make("projects", id=PROJECT)
        await ready.forget_requests()
        yield ready


def operations(there: Bench, resource: Resource[Any], name: str = "it") -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        resource,
        name,
        f"project/stack/{name}",
        Failure,
        lambda message, _error: Failure(message),
    )


def saying(resource: Resource[Any], inputs: Inputs) -> PropertySet:
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return PropertySet(checked.inputs)


def destination(**more: Any) -> PropertySet:
    said = {"load_balancer_id": BALANCER, "service_type": "APP", "service_id": APP, **more}
    given = {name: value for name, value in said.items() if value is not None}
    return saying(LOAD_BALANCER_DESTINATION, given)


async def made(there: Bench, name: str = "it", **more: Any) -> Created:
    ours = operations(there, LOAD_BALANCER_DESTINATION, name)
    return await ours.create(destination(**more), Timeout(60))


def difference(there: Bench, created: Created, **more: Any) -> Diff:
    ours = operations(there, LOAD_BALANCER_DESTINATION)
    return ours.diff(created.resource_id, created.state, destination(**more))


async def lines(there: Bench) -> list[str]:
    return [f"{each.method} {each.path.removeprefix('/v3')}" for each in await there.requests()]


# --- load balancers -------------------------------------------------------------------------------


async def test_a_project_that_is_taken_away_is_sent_as_null(there: Bench) -> None:
    """Peer row 26 of balancers: a removed project is not sent at all, and stays on the server."""
    ours = operations(there, LOAD_BALANCER)
    said = saying(LOAD_BALANCER, {"display_name": "Front", "project_id": PROJECT})
    created = await ours.create(said, Timeout(60))
    silent = saying(LOAD_BALANCER, {"display_name": "Front"})
    after = await ours.update(created.resource_id, created.state, silent, Timeout(60))
    (patch,) = await there.requests("PATCH")
    assert patch.body == {"project_id": None}
    assert ours.diff(created.resource_id, after, silent).changes == []
    assert (await there.objects("load_balancers"))[-1]["project_id"] is None


# --- destinations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"weight": 10},
        {"latitude": 50.11},
        {"longitude": 8.68},
        {"service_id": OTHER_APP},
        {"load_balancer_id": OTHER_BALANCER},
        {"service_type": "EXTERNAL", "service_id": None, "url": "https://x.example"},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_what_no_call_changes_makes_a_new_one_before_the_old_one_goes(
    there: Bench, change: Inputs
) -> None:
    """Peer row 9: such a change plans an update, which then always fails."""
    wanted = {"weight": 50, **change}
    found = difference(there, await made(there, weight=50), **wanted)
    assert {each.name: each.replaces for each in found.changes} == dict.fromkeys(change, True)
    assert not found.delete_before_replace
    await made(there, **wanted)
    assert len(await there.objects(DESTINATIONS)) == 2


async def test_what_the_server_chooses_is_no_drift(there: Bench) -> None:
    created = await made(there)
    assert created.state.properties["weight"] == 100
    (own,) = await there.objects(DESTINATIONS)
    await there.change(str(own["id"]), weight=7, latitude=1.5, longitude=2)
    there.session = there.another_session()
    ours = operations(there, LOAD_BALANCER_DESTINATION)
    found = await ours.read(created.resource_id, created.state, ("service_id",))
    assert found is not None
    assert found.state.properties["weight"] == 7
    assert ours.diff(created.resource_id, found.state, destination()).changes == []


async def test_what_the_server_does_not_show_replaces_nothing(there: Bench) -> None:
    """Such as the weight of a load balancer that chooses by place."""
    said: Inputs = {"weight": 50, "latitude": 50.11, "longitude": 8.68}
    created = await made(there, **said)
    await there.change(created.resource_id.partition("/")[2], **dict.fromkeys(said))
    there.session = there.another_session()
    ours = operations(there, LOAD_BALANCER_DESTINATION)
    found = await ours.read(created.resource_id, created.state, said)
    assert found is not None
    assert ours.diff(created.resource_id, found.state, destination(**said)).changes == []


async def test_one_that_shall_be_off_is_switched_off_after_it_was_made(there: Bench) -> None:
    created = await made(there, is_enabled=False)
    assert created.state.properties["is_enabled"] is False
    own = created.resource_id.partition("/")[2]
    asked = await lines(there)
    made_at = asked.index(f"POST {PLACE}")
    # Read, flipped once, and read again.
    rest = [each for each in asked[made_at + 1 :] if each != f"GET {PLACE}"]
    assert rest == [f"POST {PLACE}/{own}/toggle"]
    assert asked[made_at + 1] == asked[-1] == f"GET {PLACE}"
    (post, _) = await there.requests("POST")
    assert post.body == {"service_type": "APP", "service_id": APP}


async def test_one_that_somebody_switched_off_meanwhile_is_not_switched_on_again(
    there: Bench,
) -> None:
    created = await made(there)
    await there.change(created.resource_id.partition("/")[2], is_enabled=False)
    await there.forget_requests()
    ours, off = operations(there, LOAD_BALANCER_DESTINATION), destination(is_enabled=False)
    after = await ours.update(created.resource_id, created.state, off, Timeout(60))
    assert after.properties["is_enabled"] is False
    assert not await there.requests("POST")


@pytest.mark.parametrize("form", ["page", "array"])
async def test_a_list_is_a_page_or_a_bare_array(there: Bench, form: str) -> None:
    """The peer reads a page, and another public client types an array."""
    created = await made(there)
    shown: list[JsonValue] = [
        {name: value for name, value in each.items() if name != "_emulator"}
        for each in await there.objects(DESTINATIONS)
    ]
    page = {"data": shown, "total": 1, "offset": 0, "limit": 100}
    body = page if form == "page" else shown
    await there.fault("replace_body", method="GET", path="**/destinations", body=body)
    there.session = there.another_session()
    ours = operations(there, LOAD_BALANCER_DESTINATION)
    found = await ours.read(created.resource_id, created.state, None)
    assert found is not None
    assert found.state.properties == created.state.properties


async def full(there: Bench) -> None:
    for _ in range(MOST - 1):
        await there.make(DESTINATIONS, load_balancer_id=BALANCER)


async def test_where_there_is_no_room_for_both_the_old_one_must_go_first(there: Bench) -> None:
    created = await made(there, weight=1)
    await full(there)
    assert not difference(there, created, weight=2).delete_before_replace
    with pytest.raises(Taken) as caught:
        await made(there, weight=2)
    words = explain("create", caught.value)
    for word in ("at most 20", created.resource_id, "`deleteBeforeReplace`", "is being replaced"):
        assert word in words
    ours = operations(there, LOAD_BALANCER_DESTINATION)
    await ours.delete(created.resource_id, created.state, Timeout(60))
    await made(there, weight=2)


async def test_one_more_than_there_is_room_for_is_told_in_the_server_s_words(
    there: Bench,
) -> None:
    await made(there, "another")
    await full(there)
    with pytest.raises(RequestRejected, match="at most 20") as caught:
        await made(there)
    assert "deleteBeforeReplace" not in str(caught.value)


# --- domains --------------------------------------------------------------------------------------


async def test_a_domain_that_says_nothing_of_a_wildcard_is_none(there: Bench) -> None:
    """Peer rows 7, 8 and 10: a flag left out ends in an inconsistent result, a changed one in an
    error; the DNS records and errors are dropped.
    """
    ours = operations(there, LOAD_BALANCER_DOMAIN)
    said = {"load_balancer_id": BALANCER, "domain_name": "shop.example"}
    created = await ours.create(saying(LOAD_BALANCER_DOMAIN, said), Timeout(60))
    assert (
        ours.diff(created.resource_id, created.state, saying(LOAD_BALANCER_DOMAIN, said)).changes
        == []
    )
    assert created.state.properties["is_wildcard"] is False
    records = created.state.properties["dns_records"]
    assert isinstance(records, list)
    assert len(records) == 2
    assert "errors" in LOAD_BALANCER_DOMAIN.outputs.model_fields
    wild = saying(LOAD_BALANCER_DOMAIN, {**said, "is_wildcard": True})
    found = ours.diff(created.resource_id, created.state, wild)
    assert [(each.name, each.replaces) for each in found.changes] == [("is_wildcard", True)]
    assert found.delete_before_replace
