"""The verbs over an emulator, as the engine calls them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.plugin.verbs import Verbs
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, Inputs
from unit.sevalla_provider.plugin.engine import PROCESS, PROXY, got, sent, urn


@dataclass
class Stage:
    """A plugin whose engine is the test."""

    there: Bench
    cancellation: Cancellation = field(default_factory=Cancellation)
    by_hand: bool = False

    @property
    def verbs(self) -> Verbs:
        log = EngineLog("")
        return Verbs(self.there.session, self.cancellation, log, by_hand=self.by_hand)

    async def check(self, news: Inputs, olds: Inputs | None = None, token: str = PROCESS) -> Inputs:
        """Inputs that pass."""
        response = await self.verbs.check(checking(news, olds, token))
        assert not response.failures
        return got(response.inputs)

    async def complaints(self, news: Inputs, token: str = PROCESS) -> dict[str, str]:
        response = await self.verbs.check(checking(news, None, token))
        return {each.property: each.reason for each in response.failures}

    async def diff(
        self, state: Inputs, news: Inputs, token: str = PROCESS, **more: Any
    ) -> pb.DiffResponse:
        return await self.verbs.diff(
            pb.DiffRequest(
                id=id_of(state), urn=urn(token), olds=sent(state), news=sent(news), **more
            )
        )

    async def create(self, inputs: Inputs, token: str = PROCESS, **more: Any) -> Inputs:
        """The state of a new object, and its `id`."""
        made = await self.verbs.create(
            pb.CreateRequest(urn=urn(token), properties=sent(inputs), **more)
        )
        return {"id": made.id, **got(made.properties)}

    async def read(self, state: Inputs, inputs: Inputs, token: str = PROCESS) -> pb.ReadResponse:
        known = {name: value for name, value in state.items() if name != "id"}
        return await self.verbs.read(
            pb.ReadRequest(
                id=id_of(state), urn=urn(token), properties=sent(known), inputs=sent(inputs)
            )
        )

    async def update(self, state: Inputs, inputs: Inputs, **more: Any) -> Inputs:
        changed = await self.verbs.update(
            pb.UpdateRequest(
                id=id_of(state), urn=urn(PROCESS), olds=sent(state), news=sent(inputs), **more
            )
        )
        return got(changed.properties)

    async def delete(self, state: Inputs, token: str = PROCESS, **more: Any) -> None:
        await self.verbs.delete(
            pb.DeleteRequest(id=id_of(state), urn=urn(token), properties=sent(state), **more)
        )

    async def proxy(self) -> Inputs:
        """Inputs of a proxy."""
        process_id = await self.there.make("processes", app_id=APP, type="worker")
        return {"appId": APP, "processId": process_id, "port": 80}

    async def failed_create(self, inputs: Inputs, token: str = PROXY, **more: Any) -> Failed:
        with pytest.raises(Failed) as caught:
            await self.create(inputs, token, **more)
        return caught.value


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    async with bench(folder) as there:
        yield Stage(there)


def checking(news: Inputs, olds: Inputs | None, token: str) -> pb.CheckRequest:
    return pb.CheckRequest(
        urn=urn(token), name="web", olds=sent(olds or {}), news=sent(news), randomSeed=b"seed"
    )


def id_of(state: Mapping[str, Any]) -> str:
    return str(state["id"])


def process(kind: str = "worker", **more: object) -> Inputs:
    """A program's inputs."""
    least = {"appId": APP, "type": kind, "displayName": "web", "resourceTypeId": SIZE}
    return {**least, **more}
