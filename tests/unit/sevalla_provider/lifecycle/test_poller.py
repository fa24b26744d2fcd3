import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import ServerFault
from sevalla_provider.lifecycle.errors import LifecycleError, ObjectFailed, WaitedTooLong
from sevalla_provider.lifecycle.list_cache import GATHER, ListCache
from sevalla_provider.lifecycle.poller import Pending, Poller, Settled
from sevalla_provider.lifecycle.read_batcher import ReadBatcher
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import narrated_by
from unit.clocks import FakeClock, let_others_run
from unit.listeners import listening
from unit.objects import Proxy
from unit.shelves import Shelf

pytestmark = pytest.mark.anyio

A_MOMENT = 5 * GATHER


def judge(found: Proxy | None) -> Settled[Proxy] | Pending:
    """Ready is the goal, failed is hopeless."""
    if found is None:
        return Settled(None)
    if found.status == "failed":
        raise ObjectFailed("it failed")
    return Settled(found) if found.status == "ready" else Pending(f'status "{found.status}"')


class Yard:
    """Objects that are being made, and one poller for them."""

    def __init__(self, *ids: str, interval: float = 10) -> None:
        self.clock = FakeClock()
        self.shelf = Shelf(self.clock, *ids, status="creating")
        lists = ListCache(self.shelf.collection, self.clock)
        reads = ReadBatcher(self.shelf.collection, lists, self.clock)
        self.poller = Poller(reads, self.clock, interval)
        self.began = self.clock.now()
        settings = SimpleNamespace(max_rate_limit_wait=900.0)
        self.session = cast("Session", SimpleNamespace(clock=self.clock, settings=settings))

    async def wait(self, object_id: str, timeout: Timeout | float = 600) -> Proxy | None:
        async with within(self.session, timeout, "it"):
            return await self.poller.until(object_id, f"{object_id} to be ready", judge)

    def begin(self, *ids: str, timeout: float = 600) -> Sequence[asyncio.Task[Proxy | None]]:
        return [asyncio.create_task(self.wait(each, timeout)) for each in ids]

    @property
    def passed(self) -> float:
        return self.clock.now() - self.began

    def looks(self) -> list[float]:
        return [round(moment - self.began) for moment in self.shelf.looked_at]


async def test_the_first_look_comes_after_a_second_and_the_next_ones_at_the_interval() -> None:
    yard = Yard("a")
    (waiting,) = yard.begin("a")
    await yard.clock.sleep(35)
    assert yard.looks() == [1, 11, 21, 31]
    yard.shelf.put("a")
    found = await waiting
    assert found is not None
    assert found.status == "ready"
    assert yard.looks() == [1, 11, 21, 31, 41]


async def test_a_shorter_interval_holds_for_the_first_look_too() -> None:
    yard = Yard("a", interval=0.2)
    (waiting,) = yard.begin("a")
    yard.shelf.put("a")
    await waiting
    assert yard.passed == pytest.approx(0.2, abs=A_MOMENT)


async def test_ten_who_wait_in_one_collection_cost_one_list_a_look() -> None:
    ids = [f"p{number}" for number in range(10)]
    yard = Yard(*ids)
    waiting = yard.begin(*ids)
    await yard.clock.sleep(25)
    assert (yard.shelf.lists, yard.shelf.gets) == (3, [])
    for each in ids:
        yard.shelf.put(each)
    await asyncio.gather(*waiting)
    assert (yard.shelf.lists, yard.shelf.gets) == (4, [])


async def test_one_who_waits_alone_costs_one_get_a_look() -> None:
    yard = Yard("a", "b", "c")
    yard.begin("a")
    await yard.clock.sleep(25)
    assert (yard.shelf.lists, yard.shelf.gets) == (0, ["a", "a", "a"])


async def test_who_comes_later_gets_a_look_of_his_own_after_a_second() -> None:
    yard = Yard("a", "b")
    yard.begin("a")
    await yard.clock.sleep(5)
    (late,) = yard.begin("b")
    yard.shelf.put("b")
    await late
    assert yard.passed == pytest.approx(6, abs=A_MOMENT)


