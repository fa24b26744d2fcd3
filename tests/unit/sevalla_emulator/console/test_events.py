"""The page hears of each change, whoever makes it."""

import asyncio
import time
from contextlib import ExitStack

from sevalla_emulator.console.events import changes
from sevalla_emulator.testing import Control, ManualClock, running_emulator
from unit.sevalla_emulator.console.support import HTTP, OWN, Visitor, streamed
from unit.sevalla_emulator.support import Api


def test_one_event_for_each_change_and_none_without() -> None:
    revisions = iter([1, 1, 1, 2, 2, 3])

    async def told() -> list[str]:
        stream = changes(lambda: next(revisions), tick=0)
        return [await anext(stream) for _ in range(3)]

    assert [each.splitlines()[1] for each in asyncio.run(told())] == [
        f'data: {{"number": {number}}}' for number in (1, 2, 3)
    ]
    assert next(revisions, None) is None


def test_who_only_listens_gets_a_sign_of_life() -> None:
    async def told() -> list[str]:
        stream = changes(lambda: 1, tick=0)
        return [await anext(stream) for _ in range(3)]

    assert [each[:1] for each in asyncio.run(told())] == ["e", ":", ":"]


def test_nobody_who_stops_the_emulator_waits_for_an_open_page() -> None:
    with ExitStack() as client:
        begun = time.monotonic()
        with running_emulator() as emulator:
            visitor = Visitor(emulator)
            url = f"{visitor.origin}/_emulator/console/events?token={visitor.token}"
            stream = client.enter_context(HTTP.stream("GET", url, headers=OWN))
            assert next(stream.iter_lines()) == "event: change"
        assert time.monotonic() - begun < 1.5  # a shutdown has patience for 2 s


def test_every_kind_of_change_is_told(
    visitor: Visitor, control: Control, api: Api, clock: ManualClock
) -> None:
    """Of objects, requests, faults, settings and windows; and what time alone does."""
    url = f"{visitor.origin}/_emulator/console/events?token={visitor.token}"
    control.change_settings(provisioning={"seconds": 5}, limits={"read": {"limit": 9}})
    made = control.seed(applications=1, processes=1)
    process = made.processes[0].id

    def proxy() -> None:
        api.post(
            f"/applications/{made.applications[0].id}/tcp-proxies",
            {"process_id": process, "port": 1},
        )

    doings = (
        lambda: control.change_object(process, {"display_name": "x"}),
        lambda: api.get("/applications"),
        lambda: control.add_fault("reset", path="/never"),
        lambda: control.change_settings(deployment_outcome="failed"),
        proxy,
        lambda: clock.advance(5),
        lambda: clock.advance(60),
    )

    async def all_told() -> None:
        for do in doings:
            listening = asyncio.create_task(streamed(url, OWN, 2))
            await asyncio.sleep(0.05)
            while not listening.done():
                await asyncio.to_thread(do)
                await asyncio.wait([listening], timeout=0.6)
            assert len(await listening) == 2

    asyncio.run(all_told())
