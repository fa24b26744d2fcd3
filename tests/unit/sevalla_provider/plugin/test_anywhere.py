"""Whatever fails at any line after the POST: the object is found again, and is one."""

from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.resource_call import ResourceCall
from sevalla_provider.progress import Narrator, narrated_by
from unit.raising import Broken, RaisingAt
from unit.samples import Inputs
from unit.sevalla_provider.plugin.engine import PROCESS, PROXY
from unit.sevalla_provider.plugin.stage import Stage, process, staged

pytestmark = pytest.mark.anyio

MOST = 6
"""Awaits after the POST, and one that is not reached any more."""


class BreakingCancellation(Cancellation):
    """Runs operations that break at the nth await after their object came into being."""

    def __init__(self, stage: Stage, number: int) -> None:
        super().__init__()
        self.broke = False
        self._there, self._number = stage.there, number

    async def run(self, narrator: Narrator, operation: Coroutine[Any, Any, Any]) -> Any:
        with narrated_by(narrator):
            raising = RaisingAt(operation, lambda: self._there.posts > 0, self._number)
            try:
                return await raising
            finally:
                self.broke = raising.raised


async def inputs_of(stage: Stage, token: str) -> Inputs:
    if token == PROXY:
        await stage.there.settings(provisioning={"polls": 1})
        return await stage.proxy()
    return process("web", ingressProtocol="grpc")


async def again(stage: Stage, inputs: Inputs, token: str, kind: str) -> None:
    """As the next `pulumi up` does."""
    stage.cancellation = Cancellation()
    stage.there.session = stage.there.another_session()
    await stage.there.clock.sleep(30)
    state = await stage.create(inputs, token)
    own = [each for each in await stage.there.objects(kind) if each.get("type") != "worker"]
    assert [state["id"].rpartition("/")[2]] == [each["id"] for each in own]


KINDS = [(PROCESS, "processes"), (PROXY, "tcp_proxies")]


@pytest.mark.parametrize("number", range(1, MOST + 1))
@pytest.mark.parametrize(("token", "kind"), KINDS)
async def test_at_every_await(tmp_path: Path, token: str, kind: str, number: int) -> None:
    async with staged(tmp_path) as stage:
        inputs = await inputs_of(stage, token)
        stage.cancellation = cancellation = BreakingCancellation(stage, number)
        with suppress(Failed):
            await stage.create(inputs, token)
        assert cancellation.broke == (number < MOST)
        await again(stage, inputs, token, kind)


@pytest.mark.parametrize(("token", "kind"), KINDS)
async def test_at_the_reply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str, kind: str
) -> None:
    async with staged(tmp_path) as stage:
        inputs = await inputs_of(stage, token)

        def cannot(*_: object) -> None:
            raise Broken("this cannot be written")

        with monkeypatch.context() as patched:
            patched.setattr(ResourceCall, "write", cannot)
            await stage.failed_create(inputs, token)
        await again(stage, inputs, token, kind)