async def test_many_who_come_one_after_the_other_cost_no_more_than_a_look_a_second() -> None:
    yard = Yard(*(f"p{number}" for number in range(100)))
    for number in range(100):
        yard.begin(f"p{number}")
        await yard.clock.sleep(0.1)
    assert len(yard.looks()) <= 11


async def test_who_waits_too_long_is_told_what_was_seen_last_and_how_to_go_on() -> None:
    yard = Yard("a")
    with pytest.raises(WaitedTooLong) as caught:
        await yard.wait("a", timeout=42)
    assert yard.passed == pytest.approx(42, abs=A_MOMENT)
    assert str(caught.value) == (
        'waited 42 s for a to be ready; last seen: status "creating"\n'
        "Run the same command again to go on, or allow more time: by `customTimeouts`, in Python "
        "without the plugin by `create_timeout`, `update_timeout` and `delete_timeout`."
    )


async def test_a_time_out_before_the_first_look_says_that_nothing_was_seen() -> None:
    yard = Yard("a")
    with pytest.raises(WaitedTooLong, match="last seen: nothing yet"):
        await yard.wait("a", timeout=0.5)


async def test_the_time_out_of_one_does_not_end_the_wait_of_another() -> None:
    yard = Yard("a", "b")
    (hasty,) = yard.begin("a", timeout=5)
    (patient,) = yard.begin("b")
    with pytest.raises(WaitedTooLong):
        await hasty
    yard.shelf.put("b")
    assert await patient is not None


async def test_what_is_hopeless_ends_the_wait_of_that_one_alone() -> None:
    yard = Yard("a", "b")
    bad, good = yard.begin("a", "b")
    yard.shelf.put("a", "failed")
    with pytest.raises(ObjectFailed, match="it failed"):
        await bad
    yard.shelf.put("b")
    assert await good is not None


async def test_a_judge_that_breaks_ends_the_wait_of_that_one_alone() -> None:
    yard = Yard("a", "b")

    def broken(_found: Proxy | None) -> Settled[Proxy] | Pending:
        raise ZeroDivisionError

    bad = asyncio.create_task(yard.poller.until("a", "a", broken))
    (good,) = yard.begin("b")
    with pytest.raises(ZeroDivisionError):
        await bad
    yard.shelf.put("b")
    assert await good is not None


async def test_a_look_that_fails_for_good_ends_the_waits_it_was_for() -> None:
    yard = Yard("a", "b")
    waiting = yard.begin("a", "b")
    yard.shelf.trouble = ServerFault("GET /", "oops", status=500)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert results == [yard.shelf.trouble] * 2
    yard.shelf.trouble = None
    yard.shelf.put("a")
    assert await yard.wait("a") is not None


async def test_nothing_there_is_an_end_when_the_judge_says_so() -> None:
    assert await Yard().wait("gone") is None


async def test_who_is_cancelled_is_looked_for_no_more() -> None:
    yard = Yard("a", "b")
    first, second = yard.begin("a", "b")
    await yard.clock.sleep(5)
    first.cancel()
    await yard.clock.sleep(20)
    assert yard.shelf.gets == ["b", "b"]
    yard.shelf.put("b")
    assert await second is not None


async def test_nobody_waiting_means_no_looks() -> None:
    yard = Yard("a")
    (waiting,) = yard.begin("a")
    yard.shelf.put("a")
    await waiting
    count = yard.shelf.calls
    await yard.clock.sleep(100)
    assert yard.shelf.calls == count


async def test_whoever_waits_is_told_what_is_seen_and_since_when() -> None:
    yard = Yard("a")
    with listening() as listener:
        (waiting,) = yard.begin("a")
        await yard.clock.sleep(15)
        yard.shelf.put("a")
        await waiting
    assert listener.statuses == ['status "creating", 1 s of 10 min, next look in 10 s']


async def test_a_log_gets_a_line_when_there_is_news_and_one_each_minute() -> None:
    yard = Yard("a")
    with listening() as listener:
        yard.begin("a")
        await yard.clock.sleep(45)
        yard.shelf.put("a", "starting")
        await yard.clock.sleep(40)
    assert [told.partition(", next")[0] for told in listener.statuses] == [
        'status "creating", 1 s of 10 min',
        'status "starting", 51 s of 10 min',
        'status "starting", 1 min 1 s of 10 min',
    ]


