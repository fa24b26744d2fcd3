import asyncio

import pytest

from sevalla_provider.http import ServerFault
from sevalla_provider.lifecycle.list_cache import ListCache
from unit.clocks import FakeClock
from unit.objects import Proxy
from unit.shelves import Shelf

pytestmark = pytest.mark.anyio


def listing(*ids: str) -> tuple[Shelf, ListCache[Proxy]]:
    clock = FakeClock()
    shelf = Shelf(clock, *ids)
    return shelf, ListCache(shelf.collection, clock)


async def test_walks_that_are_asked_for_together_are_one() -> None:
    shelf, lists = listing(*"abcde")
    found = await asyncio.gather(lists.all(), lists.all(), lists.all())
    assert [len(each) for each in found] == [5, 5, 5]
    assert shelf.lists == 1


async def test_a_walk_shows_what_is_there_when_it_is_asked_for() -> None:
    shelf, lists = listing("a")
    shelf.takes = 1
    early = asyncio.create_task(lists.all())
    await shelf.clock.sleep(0.5)
    shelf.put("b")
    assert set(await lists.all()) == {"a", "b"}
    await early
    assert shelf.lists == 2


async def test_a_walk_that_fails_is_walked_again_for_the_next() -> None:
    shelf, lists = listing("a")
    shelf.trouble = ServerFault("GET /", "oops", status=500)
    with pytest.raises(ServerFault):
        await lists.all()
    shelf.trouble = None
    assert set(await lists.all()) == {"a"}


async def test_who_makes_something_shares_a_list_of_a_moment_ago_or_on_its_way() -> None:
    shelf, lists = listing("a")
    shelf.takes = 1
    early = asyncio.create_task(lists.there_already(0))
    await shelf.clock.sleep(0.5)
    lists.made(Proxy(id="ours"))
    assert set(await lists.there_already(0)) == {"a", "ours"}
    assert set(await lists.there_already(0)) == {"a", "ours"}
    await early
    assert shelf.lists == 1


@pytest.mark.parametrize("wait", [0.5, 1.5], ids=["on its way", "of a moment ago"])
async def test_who_makes_something_uses_no_list_from_before_the_last_alike(wait: float) -> None:
    shelf, lists = listing("a")
    shelf.takes = 1
    early = asyncio.create_task(lists.there_already(0))
    await shelf.clock.sleep(wait)
    shelf.put("b")
    assert set(await lists.there_already(shelf.clock.now())) == {"a", "b"}
    await early
    assert shelf.lists == 2
