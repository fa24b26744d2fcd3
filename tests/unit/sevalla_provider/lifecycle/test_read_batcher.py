import asyncio

import pytest

from sevalla_provider.http import NotFound, ServerFault
from sevalla_provider.lifecycle.list_cache import GATHER, KEEP, LONGEST, ListCache
from sevalla_provider.lifecycle.read_batcher import ReadBatcher
from unit.clocks import FakeClock, let_others_run
from unit.objects import Proxy
from unit.shelves import Shelf

pytestmark = pytest.mark.anyio


def reading(*ids: str) -> tuple[Shelf, ReadBatcher[Proxy], ListCache[Proxy]]:
    clock = FakeClock()
    shelf = Shelf(clock, *ids)
    lists = ListCache(shelf.collection, clock)
    return shelf, ReadBatcher(shelf.collection, lists, clock), lists


def many(count: int) -> list[str]:
    return [f"p{number}" for number in range(count)]


async def test_a_single_read_is_one_get() -> None:
    shelf, reads, _ = reading("a", "b")
    found = await reads.find("a")
    assert found is not None
    assert found.id == "a"
    assert (shelf.lists, shelf.gets) == (0, ["a"])


async def test_reads_that_come_together_share_one_list() -> None:
    shelf, reads, _ = reading(*many(50))
    found = await asyncio.gather(*map(reads.find, many(50)))
    assert [each.id for each in found if each] == many(50)
    assert (shelf.lists, shelf.gets) == (1, [])


async def test_two_who_ask_for_the_same_object_share_one_get() -> None:
    shelf, reads, _ = reading("a")
    await asyncio.gather(reads.find("a"), reads.find("a"))
    assert (shelf.lists, shelf.gets) == (0, ["a"])


async def test_reads_within_a_moment_count_as_together() -> None:
    shelf, reads, _ = reading("a", "b")

    async def later() -> None:
        await shelf.clock.sleep(GATHER / 2)
        await reads.find("b")

    await asyncio.gather(reads.find("a"), later())
    assert (shelf.lists, shelf.gets) == (1, [])


async def test_a_list_answers_those_who_come_shortly_after() -> None:
    shelf, reads, _ = reading(*many(5))
    await asyncio.gather(*map(reads.find, many(2)))
    await shelf.clock.sleep(KEEP * 0.9)
    await reads.find("p4")
    assert shelf.calls == 1


async def test_a_list_answers_nobody_after_a_while() -> None:
    shelf, reads, _ = reading(*many(5))
    await asyncio.gather(*map(reads.find, many(2)))
    await shelf.clock.sleep(KEEP * 1.1)
    await reads.find("p4")
    assert shelf.gets == ["p4"]


async def test_after_a_write_of_our_own_nobody_gets_what_was_read_before() -> None:
    shelf, reads, lists = reading("a", "b")
    await asyncio.gather(reads.find("a"), reads.find("b"))
    shelf.put("a", "deleting")
    lists.written()
    found = await reads.find("a")
    assert found is not None
    assert found.status == "deleting"


async def test_a_list_that_was_on_its_way_during_a_write_answers_nobody_afterwards() -> None:
    shelf, reads, lists = reading("a", "b")
    shelf.takes = 1
    walk = asyncio.gather(reads.find("a"), reads.find("b"))
    await shelf.clock.sleep(0.5)
    lists.written()
    await walk
    await reads.find("a")
    assert shelf.gets == ["a"]


async def test_who_wants_it_as_it_is_now_gets_it_so() -> None:
    shelf, reads, _ = reading("a", "b")
    await asyncio.gather(reads.find("a"), reads.find("b"))
    shelf.put("a", "failed")
    found = await reads.find("a", at_once=True)
    assert found is not None
    assert found.status == "failed"


async def test_what_a_list_does_not_show_is_looked_for_by_itself() -> None:
    shelf, reads, _ = reading(*many(5))
    shelf.unlisted = {"p3"}
    found = await asyncio.gather(*map(reads.find, many(5)))
    assert all(found)
    assert (shelf.lists, shelf.gets) == (1, ["p3"])


async def test_what_is_not_there_is_none() -> None:
    shelf, reads, _ = reading(*many(5))
    assert await reads.find("gone") is None
    found = await asyncio.gather(*map(reads.find, [*many(5), "gone"]))
    assert found[-1] is None
    assert shelf.gets == ["gone", "gone"]


async def test_what_an_old_list_does_not_show_is_looked_for() -> None:
    shelf, reads, _ = reading(*many(5))
    await asyncio.gather(*map(reads.find, many(5)))
    shelf.put("new")
    assert await reads.find("new") is not None


async def test_an_error_reaches_all_who_asked_and_nobody_later() -> None:
    shelf, reads, _ = reading("a", "b")
    shelf.trouble = ServerFault("GET /", "oops", status=500)
    results = await asyncio.gather(reads.find("a"), reads.find("b"), return_exceptions=True)
    assert list(results) == [shelf.trouble, shelf.trouble]
    shelf.trouble = None
    assert await reads.find("a") is not None


