"""What goes out when. Jitter is random, and never more than `JITTER` seconds."""

import asyncio
import json
import math
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sevalla_provider.http import HttpClient, Quota
from sevalla_provider.http.bucket import JITTER
from sevalla_provider.http.errors import RateLimitTimeout
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.pacing import Pacer
from sevalla_provider.http.shared_budget import LARGEST, Budget, SharedBudget
from unit.clocks import FakeClock, let_others_run
from unit.listeners import listening
from unit.web import Script, limits

pytestmark = pytest.mark.anyio

THINGS = Quota("things", 30, 60)


class Window:
    """A server with one fixed window, that others may have emptied."""

    def __init__(
        self,
        limit: int,
        used: int = 0,
        *,
        silent: bool = False,
        rounded: Callable[[float], int] = math.ceil,
    ) -> None:
        self.limit = limit
        self.used = used
        self.refused = 0
        self.silent = silent
        self.rounded = rounded
        self.script = Script([self._answer])
        self.opened = self.script.clock.now()

    def _answer(self, _request: httpx.Request) -> httpx.Response:
        passed = self.script.clock.now() - self.opened
        if passed >= 60:
            self.opened += passed // 60 * 60
            self.used = 0
        self.used += 1
        left = self.opened + 60 - self.script.clock.now()
        headers = limits(self.limit, max(self.limit - self.used, 0), self.rounded(left))
        refused = self.used > self.limit
        self.refused += refused
        return httpx.Response(
            429 if refused else 200, json={}, headers={} if self.silent else headers
        )


async def send(client: HttpClient, number: int, *quotas: Quota) -> None:
    requests = (client.request("GET", f"/{i}", quotas or [THINGS]) for i in range(number))
    await asyncio.gather(*requests)


def waits(script: Script) -> list[float]:
    return [round(time - script.times[0], 2) for time in script.times]


async def test_requests_go_out_at_once_while_the_window_has_budget() -> None:
    window = Window(30)
    await send(window.script.client(), 30)
    assert waits(window.script) == [0.0] * 30


async def test_the_next_request_waits_for_the_reset_and_a_little_more() -> None:
    window = Window(30)
    await send(window.script.client(), 31)
    assert waits(window.script)[:30] == [0.0] * 30
    assert 60 <= waits(window.script)[30] <= 60 + JITTER
    assert window.refused == 0


async def test_forty_writes_and_forty_more_take_no_longer_than_the_windows_do() -> None:
    window = Window(30)
    await send(window.script.client(), 80)
    assert waits(window.script)[-1] <= 120 * 1.05
    assert window.refused == 0


async def test_seconds_that_are_rounded_down_cost_one_429_and_no_more() -> None:
    window = Window(30, rounded=math.floor)
    window.opened -= 0.5
    await send(window.script.client(), 120)
    assert window.refused == 1
    assert waits(window.script)[-1] <= 180 + 2


async def test_a_window_that_others_have_emptied_costs_one_429() -> None:
    window = Window(30, used=30)
    await send(window.script.client(), 40)
    assert window.refused == 1
    assert waits(window.script)[1] >= 60


async def test_a_budget_that_others_have_begun_to_use_is_not_overdrawn() -> None:
    window = Window(30, used=20)
    await send(window.script.client(), 25)
    assert window.refused == 0
    assert waits(window.script)[:10] == [0.0] * 10


async def test_requests_go_out_in_the_order_of_their_coming() -> None:
    window = Window(7)
    await send(window.script.client(), 40)
    assert [request.url.path for request in window.script.requests] == [
        f"/v3/{i}" for i in range(40)
    ]


async def test_a_server_that_tells_of_no_limit_is_held_to_none() -> None:
    window = Window(1000, silent=True)
    await send(window.script.client(), 500)
    assert waits(window.script) == [0.0] * 500


async def test_a_limit_that_no_header_tells_of_delays_and_fails_nothing() -> None:
    window = Window(30, silent=True)
    await send(window.script.client(), 40)
    assert window.refused > 0
    assert waits(window.script)[-1] >= 60


async def test_a_429_without_any_word_is_followed_by_a_growing_pause() -> None:
    script = Script([httpx.Response(429)] * 4 + [httpx.Response(200, json={})])
    await send(script.client(), 1)
    pauses = [after - before for before, after in zip(script.times, script.times[1:], strict=False)]
    assert all(0.5 <= pause <= 9 for pause in pauses)
    assert pauses[3] > pauses[0]


