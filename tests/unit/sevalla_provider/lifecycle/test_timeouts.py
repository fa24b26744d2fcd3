"""A time-out bounds the whole of an operation, whatever the time is spent on."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from filelock import FileLock

from sevalla_provider.deadline import Timeout, current_deadline
from sevalla_provider.http import RateLimitTimeout, ServerFault
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import CreateIncomplete, WaitedTooLong, explain
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.carriers import Hold, carried
from unit.clocks import let_others_run
from unit.emulated import Bench, bench, worker
from unit.listeners import listening
from unit.samples import APP, Inputs
from unit.web import limits

pytestmark = pytest.mark.anyio

EXPLICIT = 42
TIMEOUT = PROCESS.timeout
DEFAULT_TIMEOUT = Timeout(TIMEOUT, explicit=False)
A_MOMENT = 0.1
NEVER = 1e7
"""Seconds."""

LOCKED = "another create of the same, in this run or in another one on this machine, to end"


async def made(there: Bench, timeout: Timeout | float = 600, **more: Any) -> Created:
    created = await create(there.session, PROCESS, worker(**more), "project/stack/it", timeout)
    there.session.acknowledge(PROCESS, created.resource_id, {})
    return created


async def proxy_inputs(there: Bench) -> Inputs:
    process_id = await there.make("processes", app_id=APP, type="worker")
    return {"app_id": APP, "process_id": process_id, "port": 5432}


Verb = Callable[[Bench, Created], Awaitable[object]]


async def _create(there: Bench, _made: Created) -> object:
    return await made(there, EXPLICIT, display_name="another")


async def _update(there: Bench, made: Created) -> object:
    wanted = worker(display_name="new")
    known = made.outputs
    return await update(there.session, PROCESS, made.resource_id, known, wanted, EXPLICIT)


async def _delete(there: Bench, made: Created) -> object:
    await delete(there.session, PROCESS, made.resource_id, made.outputs, EXPLICIT)
    return None


async def _read(there: Bench, made: Created) -> object:
    work = read(there.session, PROCESS, made.resource_id, made.outputs, ())
    async with within(there.session, Timeout(EXPLICIT), "the process to be read"):
        return await work


VERBS: dict[str, Verb] = {
    "create": _create,
    "update": _update,
    "delete": _delete,
    "read": _read,
}


def holding(there: Bench, *methods: str) -> Hold:
    async def hold(request: httpx.Request) -> None:
        if not methods or request.method in methods:
            await there.clock.sleep(NEVER)

    return hold


async def _hangs(there: Bench) -> None:
    carried(there).before = holding(there)


async def _drips(there: Bench) -> None:
    carried(there).after = holding(there)


async def _fails(there: Bench) -> None:
    await there.fault("status", status=503)
    there.session = there.another_session(retry_seconds=NEVER)


async def _is_limited(there: Bench) -> None:
    await there.fault("status", status=429, headers=limits(30, 0, 60))


async def _has_no_connection(there: Bench) -> None:
    async def refuse(_request: httpx.Request) -> None:
        raise httpx.ConnectError("refused")

    carried(there).before = refuse
    there.session = there.another_session(retry_seconds=NEVER)


TROUBLES: dict[str, Callable[[Bench], Awaitable[None]]] = {
    "requests that hang": _hangs,
    "answers that drip": _drips,
    "503 for ever": _fails,
    "429 for ever": _is_limited,
    "no connection": _has_no_connection,
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
async def test_a_time_out_of_the_program_ends_whatever_goes_on(
    tmp_path: Path, verb: Verb, trouble: Callable[[Bench], Awaitable[None]]
) -> None:
    """Peer row 8: there are no time-outs to set."""
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.clock.sleep(100)
        await trouble(there)
        began = there.clock.now()
        with pytest.raises(WaitedTooLong) as caught:
            await verb(there, created)
        assert there.clock.now() - began == pytest.approx(EXPLICIT, abs=A_MOMENT)
        text = explain("do it", caught.value)
        assert re.search(r"waited 42 s for (the process to be |an answer to |the API's)", text)
        assert "; last seen: " in text
        assert "allow more time: by `customTimeouts`" in text


@pytest.mark.parametrize("step", ["POST", "DELETE"])
async def test_whatever_hangs_its_name_is_told(tmp_path: Path, step: str) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        carried(there).before = holding(there, step)
        with pytest.raises(WaitedTooLong) as caught:
            await VERBS["create" if step == "POST" else "delete"](there, created)
        assert f"waited 42 s for an answer to {step} /applications/{APP}/processes" in str(
            caught.value
        )


@pytest.mark.parametrize(
    ("verb", "request_"), [("create", "GET"), ("update", "PATCH"), ("delete", "DELETE")]
)
async def test_what_the_server_said_last_is_told(tmp_path: Path, verb: str, request_: str) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        await there.clock.sleep(100)
        await _fails(there)
        words = rf"last seen: {request_} .*\(status 503, .*request id "
        with pytest.raises(WaitedTooLong, match=words):
            await VERBS[verb](there, created)


async def test_after_the_post_the_object_stays_as_half_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 1000})
        inputs = await proxy_inputs(there)
        carrier = carried(there)

        async def hold_looks(request: httpx.Request) -> None:
            if await there.objects("tcp_proxies") and request.method == "GET":
                await there.clock.sleep(NEVER)

        carrier.before = hold_looks
        began = there.clock.now()
        with pytest.raises(CreateIncomplete) as caught:
            await create(there.session, TCP_PROXY, inputs, "project/stack/it", EXPLICIT)
        assert there.clock.now() - began == pytest.approx(EXPLICIT, abs=A_MOMENT)
        (proxy,) = await there.objects("tcp_proxies")
        assert caught.value.resource_id == f"{APP}/{proxy['id']}"
        assert "waited 42 s for the TCP proxy to be ready; last seen: nothing yet" in explain(
            "create it", caught.value
        )


async def test_a_create_whose_time_ended_before_anything_was_sent_leaves_no_intent(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 1, "window": 600}})
        await made(there)
        assert there.session.intent_log.open() == []
        with pytest.raises(
            WaitedTooLong, match=r"42 s for the API's rate limit to let POST .* out"
        ):
            await made(there, EXPLICIT, display_name="another")
        assert len(await there.requests("POST")) == 1
        assert there.session.intent_log.open() == []


async def test_a_create_that_is_cancelled_before_anything_was_sent_leaves_no_intent(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 1, "window": 600}})
        await made(there)
        creating = asyncio.create_task(made(there, display_name="another"))
        await there.clock.sleep(30)
        assert len(there.session.intent_log.open()) == 1
        creating.cancel()
        with pytest.raises(asyncio.CancelledError):
            await creating
        assert there.session.intent_log.open() == []


async def test_a_create_that_was_refused_for_the_rate_limit_alone_leaves_no_intent(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", status=429, headers=limits(30, 0, 600))
        with pytest.raises(WaitedTooLong):
            await made(there, EXPLICIT)
        assert len(await there.requests("POST")) == 1
        assert there.session.intent_log.open() == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_create_whose_time_ended_after_it_was_sent_may_have_made_the_object(
    tmp_path: Path, moment: str
) -> None:
    async with bench(tmp_path) as there:
        setattr(carried(there), moment, holding(there, "POST"))
        with pytest.raises(WaitedTooLong, match="for an answer to POST"):
            await made(there, EXPLICIT)
        (intent,) = there.session.intent_log.open()
        assert intent.made is None
        assert len(await there.objects("processes")) == (moment == "after")


async def test_a_create_that_was_lost_before_it_was_queued_again_keeps_its_intent(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", status=503, calls=[1])
        full = limits(30, 0, 600)
        await there.fault("status", method="POST", status=429, calls=[2], headers=full)
        with pytest.raises(WaitedTooLong):
            await made(there, EXPLICIT)
        assert len(await there.requests("POST")) == 2
        assert len(there.session.intent_log.open()) == 1


# --- a lock that another process holds -----------------------------------------------------------


def lock_of(there: Bench) -> FileLock:
    """Take what a create of the same, in another process, would hold."""
    (place,) = (there.folder / "intents" / "locks").glob("*.lock")
    lock = FileLock(place, thread_local=False)
    lock.acquire(blocking=False)
    return lock


async def test_a_wait_for_another_process_is_told_after_two_seconds_and_counts(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await made(there)
        lock = lock_of(there)
        began = there.clock.now()
        with listening() as listener:
            waiting = asyncio.create_task(made(there, EXPLICIT))
        await there.clock.sleep(1.9)
        assert listener.statuses == []
        await there.clock.sleep(0.3)
        assert listener.statuses == ["another create of the same goes first, 2 s of 42 s"]
        with pytest.raises(WaitedTooLong, match=f"waited 42 s for {LOCKED}"):
            await waiting
        assert there.clock.now() - began == pytest.approx(EXPLICIT, abs=A_MOMENT)
        lock.release()
        await made(there, EXPLICIT)


async def test_a_wait_for_another_process_is_not_counted_by_a_default(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await made(there)
        lock = lock_of(there)
        waiting = asyncio.create_task(made(there, DEFAULT_TIMEOUT))
        await there.clock.sleep(TIMEOUT + 60)
        lock.release()
        await waiting


# --- default time-outs ---------------------------------------------------------------------------


async def test_many_creates_at_a_few_a_minute_do_not_fail_at_ten_minutes(tmp_path: Path) -> None:
    """As three hundred do at the platform's thirty a minute."""
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 6, "window": 60}})
        began = there.clock.now()
        creating = (
            create(
                there.session,
                PROCESS,
                worker(display_name=f"worker {number}"),
                f"project/stack/{number}",
                DEFAULT_TIMEOUT,
            )
            for number in range(70)
        )
        ends = await asyncio.gather(*creating, return_exceptions=True)
        assert [end for end in ends if not isinstance(end, Created)] == []
        assert there.clock.now() - began > TIMEOUT + 30


