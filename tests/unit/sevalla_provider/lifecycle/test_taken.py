"""What can be there but once, when the engine makes the new one first: `pulumi up --replace`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin.failure import Failed
from unit.samples import Inputs
from unit.sevalla_provider.plugin.engine import PROCESS, sent, urn
from unit.sevalla_provider.plugin.stage import Stage, id_of, process, staged

pytestmark = pytest.mark.anyio

TUNNEL = "sevalla:privateconnect:Tunnel"
FIRST = "set the resource option `deleteBeforeReplace` (`delete_before_replace` in Python)"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path) as stage:
        yield stage


async def earlier_run(stage: Stage, inputs: Inputs, token: str = PROCESS) -> Inputs:
    """Make what is in the stack when a run begins; its state."""
    checked = await stage.check(inputs, token=token)
    state = await stage.create(checked, token)
    await stage.diff(state, checked, token)  # the engine has it
    stage.there.session = stage.there.another_session()
    return state


async def failure(stage: Stage, inputs: Inputs, name: str = "web", token: str = PROCESS) -> str:
    with pytest.raises(Failed) as caught:
        await stage.verbs.create(pb.CreateRequest(urn=urn(token, name), properties=sent(inputs)))
    return str(caught.value)


def is_its_own(text: str, token: str = PROCESS) -> None:
    assert "It is this resource's own, which is being replaced" in text
    assert FIRST in text
    assert f"`pulumi destroy --target {urn(token)} && pulumi up`" in text
    assert "import" not in text
    assert "another" not in text


async def test_a_replacement_of_what_the_platform_made_takes_over_its_own(stage: Stage) -> None:
    """There is no other, and there can be none; and the old one's delete is nobody's loss."""
    inputs = process("web", port=3000)
    state = await earlier_run(stage, inputs)
    checked = await stage.check(inputs)
    await stage.read(state, checked)  # `--refresh`
    # `--replace`: the engine asks for no difference.
    assert id_of(await stage.create(checked)) == id_of(state)
    await stage.delete(state)
    assert len(await stage.there.objects("processes")) == 1


async def test_a_replacement_of_a_name_that_the_api_takes_but_once(stage: Stage) -> None:
    agent = await stage.there.make("agents")
    inputs: Inputs = {"target": "db.internal:5432", "agentId": agent, "name": "db"}
    state = await earlier_run(stage, inputs, TUNNEL)
    checked = await stage.check(inputs, token=TUNNEL)
    await stage.read(state, checked, TUNNEL)
    is_its_own(await failure(stage, checked, token=TUNNEL), TUNNEL)


async def test_where_nobody_can_know_whose_it_is_both_ways_on_are_told(stage: Stage) -> None:
    state = await earlier_run(stage, process("web", port=3000))
    text = await failure(stage, await stage.check(process("web", port=4000)))
    assert "If it is this resource's own, which is being replaced (`--replace`)" in text
    assert FIRST in text
    assert f"`pulumi destroy --target {urn(PROCESS)} && pulumi up`" in text
    over = f"`pulumi import {PROCESS} <resource> {id_of(state)}`"
    assert "If it is not in this stack, set `adoptExisting`" in text
    assert over in text


@pytest.mark.parametrize("later_run", [False, True])
async def test_what_this_very_stack_has_is_nobody_else_s(stage: Stage, later_run: bool) -> None:
    inputs = await stage.check(process("web"))
    state = await stage.create(inputs)
    if later_run:
        stage.there.session = stage.there.another_session()
        await stage.diff(state, inputs)
    text = await failure(stage, await stage.check(process("web")), "other")
    assert "It is in this very stack: two of its resources want the same." in text
    assert "import" not in text
