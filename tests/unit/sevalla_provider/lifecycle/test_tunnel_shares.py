"""The life of a share: told once, and over by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from sevalla_provider.http import ServerFault
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Ambiguous, explain
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.redaction import keeping
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.listeners import listening
from unit.samples import SHARE_ID, Inputs, share
from unit.sevalla_provider.workspace import SHARE_URL, TOKEN, Workspace
from unit.web import said

pytestmark = pytest.mark.anyio

SERVERS = pytest.mark.parametrize("open_server", [False, True], ids=["documented", "open server"])


def normal(tunnel_id: object, **more: object) -> Inputs:
    checked = check(TUNNEL_SHARE.inputs, share(tunnel_id=tunnel_id, **more))
    assert checked.failures == []
    return checked.inputs


async def made(there: Workspace, **more: object) -> Created:
    inputs = normal(there.there_is("preview"), **more)
    return await create(there.session, TUNNEL_SHARE, inputs, "project/stack/visitors", 600)


async def seen(there: Workspace, created: Created) -> Found | None:
    """As a later run sees it, which knows no more than what was kept."""
    there.session = there.another_session()
    return await read(there.session, TUNNEL_SHARE, created.resource_id, created.outputs, ())


async def removed(there: Workspace, created: Created) -> list[str]:
    """Delete; what was warned of."""
    there.session = there.another_session()
    with listening() as listener:
        await delete(there.session, TUNNEL_SHARE, created.resource_id, created.outputs, 600)
    return listener.warnings


async def test_a_share_is_one_post_of_what_is_the_server_s_business(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(
        there,
        expires_in="24h",
        allowed_methods=["HEAD", "GET"],
        rate_limit_per_min=60.0,
        recreate_on_expiry=False,
    )
    (tunnel_id,) = there.tunnels
    assert there.asked() == [f"POST /v1/tunnels/{tunnel_id}/share"]
    assert there.sent("POST") == [
        {
            "name": "visitors",
            "expiresIn": "24h",
            "allowedMethods": ["GET", "HEAD"],
            "rateLimitPerMin": 60,
        }
    ]
    assert created.resource_id == SHARE_ID
    assert created.outputs == {
        "tunnel_id": tunnel_id,
        "name": "visitors",
        "expires_in": "24h",
        "allowed_methods": ["GET", "HEAD"],
        "rate_limit_per_min": 60,
        "recreate_on_expiry": False,
        "share_id": SHARE_ID,
        "token": TOKEN,
        "share_url": SHARE_URL,
        "expires_at": "2026-01-02T00:00:00.000Z",
        "status": "active",
    }


@SERVERS
async def test_both_answers_make_a_share_that_is_found_again(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there)
    assert (created.outputs["token"], created.outputs["share_url"]) == (TOKEN, SHARE_URL)
    assert created.outputs["share_id"] == created.resource_id
    found = await seen(there, created)
    assert found is not None
    assert found.outputs == created.outputs
    assert changes(TUNNEL_SHARE, found.outputs, normal(created.outputs["tunnel_id"])) == []
    assert there.asked()[-1] == f"GET /v1/shared/{TOKEN}/info"


@SERVERS
@pytest.mark.parametrize("recreate", [None, True])
async def test_a_share_that_expired_is_gone(
    tmp_path: Path, open_server: bool, recreate: bool | None
) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there, recreate_on_expiry=recreate)
    there.tokens.clear()
    assert await seen(there, created) is None


@SERVERS
async def test_a_share_that_expired_stays_as_such_where_the_program_says_so(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there, recreate_on_expiry=False)
    there.tokens.clear()
    found = await seen(there, created)
    assert found is not None
    assert found.outputs == created.outputs | {"status": "expired"}
    wanted = normal(created.outputs["tunnel_id"], recreate_on_expiry=False)
    assert found.inputs == wanted
    assert changes(TUNNEL_SHARE, found.outputs, wanted) == []
    again = await seen(there, replace(created, outputs=found.outputs))
    assert again == found


async def test_whether_to_recreate_is_changed_without_a_word_to_the_server(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    inputs = normal(created.outputs["tunnel_id"], recreate_on_expiry=False)
    outputs = await update(
        there.session, TUNNEL_SHARE, created.resource_id, created.outputs, inputs, 600
    )
    assert outputs == created.outputs | {"recreate_on_expiry": False}
    assert there.asked("PATCH") == []
    assert changes(TUNNEL_SHARE, outputs, inputs) == []


async def test_a_share_is_revoked_and_then_gone(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    assert await removed(there, created) == []
    assert there.asked()[-2:] == [
        f"DELETE /v1/shares/{SHARE_ID}",
        f"GET /v1/shared/{TOKEN}/info",
    ]


async def test_a_share_that_is_gone_is_deleted(tmp_path: Path) -> None:
    there = Workspace(tmp_path, trouble={"DELETE": said(404, {"message": "Share not found"})})
    created = await made(there)
    there.tokens.clear()
    assert await removed(there, created) == []


@pytest.mark.parametrize("status", [401, 403])
async def test_a_share_that_no_key_revokes_is_forgotten_at_once_with_a_warning(
    tmp_path: Path, status: int
) -> None:
    there = Workspace(tmp_path, trouble={"DELETE": said(status, {"message": "Sign in first"})})
    created = await made(there)
    before = there.clock.now()
    (warning,) = await removed(there, created)
    assert "it expires by itself at 2026-01-02T00:00:00.000Z" in warning
    assert there.clock.now() == before
    assert there.asked()[-2:] == [
        f"DELETE /v1/shares/{SHARE_ID}",
        f"GET /v1/tunnels/{created.outputs['tunnel_id']}",
    ]


async def test_a_share_without_an_id_of_the_api_is_forgotten_with_a_warning(tmp_path: Path) -> None:
    there = Workspace(tmp_path, open_server=True)
    created = await made(there, expires_in="7d")
    (warning,) = await removed(there, created)
    assert "it expires by itself 7d after it was made" in warning
    assert there.asked("DELETE") == []


async def test_an_error_of_a_read_tells_no_token(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    there.trouble = {"GET": said(503, {"message": f"no way to {SHARE_URL}"})}
    secrets = TUNNEL_SHARE.secret_values(created.outputs)
    with keeping(secrets), listening() as listener, pytest.raises(ServerFault) as caught:
        await seen(there, created)
    told = explain("read the share", caught.value)
    assert TOKEN not in f"{told} {listener} {caught.value!r}"
    assert "GET /v1/shared/[secret]/info: no way to [secret]" in told


@pytest.mark.parametrize(
    "more",
    [
        {"name": "others"},
        {"description": "for the press"},
        {"expires_in": "1h"},
        {"allowed_methods": ["GET"]},
        {"rate_limit_per_min": 1},
    ],
    ids=str,
)
async def test_every_change_replaces(tmp_path: Path, more: Inputs) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    wanted = normal(created.outputs["tunnel_id"], **more)
    found = changes(TUNNEL_SHARE, created.outputs, wanted)
    assert [(change.name, change.replaces) for change in found] == [(name, True) for name in more]


@SERVERS
@pytest.mark.parametrize("expires", ["24h", "never", None])
async def test_a_share_whose_answer_was_lost_is_not_asked_for_twice(
    tmp_path: Path, open_server: bool, expires: str | None
) -> None:
    """There is no list to look for it: one may be live, and nobody knows its token."""
    there = Workspace(tmp_path, open_server, losing=["POST"])
    fates = {
        "24h": "expires by itself 24h after it was made",
        "never": "does not expire by itself",
        None: "at a time that the API does not tell",
    }
    more = {} if expires is None else {"expires_in": expires}
    with pytest.raises(Ambiguous) as caught:
        await made(there, **more)
    assert fates[expires] in str(caught.value)
    assert len(there.asked("POST")) == 1
    (intent,) = there.session.intent_log.open()
    assert f"pulumi-sevalla intents --clear {intent.key}" in str(caught.value)
    there.session.intent_log.leave()
    there.session = there.another_session()
    with pytest.raises(Ambiguous):
        await made(there, **more)
    assert len(there.asked("POST")) == 1
    there.session.intent_log.close(intent)
    await made(there, **more)
    assert len(there.asked("POST")) == 2
