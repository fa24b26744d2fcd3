import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import ServerFault
from sevalla_provider.lifecycle.errors import LifecycleError, ObjectFailed, WaitedTooLong
from sevalla_provider.lifecycle.reads import GATHER, SharedReads
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.lifecycle.waiting import Pending, Poller, Settled
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
        self.poller = Poller(SharedReads(self.shelf.collection, self.clock), self.clock, interval)
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
    assert listener.statuses == [
        'waiting for a to be ready: status "creating" (1 s)',
        'waiting for a to be ready: status "creating" (11 s)',
    ]


async def test_each_is_told_of_his_own_object_alone() -> None:
    yard = Yard("a", "b")
    with listening() as one:
        yard.begin("a")
        await let_others_run()
    with listening() as other:
        yard.begin("b")
        await let_others_run()
    await yard.clock.sleep(5)
    assert ["a to be" in told for told in one.statuses] == [True]
    assert ["b to be" in told for told in other.statuses] == [True]


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
    assert yard.passed == pytest.approx(12, abs=3 * A_MOMENT)
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
    """Whatever is said to him ends in an error."""

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
    assert len(listener.statuses) == 2


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
