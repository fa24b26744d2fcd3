"""Whatever fails at any line after the POST: the object is found again, and is one."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.dynamic import provider as module
from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN, Hidden
from sevalla_provider.dynamic.provider import SevallaError
from unit.emulated import SIZE, bench
from unit.raising import Broken, RaisingAt
from unit.samples import APP, Inputs
from unit.sevalla_provider.dynamic.test_provider import KEPT, Stage

MOST = 6
"""Awaits after the POST, and one that is not reached any more."""


class BreakingStage(Stage):
    """Runs operations that break at the nth await after their object came into being."""

    number = 0
    broke = False

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        if not self.number:
            return super().run(work)
        raising = RaisingAt(work, lambda: self.there.posts > 0, self.number)
        self.number = 0

        async def run() -> Any:
            try:
                return await raising
            finally:
                self.broke = raising.raised

        return super().run(run())


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BreakingStage]:
    with asyncio.Runner() as runner:
        opened = bench(tmp_path)
        there = runner.run(opened.__aenter__())
        stage = BreakingStage(runner.get_loop(), there)
        monkeypatch.setattr(module, "host", lambda: stage)
        monkeypatch.setattr(module, "EngineNarrator", lambda _label, _urn: stage.heard)
        yield stage
        runner.run(opened.__aexit__(None, None, None))


def inputs(**more: object) -> Inputs:
    least = {"appId": APP, "type": "web", "displayName": "web", "resourceTypeId": SIZE}
    said = {**least, "ingressProtocol": "grpc", HIDDEN: KEPT, **more}
    checked = ProcessProvider().check({}, said)
    found: Inputs = checked.inputs
    return found


def again(stage: BreakingStage) -> None:
    """As the next `pulumi up` does."""
    stage.there.session = stage.there.another_session()
    stage.run(stage.there.clock.sleep(30))
    created = ProcessProvider().create(inputs())
    there = stage.run(stage.there.objects("processes"))
    assert [created.id] == [f"{APP}/{each['id']}" for each in there]


@pytest.mark.parametrize("number", range(1, MOST + 1))
def test_at_every_await(stage: BreakingStage, number: int) -> None:
    stage.number = number
    with suppress(SevallaError):
        ProcessProvider().create(inputs())
    assert stage.broke == (number < MOST)
    again(stage)


def test_at_the_reply(stage: BreakingStage, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_: object) -> None:
        raise Broken("this cannot be written")

    props = inputs()
    with monkeypatch.context() as patched:
        patched.setattr(module, "to_wire", cannot)
        with pytest.raises(SevallaError):
            ProcessProvider().create(props)
    again(stage)


def test_two_components_are_two_identities() -> None:
    own = "pulumi-python:dynamic/sevalla:Process::web"
    urns = [f"urn:pulumi:dev::shop::my:{each}${own}" for each in "ab"]
    owners = {Hidden("shop/dev/web", urn=urn, organization="team").owner for urn in urns}
    assert len(owners) == 2
    assert {Hidden("shop/dev/web", urn=urn).former for urn in urns} == {("shop/dev/web",)}


def test_what_one_component_left_half_made_is_not_another_s(stage: BreakingStage) -> None:
    own = "pulumi-python:dynamic/sevalla:Process::web"
    front, back = (
        inputs(
            type="worker",
            ingressProtocol=None,
            **{HIDDEN: KEPT | {"urn": f"urn:pulumi:dev::shop::my:{each}${own}"}},
        )
        for each in ("Front", "Back")
    )
    stage.number = 1
    with suppress(SevallaError):
        ProcessProvider().create(front)
    (left,) = stage.run(stage.there.objects("processes"))
    stage.there.session = stage.there.another_session()
    stage.run(stage.there.clock.sleep(30))
    made = ProcessProvider().create(back).id
    assert made != f"{APP}/{left['id']}"
    assert ProcessProvider().create(front).id == f"{APP}/{left['id']}"
    assert len(stage.run(stage.there.objects("processes"))) == 2


def test_two_organizations_are_two_identities() -> None:
    urn = "urn:pulumi:dev::shop::pulumi-python:dynamic/sevalla:Process::web"
    owners = {Hidden("shop/dev/web", urn=urn, organization=each).owner for each in ("a", "b")}
    assert len(owners) == 2