@pytest.mark.parametrize(
    "reset", ["0", "-1", "999999999999", "soon", None], ids=lambda reset: f"reset {reset}"
)
async def test_an_odd_reset_neither_stops_nor_floods(reset: str | None) -> None:
    headers = {} if reset is None else limits(30, 0, reset)
    script = Script([httpx.Response(429, headers=headers)] * 3 + [httpx.Response(200, json={})])
    started = script.clock.now()
    await send(script.client(), 5)
    assert script.count == 8
    assert script.clock.now() - started <= 30


@pytest.mark.parametrize("reset", ["0", "-1"])
async def test_a_reset_of_nothing_does_not_stop_what_has_budget(reset: str) -> None:
    script = Script([httpx.Response(200, json={}, headers=limits(30, 20, reset))])
    started = script.clock.now()
    await send(script.client(), 20)
    assert script.clock.now() - started <= 20 * JITTER


async def test_retry_after_goes_before_the_reset() -> None:
    refusal = httpx.Response(429, headers=limits(30, 0, 60) | {"retry-after": "7"})
    script = Script([refusal, httpx.Response(200, json={})])
    await send(script.client(), 1)
    assert 7 <= waits(script)[1] <= 7 + JITTER


async def test_two_buckets_do_not_hold_each_other_up() -> None:
    other = Quota("others", 10, 60)
    script = Script([httpx.Response(200, json={}, headers=limits(30, 0, 60))])
    client = script.client()
    await client.request("GET", "/1", [THINGS])
    await client.request("GET", "/2", [other])
    assert waits(script) == [0.0, 0.0]


async def test_the_headers_speak_of_the_bucket_whose_limit_they_name() -> None:
    narrow, wide = Quota("narrow", 10, 60), Quota("wide", 30, 60)
    script = Script([httpx.Response(200, json={}, headers=limits(30, 0, 60))])
    client = script.client()
    await client.request("PATCH", "/1", [narrow, wide])
    await client.request("PATCH", "/2", [narrow])
    assert waits(script) == [0.0, 0.0]
    await client.request("PATCH", "/3", [wide])
    assert waits(script)[2] >= 60


