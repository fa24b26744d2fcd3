"""Where no create looks for what an earlier run left, the user is told."""

import asyncio
from pathlib import Path

import pytest

from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.naming import name_in, stack_of
from sevalla_provider.resources.applications.process import PROCESS
from unit.emulated import Bench, bench, worker
from unit.listeners import Listener, listening
from unit.samples import APP

pytestmark = pytest.mark.anyio

STACK = "urn:pulumi:dev::shop::"
LOST = f"{STACK}sevalla:index:Process::lost"
KEPT = f"{STACK}sevalla:index:Process::kept"
ELSEWHERE = "urn:pulumi:prod::shop::sevalla:index:Process::kept"


async def killed(there: Bench, identity: str, answered: bool) -> str:
    """A create that was cut off; the id of what it made."""
    if answered:
        created = await create(there.session, PROCESS, worker(), identity, 600)
        return str(created.outputs["process_id"])
    await there.fault("hang", method="POST", when="after", calls=[1])
    making = asyncio.create_task(create(there.session, PROCESS, worker(), identity, 600))
    while not await there.objects("processes"):
        await there.clock.sleep(0.01)
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)
    await there.mend()
    (one,) = await there.objects("processes")
    return str(one["id"])


async def deleted(there: Bench, *identities: str) -> Listener:
    """A later run deletes these resources, at the same time."""
    there.session = there.another_session()
    ids = [await there.make("processes", **worker(display_name=each)) for each in identities]
    with listening() as listener:
        await asyncio.gather(
            *(
                delete(there.session, PROCESS, f"{APP}/{own}", {}, 60, identity=each)
                for own, each in zip(ids, identities, strict=True)
            )
        )
    return listener


@pytest.mark.parametrize("answered", [True, False])
async def test_a_destroy_tells_of_creates_that_were_cut_off_once(
    tmp_path: Path, answered: bool
) -> None:
    async with bench(tmp_path) as there:
        made = await killed(there, LOST, answered)
        heard = await deleted(there, KEPT, f"{KEPT}-too")
        (warning,) = heard.warnings
        assert 'an earlier run was cut off while it made the process "lost"' in warning
        assert (made in warning) == answered
        assert "`pulumi-sevalla intents` lists it" in warning


async def test_what_is_still_being_deleted_is_not_told_of(tmp_path: Path) -> None:
    """An engine that ended without order left intents of what is in its state all the same."""
    async with bench(tmp_path) as there:
        made = await killed(there, LOST, True)
        there.session = there.another_session()
        other = await there.make("processes", **worker(display_name="kept"))
        await there.settings(deletion={"seconds": 3})

        async def asked_about(own: str, identity: str) -> None:
            there.session.acknowledge(PROCESS, f"{APP}/{own}", {})
            await delete(there.session, PROCESS, f"{APP}/{own}", {}, 60, identity=identity)

        with listening() as listener:
            await asyncio.gather(asked_about(other, KEPT), asked_about(made, LOST))
        assert listener.warnings == []


async def test_another_stack_s_creates_are_its_own_business(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await killed(there, LOST, True)
        assert (await deleted(there, ELSEWHERE)).warnings == []


async def test_a_renamed_resource_is_told_of_what_it_was_called_before(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await killed(there, LOST, True)
        there.session = there.another_session()
        with listening() as listener:
            created = await create(there.session, PROCESS, worker(), KEPT, 600)
        assert created.outputs["process_id"] != made
        (warning,) = listener.warnings
        assert f'made the process "lost" and made {made} of the same inputs' in warning


async def test_another_spelling_of_the_address_is_told_of(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        urls = dict.fromkeys(there.session.settings.urls, "http://emulator/v3/.")
        there.session = there.another_session(urls=urls)
        await create(there.session, PROCESS, worker(), LOST, 600)
        there.session = there.another_session()
        with listening() as listener:
            await create(there.session, PROCESS, worker(), LOST, 600)
        (warning,) = listener.warnings
        assert "at http://emulator/v3/.: it is not looked for" in warning


@pytest.mark.parametrize(
    ("identity", "stack"),
    [
        (LOST, STACK),
        (f"team/{LOST}", f"team/{STACK}"),
        (f"team/{STACK}my:Site$type::a/b::c", f"team/{STACK}"),
        ("shop/dev/web", "shop/dev/"),
        ("shop/dev/eu/web", "shop/dev/"),
        ("shop/dev/a::b::c", "shop/dev/"),
    ],
)
def test_what_a_stack_is_told_by(identity: str, stack: str) -> None:
    assert stack_of(identity) == stack


@pytest.mark.parametrize("name", ["web", "eu/web", "a::b", "a/b::c"])
@pytest.mark.parametrize("before", [f"{STACK}type::", f"team/{STACK}type::", "shop/dev/"])
def test_a_name_is_told_in_full(before: str, name: str) -> None:
    assert name_in(before + name) == name
