"""Intents and limits that commit 58d95a9 wrote down are read to this day (`fixtures/make.py`)."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from fixtures import written
from sevalla_emulator.clock import timestamp
from sevalla_provider.clients import sevalla
from sevalla_provider.clock import Clock
from sevalla_provider.http import HttpClient
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.settings import Settings
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

DAY = 24 * 3600.0
WORKER: Inputs = {
    "app_id": APP,
    "type": "worker",
    "display_name": "A worker",
    "resource_type_id": "5e5a11a0-0000-4000-8000-000000000002",
}
READY: dict[str, Inputs] = {"tcp_proxies": {"status": "ready"}}
"""What has become of objects since."""


@dataclass(frozen=True)
class Way:
    """A way in, and by which name it knows the resources of the run that was killed."""

    name: str
    worker: str
    door: str

    @property
    def killed(self) -> str:
        return f"{self.name}/killed"


NATIVE = Way(
    "native",
    "urn:pulumi:test::acceptance::sevalla:index:Process::worker",
    "urn:pulumi:test::acceptance::sevalla:index:TcpProxy::door",
)
DYNAMIC = Way("dynamic", "acceptance/test/worker", "acceptance/test/door")


@pytest.fixture(params=[NATIVE, DYNAMIC], ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


@dataclass(frozen=True)
class Killed:
    """What the killed run left behind, and the next run.

    Attributes:
        web: the process that the proxy is of.
        worker: the one whose answer never came.
        door: the proxy that was answered.
    """

    there: Bench
    session: Session
    web: str
    worker: str
    door: str

    @property
    def door_inputs(self) -> Inputs:
        return {"app_id": APP, "process_id": self.web, "port": 8080}

    async def make(self, resource: Resource[Any], inputs: Inputs, identity: str) -> Created:
        return await create(self.session, resource, inputs, identity, 600)

    async def posts(self) -> int:
        return len(await self.there.requests("POST"))

    def open(self) -> set[str]:
        """Whose intents are open."""
        return {intent.identity for intent in self.session.intent_log.open()}


@asynccontextmanager
async def killed(way: Way, folder: Path, *, days_ago: float = 0) -> AsyncIterator[Killed]:
    async with bench(folder) as there:
        begun_at = there.clock.wall() - days_ago * DAY
        seen = written.lay_intents(way.killed, folder / "intents", begun_at)
        ids: dict[str, str] = {}
        for kind, fields in written.objects(way.killed):
            if kind not in ("processes", "tcp_proxies"):
                continue  # the bench has an application
            if fields["id"] not in seen:  # it came of what was begun
                fields |= {"created_at": timestamp(begun_at + 1), "updated_at": None}
            if fields["id"] not in seen or fields["type"] == "web":
                ids[fields.get("type", "door")] = fields["id"]
            await there.make(kind, **fields | READY.get(kind, {}))
        there.clock.advance(2)
        session = there.another_session(urls=dict.fromkeys(Api, written.API))
        yield Killed(there, session, ids["web"], ids["worker"], ids["door"])


async def test_an_unanswered_intent_is_found_again(tmp_path: Path, way: Way) -> None:
    """And its object told from the one of the same kind that was there before."""
    async with killed(way, tmp_path) as run:
        assert run.open() == {way.worker, way.door}
        with listening() as listener:
            created = await run.make(PROCESS, WORKER, way.worker)
        assert created.resource_id == f"{APP}/{run.worker}"
        assert await run.posts() == 0
        assert any("adopted the process" in note for note in listener.notes)
        run.session.acknowledge(PROCESS, created.resource_id, {})
        assert run.open() == {way.door}


async def test_an_unanswered_intent_is_nobody_elses(tmp_path: Path, way: Way) -> None:
    async with killed(way, tmp_path) as run:
        created = await run.make(PROCESS, WORKER, f"{way.worker}-of-another")
        assert run.worker not in created.resource_id
        assert await run.posts() == 1
        run.session.acknowledge(PROCESS, created.resource_id, {})
        assert run.open() == {way.worker, way.door}


@pytest.mark.parametrize("days_ago", [0, 6])
async def test_an_answered_intent_is_found_again(tmp_path: Path, way: Way, days_ago: float) -> None:
    """By its id: one that is like it does not matter."""
    async with killed(way, tmp_path, days_ago=days_ago) as run:
        await run.there.make("tcp_proxies", **run.door_inputs, status="ready")
        created = await run.make(TCP_PROXY, run.door_inputs, way.door)
        assert created.resource_id == f"{APP}/{run.door}"
        assert await run.posts() == 0
        run.session.acknowledge(TCP_PROXY, created.resource_id, {})
        assert way.door not in run.open()


async def test_an_answered_intent_ends_when_the_engine_knows(tmp_path: Path, way: Way) -> None:
    async with killed(way, tmp_path) as run:
        run.session.acknowledge(TCP_PROXY, f"{APP}/{run.door}", {})
        assert run.open() == {way.worker}


async def test_no_list_is_older_than_the_last_create_of_the_same_thing(
    tmp_path: Path, way: Way
) -> None:
    """Which `locks/*.ended` tells; else what another process has made would be taken for ours."""
    async with killed(way, tmp_path) as run:
        shutil.rmtree(tmp_path / "intents")
        await run.there.remove(run.door)
        await run.make(TCP_PROXY, run.door_inputs | {"port": 9000}, "which reads a list")
        # By another process, in an API whose clock is a little ahead.
        now = run.there.clock.wall()
        others = await run.there.make(
            "tcp_proxies", **run.door_inputs, status="ready", created_at=timestamp(now + 5)
        )
        written.lay_endings(way.killed, tmp_path / "intents", now + 1)
        run.there.clock.advance(2)
        await run.there.fault("reset", method="POST", when="before", calls=[1])
        ours = await run.make(TCP_PROXY, run.door_inputs, way.door)
        assert others not in ours.resource_id
        assert await run.posts() == 3


async def test_what_is_left_of_a_limit_is_read(tmp_path: Path, way: Way) -> None:
    async with bench(tmp_path) as there:
        now = there.clock.wall()
        written.lay_limits(way.killed, tmp_path / "limits", now + 40, writes=0)

        def connect(settings: Settings, api: Api, clock: Clock) -> HttpClient:
            return sevalla.client(
                settings.key(api),
                settings.url(api),
                clock=clock,
                transport=httpx.ASGITransport(there.app),
                shared_budgets=settings.shared_budgets,
            )

        settings = there.another_session(
            urls=dict.fromkeys(Api, written.API), shared_budgets=tmp_path / "limits"
        ).settings
        session = Session(settings, there.clock, connect)
        with listening() as listener:
            await create(session, PROCESS, WORKER, way.worker, 600)
        assert there.clock.wall() >= now + 40
        assert any("queued for writes" in status for status in listener.statuses)
        read, write = await there.requests()
        assert read.at < write.at
