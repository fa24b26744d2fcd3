"""Private Connect's resources, as Pulumi's dynamic host has them."""

import asyncio
import re
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.dynamic import provider as module
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import Provider, SevallaError
from sevalla_provider.dynamic.tunnel import TunnelProvider
from sevalla_provider.dynamic.tunnel_connection import TunnelConnectionProvider
from sevalla_provider.dynamic.tunnel_share import TunnelShareProvider
from sevalla_provider.lifecycle.naming import SUFFIX
from sevalla_provider.lifecycle.session import Session
from unit.listeners import Listener
from unit.samples import AGENT, SHARE_ID, Inputs
from unit.sevalla_provider.workspace import SHARE_URL, TOKEN, Workspace
from unit.web import said

KEPT: Inputs = {"identity": "project/stack/web", "timeouts": {}, "given": []}
PROGRAM: Inputs = {"target": "db.internal:5432", "agentId": AGENT, HIDDEN: KEPT}
TUNNEL, SHARE, CONNECTION = TunnelProvider(), TunnelShareProvider(), TunnelConnectionProvider()


class Stage:
    """A host that works in the thread that calls it, on a workspace."""

    def __init__(self, loop: asyncio.AbstractEventLoop, there: Workspace) -> None:
        self.there = there
        self.heard = Listener()
        self._loop = loop

    def session(self) -> Session:
        return self.there.session

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with asyncio.Runner() as runner:
        stage = Stage(runner.get_loop(), Workspace(tmp_path))
        monkeypatch.setattr(module, "host", lambda: stage)
        monkeypatch.setattr(module, "EngineNarrator", lambda _label, _urn: stage.heard)
        yield stage


def checked(provider: Provider, news: Inputs, olds: Inputs | None = None) -> Inputs:
    result = provider.check(olds or {}, news)
    assert result.failures == []
    found: Inputs = result.inputs
    return found


def created(provider: Provider, news: Inputs) -> tuple[str, Inputs]:
    result = provider.create(checked(provider, news))
    return result.id, dict(result.outs or {})


def test_a_tunnel_without_a_name_gets_one_that_no_other_has() -> None:
    names = {str(checked(TUNNEL, PROGRAM)["name"]) for _ in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(rf"web-[0-9a-f]{{{SUFFIX}}}", name) for name in names)


def test_a_tunnel_keeps_the_name_that_it_has() -> None:
    assert checked(TUNNEL, PROGRAM, PROGRAM | {"name": "web-old"})["name"] == "web-old"
    assert checked(TUNNEL, PROGRAM | {"name": "db"}, PROGRAM | {"name": "web"})["name"] == "db"


@pytest.mark.parametrize(
    ("name", "first_deleted"),
    [(None, False), ("web-0123abc", False), ("web", True), ("web-0123ab", True)],
)
def test_a_tunnel_that_the_program_names_is_deleted_before_it_is_replaced(
    stage: Stage, name: str | None, first_deleted: bool
) -> None:
    program = PROGRAM | ({"name": name} if name else {})
    tunnel_id, made = created(TUNNEL, program)
    wanted = checked(TUNNEL, program | {"target": "other:1"}, made)
    found = TUNNEL.diff(tunnel_id, made, wanted)
    assert found.replaces == ["target"]
    assert found.delete_before_replace is first_deleted
    assert len(stage.there.tunnels) == 1


def test_two_spellings_of_a_target_are_no_change(stage: Stage) -> None:
    tunnel_id, made = created(TUNNEL, PROGRAM)
    apart = PROGRAM | {"target": {"host": "DB.internal", "port": 5432.0}}
    assert TUNNEL.diff(tunnel_id, made, checked(TUNNEL, apart, made)).changes is False
    assert len(stage.there.tunnels) == 1


def test_a_name_that_is_taken_is_an_error_in_words(stage: Stage) -> None:
    theirs = stage.there.there_is("db")
    with pytest.raises(SevallaError) as caught:
        created(TUNNEL, PROGRAM | {"name": "db"})
    assert str(caught.value).startswith('could not create tunnel "web": there is a tunnel "db"')
    assert theirs in str(caught.value)
    assert stage.there.asked("POST") == []


def test_a_public_tunnel_is_warned_of(stage: Stage) -> None:
    checked(TUNNEL, PROGRAM | {"isPublic": True})
    assert len(stage.heard.warnings) == 1
    assert "prefer a `TunnelShare`" in stage.heard.warnings[0]


def test_a_share_that_no_key_revokes_is_forgotten_with_a_warning(stage: Stage) -> None:
    stage.there.trouble = {"DELETE": said(401, {"message": "Sign in first"})}
    tunnel_id = stage.there.there_is("preview")
    share_id, made = created(SHARE, {"tunnelId": tunnel_id, HIDDEN: KEPT})
    assert (share_id, made["token"], made["shareUrl"]) == (SHARE_ID, TOKEN, SHARE_URL)
    SHARE.delete(share_id, made)
    assert len(stage.heard.warnings) == 1
    assert TOKEN not in stage.heard.warnings[0]
