"""A collection in memory that counts what it is asked."""

import asyncio
from typing import cast

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.paging import PAGE
from sevalla_provider.http import NotFound
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.clocks import FakeClock
from unit.objects import Proxy


class Shelf:
    """Holds proxies.

    Each call takes `takes` seconds, a GET of one that is in `slow` as long as is said there;
    `trouble` is raised by the next calls.
    """

    def __init__(self, clock: FakeClock, *ids: str, status: str = "ready") -> None:
        self.clock = clock
        self.operations = TCP_PROXY.operations
        self.objects = {each: Proxy(id=each, status=status) for each in ids}
        self.lists = 0
        self.gets: list[str] = []
        self.looked_at: list[float] = []
        self.takes = 0.0
        self.slow: dict[str, float] = {}
        self.trouble: Exception | None = None
        self.unlisted: set[str] = set()

    def put(self, object_id: str, status: str = "ready") -> None:
        self.objects[object_id] = Proxy(id=object_id, status=status)

    @property
    def calls(self) -> int:
        return self.lists + len(self.gets)

    @property
    def collection(self) -> Collection[Proxy]:
        return cast("Collection[Proxy]", self)

    async def all(self) -> dict[str, Proxy]:
        self.lists += 1
        await self._work()
        return {key: item for key, item in self.objects.items() if key not in self.unlisted}

    async def get(self, object_id: str) -> Proxy:
        self.gets.append(object_id)
        await self._work(self.slow.get(object_id, 0.0))
        if object_id not in self.objects:
            raise NotFound(f"GET /{object_id}", "not found", status=404)
        return self.objects[object_id]

    async def _work(self, takes: float = 0.0) -> None:
        self.looked_at.append(self.clock.now())
        takes = takes or self.takes
        await (self.clock.sleep(takes) if takes else asyncio.sleep(0))
        if self.trouble:
            raise self.trouble


__all__ = ["PAGE", "Shelf"]