async def test_a_terminal_gets_a_line_that_counts_and_is_cleared() -> None:
    yard = Yard("a")
    with listening(live=True) as listener:
        (waiting,) = yard.begin("a")
        await yard.clock.sleep(3.5)
        yard.shelf.put("a")
        await waiting
    assert listener.statuses[:3] == [
        'status "creating", 1 s of 10 min, next look in 10 s',
        'status "creating", 2 s of 10 min, next look in 9 s',
        'status "creating", 3 s of 10 min, next look in 8 s',
    ]
    assert listener.statuses[-1] == ""


async def test_each_is_told_of_his_own_object_alone() -> None:
    yard = Yard("a", "b")
    yard.shelf.put("b", "starting")
    with listening() as one:
        yard.begin("a")
        await let_others_run()
    with listening() as other:
        yard.begin("b")
        await let_others_run()
    await yard.clock.sleep(5)
    assert ["creating" in told for told in one.statuses] == [True]
    assert ["starting" in told for told in other.statuses] == [True]


async def test_a_default_time_begins_with_the_wait_where_nothing_was_sent_before() -> None:
    yard = Yard("a")
    with pytest.raises(WaitedTooLong):
        await yard.wait("a", timeout=Timeout(600, explicit=False))
    assert yard.passed == pytest.approx(600, abs=A_MOMENT)


NEVER = 1e6
"""Seconds."""


async def test_a_look_that_hangs_delays_nobody_s_time_out() -> None:
    yard = Yard("a", "b", "c")
    yard.shelf.takes = NEVER
    waiting = {
        seconds: yard.begin(name, timeout=seconds)
        for name, seconds in {"a": 5, "b": 7, "c": 42}.items()
    }
    for seconds, (task,) in waiting.items():
        with pytest.raises(WaitedTooLong, match=f"waited {seconds} s .*; last seen: nothing yet"):
            await task
        assert yard.passed == pytest.approx(seconds)


async def test_a_look_that_hangs_holds_nobody_else_back() -> None:
    yard = Yard("a", "b", "c", "d")
    yard.shelf.slow["a"] = NEVER
    yard.shelf.unlisted = {"a", "b"}  # so that a GET looks for them, beside the others' list
    (hanging,) = yard.begin("a")
    others = yard.begin("b", "c", "d")
    yard.shelf.put("b")
    yard.shelf.put("c")
    assert None not in [await others[0], await others[1]]
    assert yard.passed == pytest.approx(1, abs=A_MOMENT)
    yard.shelf.put("d")
    assert await others[2] is not None
    assert yard.passed == pytest.approx(11, abs=A_MOMENT)
    (late,) = yard.begin("c")
    await late
    assert yard.passed < 12 + 3 * A_MOMENT
    assert not hanging.done()
    hanging.cancel()


async def test_a_look_that_fails_fails_for_the_one_it_was_for() -> None:
    yard = Yard("a", "b")
    yard.shelf.unlisted = {"b"}
    real = yard.shelf.get

    async def get(object_id: str) -> Proxy:
        if object_id == "b":
            raise ServerFault("GET /b", "oops", status=500)
        return await real(object_id)

    yard.shelf.get = get  # type: ignore[method-assign]
    good, bad = yard.begin("a", "b")
    with pytest.raises(ServerFault):
        await bad
    yard.shelf.put("a")
    assert await good is not None


@pytest.mark.parametrize("trouble", [ZeroDivisionError(), RecursionError(), KeyError("x")])
async def test_an_exception_that_nobody_expects_reaches_everybody_who_waits(
    trouble: Exception,
) -> None:
    yard = Yard("a", "b", "c")
    yard.shelf.trouble = trouble
    results = await asyncio.gather(*yard.begin("a", "b", "c"), return_exceptions=True)
    assert results == [trouble] * 3
    assert yard.passed < 2


class Hoarse:
    """Whatever is said to him ends in an error, and whatever he is asked."""

    @property
    def live(self) -> bool:
        raise ValueError

    def status(self, text: str) -> None:
        raise ValueError(text)

    note = warn = status