async def test_an_object_has_all_of_a_default_time_after_its_queue(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(
            limits={"write": {"limit": 1, "window": 300}}, provisioning={"seconds": NEVER}
        )
        await made(there)
        inputs = await proxy_inputs(there)
        began = there.clock.now()
        with pytest.raises(CreateIncomplete) as caught:
            await create(there.session, TCP_PROXY, inputs, "project/stack/it", DEFAULT_TIMEOUT)
        assert "waited 600 s for the TCP proxy to be ready" in explain("it", caught.value)
        assert 890 <= there.clock.now() - began <= 910


async def test_a_default_begins_with_the_object_s_first_request(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        carried(there).before = holding(there, "POST")
        began = there.clock.now()
        with pytest.raises(WaitedTooLong, match="waited 600 s for an answer to POST"):
            await made(there, DEFAULT_TIMEOUT)
        assert there.clock.now() - began == pytest.approx(TIMEOUT, abs=A_MOMENT)


async def test_a_second_queue_is_not_counted_either(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 1, "window": 300}})
        began = there.clock.now()
        inputs = worker() | {"type": "web", "ingress_protocol": "grpc"}  # a POST, and a PATCH
        limit = Timeout(200, explicit=False)
        await create(there.session, PROCESS, inputs, "project/stack/it", limit)
        assert there.clock.now() - began > 290


