"""How often a create lists what is there, and what it never takes for its own."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.process import PROCESS
from unit.emulated import Bench, bench, worker

pytestmark = pytest.mark.anyio


async def make(session: Session, name: str, **more: Any) -> str:
    inputs = worker(display_name=name, **more)
    created = await create(session, PROCESS, inputs, f"project/stack/{name}", 600)
    session.replied(PROCESS, created.resource_id, created.outputs)
    return created.resource_id


async def lists(there: Bench) -> int:
    return len([each for each in await there.requests("GET") if each.path.endswith("/processes")])


async def test_many_creates_within_a_moment_share_a_list(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await asyncio.gather(*(make(there.session, f"worker {number}") for number in range(50)))
        # One for all, and one where two names share a lock by chance.
        assert await lists(there) <= 3
        assert len(await there.objects("processes")) == 50


async def test_a_create_after_a_while_lists_anew(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await make(there.session, "one")
        there.clock.advance(60)
        await make(there.session, "other")
        assert await lists(there) == 2


async def test_the_same_thing_again_lists_anew(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await make(there.session, "twin")
        await make(there.session, "twin")
        assert await lists(there) == 2


async def test_a_twin_of_another_process_is_not_taken_for_the_one_whose_answer_was_lost(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await make(there.session, "anything")  # this process has a list now
        neighbour = there.another_session()
        twin = await make(neighbour, "twin")
        await there.fault("reset", method="POST", calls=[1], when="before")
        ours = await make(there.session, "twin")
        assert ours != twin
        assert len(await there.objects("processes")) == 3


async def test_what_this_process_made_is_not_taken_for_the_one_whose_answer_was_lost(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        first = await make(there.session, "one", port=80)
        process_id = first.partition("/")[2]
        await there.change(process_id, display_name="other")
        await there.fault("reset", method="POST", calls=[1], when="before")
        second = await make(there.session, "other", port=80)
        assert first != second
        assert len(await there.objects("processes")) == 2
