import asyncio

import pytest

from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.progress import Silent, narrator
from unit.clocks import let_others_run
from unit.listeners import Listener

pytestmark = pytest.mark.anyio


async def test_an_operation_gives_what_it_gives_and_raises_what_it_raises() -> None:
    async def seven() -> int:
        return 7

    async def broken() -> None:
        raise ZeroDivisionError

    cancellation = Cancellation()
    assert await cancellation.run(Silent(), seven()) == 7
    with pytest.raises(ZeroDivisionError):
        await cancellation.run(Silent(), broken())
    assert not cancellation._tasks


async def test_each_operation_speaks_to_its_own_narrator() -> None:
    async def speak(word: str) -> None:
        await asyncio.sleep(0)
        narrator().note(word)

    cancellation, one, other = Cancellation(), Listener(), Listener()
    await asyncio.gather(
        cancellation.run(one, speak("one")), cancellation.run(other, speak("other"))
    )
    assert (one.notes, other.notes) == (["one"], ["other"])


async def test_a_cancel_ends_what_is_under_way_and_nothing_that_comes_later() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    cancellation = Cancellation()
    running = [asyncio.create_task(cancellation.run(Silent(), for_ever())) for _ in range(3)]
    await let_others_run()
    cancellation.cancel()
    ends = await asyncio.gather(*running, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError] * 3
    await cancellation.run(Silent(), asyncio.sleep(0))
    cancellation.cancel()


async def test_who_asked_and_leaves_ends_the_operation() -> None:
    ended = asyncio.Event()

    async def until_cancelled() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    asking = asyncio.create_task(Cancellation().run(Silent(), until_cancelled()))
    await let_others_run()
    asking.cancel()
    await let_others_run()
    assert ended.is_set()