async def test_a_default_begins_at_the_latest_when_the_rate_limit_must_have_let_it_out(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        carried(there).before = holding(there, "GET")
        began = there.clock.now()
        with pytest.raises(WaitedTooLong, match="waited 600 s for the process to be made"):
            await made(there, DEFAULT_TIMEOUT)
        allowed = TIMEOUT + there.session.settings.max_rate_limit_wait
        assert there.clock.now() - began == pytest.approx(allowed, abs=A_MOMENT)


async def test_a_queue_that_would_be_too_long_says_when_to_come_back(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 2, "window": 3600}})
        await made(there)
        await made(there, display_name="another")
        await there.clock.sleep(17 * 60)
        with pytest.raises(RateLimitTimeout) as caught:
            await made(there, DEFAULT_TIMEOUT, display_name="the third")
        when = r"Run the same command again in 4[34] minutes, at \d\d:\d\d\."
        assert re.search(when, str(caught.value))
        assert there.session.intent_log.left_behind("project/stack/it", "") == []


# --- who ends it ---------------------------------------------------------------------------------


async def test_a_run_that_is_cancelled_is_not_called_a_time_out(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        carried(there).before = holding(there)
        creating = asyncio.create_task(made(there, EXPLICIT))
        await there.clock.sleep(10)
        creating.cancel()
        with pytest.raises(asyncio.CancelledError):
            await creating


async def test_a_run_that_is_cancelled_as_its_time_ends_is_cancelled(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:

        async def slow_to_end() -> None:
            async with within(there.session, EXPLICIT, "it"):
                try:
                    await there.clock.sleep(NEVER)
                finally:
                    await there.clock.sleep(5)

        ending = asyncio.create_task(slow_to_end())
        await there.clock.sleep(EXPLICIT + 1)
        ending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ending


async def test_what_ends_in_time_is_not_ended_later(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        async with within(there.session, EXPLICIT, "it"):
            await there.clock.sleep(EXPLICIT - 1)
        await there.clock.sleep(1000)
        assert asyncio.current_task().cancelling() == 0  # type: ignore[union-attr]


async def test_an_error_of_its_own_is_told_as_it_is(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=503)
        there.session = there.another_session(retry_seconds=1)
        with pytest.raises(ServerFault):
            await made(there, EXPLICIT)


async def test_what_is_done_for_several_is_bounded_by_the_time_of_none(tmp_path: Path) -> None:
    """Two who read the same share a request; the time of the first ends, and the other has it."""
    async with bench(tmp_path) as there:
        created = await made(there)

        async def hold(_request: httpx.Request) -> None:
            await there.clock.sleep(60)

        carried(there).before = hold

        async def reading(seconds: float) -> object:
            work = read(there.session, PROCESS, created.resource_id, created.outputs, ())
            async with within(there.session, Timeout(seconds), "it"):
                return await work

        hasty, patient = (asyncio.create_task(reading(seconds)) for seconds in (30, 600))
        with pytest.raises(WaitedTooLong):
            await hasty
        assert await patient is not None


async def test_nobody_s_time_is_a_time_too(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        with current_deadline().waiting_for("it"), current_deadline().queued("it"):
            current_deadline().begin()
        await let_others_run()
        async with within(there.session, None, "it"):
            await there.clock.sleep(NEVER)
