import pytest

from sevalla_provider.deadline import Deadline, Timeout, bounded_by
from sevalla_provider.progress import narrated_by
from sevalla_provider.status_line import counting, pause, so_far, status_line
from unit.clocks import FakeClock
from unit.listeners import Listener, listening

pytestmark = pytest.mark.anyio


async def test_a_wait_inside_of_another_stands_in_its_place_and_gives_it_back() -> None:
    clock = FakeClock()
    with listening(live=True) as listener, status_line(clock) as outer:
        outer.tell("creating", so_far())
        await clock.sleep(1.5)
        await pause(clock, 2.5, "refused", "trying again")
        await clock.sleep(1)
    assert listener.statuses == [
        "creating",
        "creating",
        "refused, trying again in 2 s",
        "refused, trying again in 2 s",
        "refused, trying again in 1 s",
        "creating",
        "creating",
        "",
    ]


async def test_the_time_of_the_operation_is_told_as_far_as_there_is_one() -> None:
    clock = FakeClock()
    with bounded_by(Deadline(clock, Timeout(90), "it", 0)):
        figures = counting(clock, "next look", clock.now() + 75)
    assert figures() == "0 s of 1 min 30 s, next look in 1 min 15 s"
    clock.advance(75)
    assert figures() == "1 min 15 s of 1 min 30 s, next look now"


async def test_many_lines_together_tell_no_more_than_twenty_a_second() -> None:
    clock = FakeClock()
    listeners = [Listener(live=True) for _ in range(100)]
    lines = []
    for listener in listeners:
        with narrated_by(listener):
            line = status_line(clock)
            lines.append(line)
            line.__enter__().tell("creating", so_far())
    await clock.sleep(20.5)
    assert sum(len(each.statuses) for each in listeners) <= 100 + 20 * 20.5
    for line in lines:
        line.__exit__(None, None, None)


async def test_what_was_never_told_is_not_cleared() -> None:
    with listening(live=True) as listener, status_line(FakeClock()):
        pass
    assert listener.statuses == []