async def test_who_is_cancelled_takes_nothing_away_from_the_others() -> None:
    shelf, reads, _ = reading("a", "b")
    shelf.takes = 1
    first, second = (asyncio.create_task(reads.find(each)) for each in ("a", "b"))
    await let_others_run()
    first.cancel()
    found = await second
    assert found is not None
    assert first.cancelled()


async def test_an_error_that_nobody_waits_for_any_more_disturbs_nobody() -> None:
    shelf, reads, _ = reading("a")
    shelf.takes = 1
    shelf.trouble = ServerFault("GET /", "oops", status=500)
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: complaints.append(what))
    task = asyncio.create_task(reads.find("a"))
    await let_others_run()
    task.cancel()
    await shelf.clock.sleep(5)
    assert complaints == []


async def test_few_reads_of_a_long_list_are_gets() -> None:
    shelf, reads, lists = reading(*many(250))
    await lists.all()
    await shelf.clock.sleep(KEEP * 2)
    await asyncio.gather(*map(reads.find, many(3)))
    assert (shelf.lists, len(shelf.gets)) == (1, 3)
    await shelf.clock.sleep(KEEP * 2)
    await asyncio.gather(*map(reads.find, many(4)))
    assert (shelf.lists, len(shelf.gets)) == (2, 3)


async def test_who_asks_while_a_list_is_on_its_way_waits_for_it() -> None:
    shelf, reads, _ = reading(*many(50))
    shelf.takes = 1
    early = asyncio.gather(*map(reads.find, many(8)))
    await shelf.clock.sleep(0.5)
    late = await asyncio.gather(*map(reads.find, many(50)))
    await early
    assert [each.id for each in late if each] == many(50)
    assert (shelf.lists, shelf.gets) == (1, [])


async def test_who_wants_it_as_it_is_now_does_not_wait_for_a_list_on_its_way() -> None:
    shelf, reads, _ = reading("a", "b")
    shelf.takes = 1
    early = asyncio.gather(reads.find("a"), reads.find("b"))
    await shelf.clock.sleep(0.5)
    await reads.find("a", at_once=True)
    await early
    assert (shelf.lists, shelf.gets) == (1, ["a"])


async def test_an_error_on_the_way_reaches_those_who_joined() -> None:
    shelf, reads, _ = reading("a", "b")
    shelf.takes = 1
    shelf.trouble = ServerFault("GET /", "oops", status=500)
    early = asyncio.gather(reads.find("a"), reads.find("b"), return_exceptions=True)
    await shelf.clock.sleep(0.5)
    with pytest.raises(ServerFault):
        await reads.find("b")
    assert list(await early) == [shelf.trouble, shelf.trouble]


async def test_a_list_answers_for_as_long_as_reads_keep_coming() -> None:
    shelf, reads, _ = reading(*many(50))
    await asyncio.gather(*map(reads.find, many(8)))
    for name in many(5):
        await shelf.clock.sleep(KEEP * 0.9)
        await reads.find(name)
    assert (shelf.lists, shelf.gets) == (1, [])


async def test_a_list_answers_nobody_for_ever() -> None:
    shelf, reads, _ = reading(*many(5))
    await asyncio.gather(*map(reads.find, many(2)))
    for _ in range(int(LONGEST / KEEP * 2)):
        await shelf.clock.sleep(KEEP / 2)
        await reads.find("p4")
    assert shelf.calls > 1


async def test_a_write_ends_a_list_however_often_it_is_read() -> None:
    shelf, reads, lists = reading(*many(5))
    await asyncio.gather(*map(reads.find, many(2)))
    await reads.find("p3")
    lists.written()
    await reads.find("p4")
    assert shelf.gets == ["p4"]


async def test_reads_that_come_one_by_one_become_a_list() -> None:
    shelf, reads, _ = reading(*many(50))
    for name in many(50):
        await reads.find(name)
    assert (shelf.lists, shelf.gets) == (1, ["p0"])


async def test_looks_at_what_is_waited_for_never_become_a_list_one_by_one() -> None:
    shelf, reads, _ = reading(*many(50))
    for _ in range(5):
        await reads.find("p1", at_once=True)
    assert (shelf.lists, len(shelf.gets)) == (0, 5)


async def test_where_the_parent_is_gone_each_object_answers_for_itself() -> None:
    shelf, reads, _ = reading()
    shelf.trouble = NotFound("GET /", "application not found", status=404)
    found = await asyncio.gather(*map(reads.find, many(3)))
    assert found == [None, None, None]
    assert (shelf.lists, shelf.gets) == (1, many(3))


async def test_who_joins_a_list_of_a_parent_that_is_gone_answers_for_itself() -> None:
    shelf, reads, _ = reading()
    shelf.takes = 1
    shelf.trouble = NotFound("GET /", "application not found", status=404)
    early = asyncio.gather(*map(reads.find, many(3)))
    await shelf.clock.sleep(0.5)
    assert await reads.find("p4") is None
    assert await early == [None, None, None]