class Gate:
    """Answers only when it is opened."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.clock = FakeClock()
        self.waiting: list[str] = []
        self.opened = asyncio.Event()
        self._headers = headers
        self._inside = 0
        self.most = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.waiting.append(request.url.path)
        self._inside += 1
        self.most = max(self.most, self._inside)
        await self.opened.wait()
        await asyncio.sleep(0)
        self._inside -= 1
        return httpx.Response(200, json={}, headers=self._headers)

    def client(self) -> HttpClient:
        carrier = httpx.MockTransport(self)
        return HttpClient("http://api.test", {}, "", clock=self.clock, transport=carrier)


def begin(gate: Gate, number: int) -> list[asyncio.Task[object]]:
    client = gate.client()
    return [asyncio.create_task(client.request("GET", f"/{i}", [THINGS])) for i in range(number)]


async def test_while_nothing_is_known_one_request_scouts() -> None:
    gate = Gate(limits(30, 29, 60))
    tasks = begin(gate, 5)
    await let_others_run()
    assert gate.waiting == ["/0"]
    gate.opened.set()
    await asyncio.gather(*tasks)
    assert gate.waiting == ["/0", "/1", "/2", "/3", "/4"]


async def test_a_cancelled_scout_is_followed_by_another() -> None:
    gate = Gate(limits(30, 29, 60))
    tasks = begin(gate, 3)
    await let_others_run()
    tasks[0].cancel()
    await let_others_run()
    assert gate.waiting == ["/0", "/1"]
    gate.opened.set()
    await asyncio.gather(*tasks[1:])


async def test_a_cancelled_one_in_the_queue_does_not_send_out_a_second_scout() -> None:
    gate = Gate(limits(30, 29, 60))
    tasks = begin(gate, 4)
    await let_others_run()
    tasks[1].cancel()
    tasks[2].cancel()
    await let_others_run()
    assert gate.waiting == ["/0"]
    gate.opened.set()
    await asyncio.gather(tasks[0], tasks[3])


@pytest.mark.parametrize(
    "trouble", [httpx.ReadError("reset"), httpx.ConnectError("refused"), ValueError("odd")]
)
async def test_a_scout_that_does_not_come_back_is_followed_by_another(trouble: Exception) -> None:
    script = Script([trouble, httpx.Response(200, json={}, headers=limits(30, 29, 60))])
    client = script.client(retry_seconds=1e-9)
    results = await asyncio.gather(
        *(client.request("POST", f"/{i}", [THINGS]) for i in range(3)), return_exceptions=True
    )
    assert len([result for result in results if not isinstance(result, Exception)]) >= 2


class Narrow:
    """A pacer of one limit, whose requests end as the test says."""

    def __init__(self, longest_wait: float = 900.0) -> None:
        self.clock = FakeClock()
        self.pacer = Pacer(self.clock, longest_wait)

    async def enter(self) -> float:
        """Seconds until a request that comes now goes out."""
        came = self.clock.now()
        await self.pacer.enter([THINGS])
        return self.clock.now() - came

    def learn(self, remaining: int, reset: float, limit: int = 30) -> None:
        self.pacer.learn([THINGS], Limit(limit, remaining, reset))


def about(seconds: float) -> object:
    return pytest.approx(seconds + JITTER / 2, abs=JITTER / 2 + 1e-6)


async def test_an_answer_that_was_overtaken_does_not_give_budget_back() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(4, 60)
    for _ in range(2):
        await narrow.enter()
    narrow.learn(3, 60)
    narrow.learn(3, 60)
    await narrow.enter()
    narrow.learn(1, 60)
    await narrow.enter()
    assert await narrow.enter() == about(60)


async def test_a_window_ends_when_it_was_told_to_end_the_earliest() -> None:
    # At first 60 are left, and 59.1 later, which a header rounds up to 60.
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(1, 60)
    await narrow.enter()
    narrow.clock.advance(0.9)
    narrow.learn(0, 60)
    assert await narrow.enter() == about(59.1)


async def test_an_answer_from_the_next_window_opens_it() -> None:
    # The header counts whole seconds: the server's window may end before we think it does.
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(1, 1)
    await narrow.enter()
    narrow.clock.advance(0.5)
    narrow.learn(29, 60)
    assert await narrow.enter() == 0


async def test_whoever_waits_for_long_is_told_why_and_how_long() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(0, 42)
    with listening() as listener:
        waiting = [asyncio.create_task(narrow.enter()) for _ in range(2)]
        await let_others_run()
    for task in waiting:
        task.cancel()
    assert listener.statuses == [
        "rate limit, 0 s of 15 min, goes on in 42 s, 1 of 1 queued for things (30 a window)",
        "rate limit, 0 s of 15 min, goes on in 42 s, 2 of 2 queued for things (30 a window)",
    ]


async def test_whoever_waits_for_several_windows_is_told_so() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(0, 60, limit=1)
    with listening() as listener:
        waiting = [asyncio.create_task(narrow.enter()) for _ in range(3)]
        await let_others_run()
    assert [text.split(", ")[2] for text in listener.statuses] == [
        "goes on in 1 min",
        "goes on in 2 min",
        "goes on in 3 min",
    ]
    for task in waiting:
        task.cancel()


async def test_in_a_terminal_the_wait_for_the_limit_counts_and_is_cleared() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(0, 3)
    with listening(live=True) as listener:
        await narrow.enter()
    assert [text.partition(", 1 of 1")[0] for text in listener.statuses] == [
        "rate limit, 0 s of 15 min, goes on in 3 s",
        "rate limit, 1 s of 15 min, goes on in 2 s",
        "rate limit, 2 s of 15 min, goes on in 1 s",
        "rate limit, 3 s of 15 min, goes on in 0 s",
        "",
    ]


async def test_there_is_room_to_spare_while_more_than_half_of_the_window_is_left() -> None:
    narrow = Narrow()
    assert narrow.pacer.spare([THINGS])
    for remaining, expected in ((16, True), (15, False), (0, False)):
        await narrow.enter()
        narrow.learn(remaining, 60)
        assert narrow.pacer.spare([THINGS]) is expected


async def test_a_short_wait_is_not_worth_a_word() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(0, 1.5)
    with listening() as listener:
        await narrow.enter()
    assert listener.statuses == []


@pytest.mark.parametrize(
    "forget", [lambda pacer: pacer.lost([THINGS]), lambda pacer: pacer.learn([THINGS], None)]
)
async def test_a_429_is_waited_out_whatever_is_heard_in_between(
    forget: Callable[[Pacer], None],
) -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.pacer.refuse([THINGS], None, 30)
    forget(narrow.pacer)
    assert await narrow.enter() == about(30)


async def test_a_429_is_not_ended_by_an_answer_that_it_has_overtaken() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(20, 60)
    await narrow.enter()
    await narrow.enter()
    narrow.pacer.refuse([THINGS], None, 30)
    narrow.learn(18, 60)
    assert await narrow.enter() == about(30)


async def test_who_leaves_the_queue_does_not_hold_up_those_behind() -> None:
    narrow = Narrow()
    await narrow.enter()
    narrow.learn(0, 10)
    first, second = (asyncio.create_task(narrow.enter()) for _ in range(2))
    await let_others_run()
    first.cancel()
    assert await second == about(10)


async def test_what_would_wait_for_too_long_ends_before_it_begins() -> None:
    narrow = Narrow(longest_wait=100)
    await narrow.enter()
    narrow.learn(0, 60, limit=1)
    first, second = (asyncio.create_task(narrow.enter()) for _ in range(2))
    with pytest.raises(RateLimitTimeout, match=r"on things \(1 a window\) lets it go in 120 s"):
        await second
    assert narrow.clock.slept == [] or max(narrow.clock.slept) <= 61
    assert await first == about(60)


async def test_no_more_than_half_of_what_is_left_is_on_its_way() -> None:
    """Others may be sending as well, and only answers tell."""
    gate = Gate(limits(30, 20, 60))
    tasks = begin(gate, 30)
    await let_others_run()
    gate.opened.set()
    await let_others_run()
    gate.opened.clear()
    for task in tasks:
        task.cancel()
    assert 1 < gate.most <= 11


async def test_of_three_that_are_left_two_are_more_than_half() -> None:
    gate = Gate(limits(30, 3, 60))
    tasks = begin(gate, 30)
    await let_others_run()
    gate.opened.set()
    await let_others_run()
    for task in tasks:
        task.cancel()
    assert gate.most == 1


async def test_two_programs_at_once_share_a_window_without_a_429() -> None:
    window = Window(30)
    await asyncio.gather(send(window.script.client(), 40), send(window.script.client(), 40))
    assert window.refused <= 3
    assert waits(window.script)[-1] <= 120 * 1.05


async def test_a_request_takes_from_all_its_limits_or_from_none() -> None:
    """What waits for a narrow limit leaves the wide one to others."""
    wide = Quota("wide", 3, 60)
    narrows = [Quota(f"narrow {number}", 1, 60) for number in range(2)]
    clock = FakeClock()
    pacer = Pacer(clock)
    gone: list[str] = []

    async def go(name: str, quotas: list[Quota]) -> None:
        await pacer.enter(quotas)
        gone.append(name)
        for quota in quotas:
            pacer.learn([quota], Limit(quota.limit, 0 if quota in narrows else 1, 60))

    await go("a", [narrows[0], wide])
    held_back = asyncio.create_task(go("b", [narrows[0], wide]))
    await let_others_run()
    await go("c", [narrows[1], wide])
    assert gone == ["a", "c"]
    await held_back
    assert gone == ["a", "c", "b"]


async def test_a_new_process_knows_what_an_older_one_found_used_up(tmp_path: Path) -> None:
    window = Window(30)
    file = tmp_path / "limits" / "hints.json"
    clock = window.script.clock
    first = Pacer(clock, shared=SharedBudget(file, clock))
    await first.enter([THINGS])
    first.learn([THINGS], Limit(30, 0, 42))
    came = clock.now()
    await Pacer(clock, shared=SharedBudget(file, clock)).enter([THINGS])
    assert 42 <= clock.now() - came <= 42 + 2 * JITTER


async def test_a_process_hears_of_what_another_has_used_up_meanwhile(tmp_path: Path) -> None:
    clock = FakeClock()
    ours, other = (Pacer(clock, shared=SharedBudget(tmp_path / "hints", clock)) for _ in range(2))
    for pacer, remaining in ((ours, 8), (other, 0)):
        await pacer.enter([THINGS])
        pacer.learn([THINGS], Limit(30, remaining, 42))
    came = clock.now()
    await ours.enter([THINGS])
    assert 42 <= clock.now() - came <= 42 + 2 * JITTER


async def test_processes_of_one_machine_count_together(tmp_path: Path) -> None:
    # Whatever one has on its way the other takes into account, before any answer tells.
    clock = FakeClock()
    ours, other = (Pacer(clock, shared=SharedBudget(tmp_path / "hints", clock)) for _ in range(2))
    for pacer in (ours, other):
        await pacer.enter([THINGS])
        pacer.learn([THINGS], Limit(30, 4, 42))
    gone = [asyncio.create_task(pacer.enter([THINGS])) for pacer in (ours, other) * 3]
    await let_others_run()
    assert 1 < sum(task.done() for task in gone) < 4
    for task in gone:
        task.cancel()


@pytest.mark.parametrize("late", [JITTER / 2, 0.9])
async def test_a_hint_about_the_last_window_does_not_close_the_next(
    tmp_path: Path, late: float
) -> None:
    clock = FakeClock()
    ours = Pacer(clock, shared=SharedBudget(tmp_path / "hints", clock))
    await ours.enter([THINGS])
    ours.learn([THINGS], Limit(30, 29, 60))
    SharedBudget(tmp_path / "hints", clock).publish({THINGS.name: Budget(0, clock.now() + late)})
    came = clock.now()
    await ours.enter([THINGS])
    assert clock.now() == came


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"things": "soon"}',
        '{"things": 1e300}',
        '{"things": null}',
        '{"things": [0]}',
        '{"things": [0, "soon"]}',
        '{"things": [0, 1e300]}',
        '{"things": [0, NaN]}',
        '{"things": [NaN, 1767225660]}',
        '{"things": [-7, 1767225660]}',
        '{"things": [0, Infinity]}',
        '{"things": [%s, 1767225660]}' % ("9" * 400),
        '{"things": [0, %s]}' % ("9" * 5000),
        '{"things": {"0": 1767225660}}',
        '{"things": [0, 1767225660, 0]}',
        "[" * 100_000,
        '{"things": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"odd": "' + " " * LARGEST + '", "things": [0, 1767225660]}',
    ],
)
async def test_hints_that_make_no_sense_are_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "hints.json"
    file.write_text(content)
    clock = FakeClock()
    came = clock.now()
    await Pacer(clock, shared=SharedBudget(file, clock)).enter([THINGS])
    assert clock.now() == came


async def test_a_hint_that_makes_no_sense_spoils_no_other(tmp_path: Path) -> None:
    clock = FakeClock()
    file = tmp_path / "hints.json"
    file.write_text(json.dumps({"odd": "7", THINGS.name: [0, clock.wall() + 42]}))
    came = clock.now()
    await Pacer(clock, shared=SharedBudget(file, clock)).enter([THINGS])
    assert 42 <= clock.now() - came <= 42 + 2 * JITTER


@pytest.mark.parametrize("value", ["0", "-1", "9" * 400, "1e400", "nan", "-inf"])
@pytest.mark.parametrize("name", ["limit", "remaining", "reset"])
async def test_no_number_in_a_header_makes_a_request_fail(name: str, value: str) -> None:
    headers = limits(30, 0, 42) | {f"x-ratelimit-{name}": value}
    script = Script([httpx.Response(200, json={}, headers=headers)])
    client = script.client()
    with listening():  # as whoever is told of a wait, which counts its windows
        await send(client, 5)
    assert script.count == 5


async def test_a_thousand_refusals_in_a_row_are_too_many_for_no_number() -> None:
    clock = FakeClock()
    pacer = Pacer(clock)
    for _ in range(1100):
        await pacer.enter([THINGS])
        pacer.refuse([THINGS], None, None)
    came = clock.now()
    await pacer.enter([THINGS])
    assert clock.now() - came <= 61


async def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    clock = FakeClock()
    pacer = Pacer(clock, shared=SharedBudget(tmp_path / "file" / "hints.json", clock))
    await pacer.enter([THINGS])
    pacer.learn([THINGS], Limit(30, 0, 5))
    await pacer.enter([THINGS])


async def test_a_429_without_a_word_closes_nothing_for_other_processes(tmp_path: Path) -> None:
    """A pause that we chose ourselves is no fact about the window."""
    clock = FakeClock()
    file = tmp_path / "hints.json"
    pacer = Pacer(clock, shared=SharedBudget(file, clock))
    for _ in range(2):
        await pacer.enter([THINGS])
        pacer.learn([THINGS], None)
        await pacer.enter([THINGS])
        pacer.refuse([THINGS], None, None)
    assert SharedBudget(file, clock).load() == {}
    came = clock.now()
    await Pacer(clock, shared=SharedBudget(file, clock)).enter([THINGS])
    assert clock.now() - came <= 5