async def test_who_cannot_be_told_waits_like_any_other() -> None:
    yard = Yard("a", "b")
    with narrated_by(Hoarse()):
        waiting = yard.begin("a")
    with listening() as listener:
        waiting = [*waiting, *yard.begin("b")]
        await yard.clock.sleep(15)
    yard.shelf.put("a")
    yard.shelf.put("b")
    assert all(found is not None for found in await asyncio.gather(*waiting))
    assert len(listener.statuses) == 1


async def test_words_that_cannot_be_written_harm_nobody_who_waits() -> None:
    yard = Yard("a", "b")
    yard.shelf.put("a", "half \ud83d")
    with listening() as listener:
        odd, other = yard.begin("a", "b")
        await yard.clock.sleep(5)
    assert any('"half \\ud83d"' in told for told in listener.statuses)
    yard.shelf.put("b")
    assert await other is not None
    yard.shelf.put("a")
    assert await odd is not None


def test_an_error_of_the_lifecycle_ends_with_what_to_do() -> None:
    assert str(LifecycleError("it is odd")) == "it is odd"
    assert str(ObjectFailed("it failed")).startswith("it failed\nThe next `pulumi up`")


# --- what earlier objects have shown --------------------------------------------------------------


class Works:
    """A yard whose objects are ready some seconds after they were begun; each one waits for it."""

    def __init__(self, *, interval: float = 10) -> None:
        self.yard = Yard(interval=interval)
        self.room = True
        self.yard.poller._spare = lambda: self.room

    async def make(self, object_id: str, seconds: float) -> float:
        """Seconds until it is seen to be ready."""
        clock, shelf = self.yard.clock, self.yard.shelf
        shelf.put(object_id, "creating")
        began = clock.now()
        waiting = asyncio.create_task(self.yard.poller.until(object_id, "it to be ready", judge))
        await clock.sleep(seconds)
        shelf.put(object_id)
        await waiting
        return clock.now() - began

    async def one_by_one(self, count: int, seconds: float) -> list[float]:
        return [await self.make(f"p{number}", seconds) for number in range(count)]


@pytest.mark.parametrize("seconds", [0.05, 0.4, 2.0, 5.0, 14.0])
async def test_what_is_ready_sooner_is_seen_sooner_from_one_object_to_the_next(
    seconds: float,
) -> None:
    works = Works()
    taken = await works.one_by_one(12, seconds)
    assert min(taken[6:]) <= max(1.5 * seconds, 0.3)
    unlearned = next(each for each in (1, 11, 21) if each >= seconds)
    assert max(taken) <= unlearned + 2 * A_MOMENT


async def test_an_object_costs_two_looks_more_at_the_most() -> None:
    works = Works()
    for number in range(20):
        before = works.yard.shelf.calls
        seconds = await works.make(f"p{number}", (2.0, 7.0, 0.3, 13.0)[number % 4])
        assert works.yard.shelf.calls - before <= 2 + 2 + seconds // 10


async def test_where_half_of_the_window_is_used_up_nobody_looks_more_often() -> None:
    works = Works()
    works.room = False
    assert await works.one_by_one(4, 2.0) == pytest.approx([11.0] * 4, abs=A_MOMENT)
    assert works.yard.shelf.calls == 8


async def test_many_who_come_together_share_their_early_looks() -> None:
    works = Works()
    await works.one_by_one(4, 0.4)
    before, began = works.yard.shelf.calls, works.yard.clock.now()
    await asyncio.gather(*(works.make(f"q{number}", 0.4) for number in range(50)))
    assert works.yard.shelf.calls - before <= 4
    assert works.yard.clock.now() - began < 1


async def test_one_that_others_found_too_young_gets_a_look_of_its_own() -> None:
    yard = Yard("a", "b")
    yard.begin("a")
    await yard.clock.sleep(0.95)
    (young,) = yard.begin("b")
    await yard.clock.sleep(0.5)
    yard.shelf.put("b")
    await young
    assert yard.passed == pytest.approx(2, abs=3 * A_MOMENT)
