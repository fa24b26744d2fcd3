"""Private Connect's resources, from the engine's requests to the plugin's answers."""

from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct, Value
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.lifecycle.naming import random_name
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.marshalling import DEEPEST_READ
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.plugin.resource_call import resource_call
from sevalla_provider.plugin.verbs import Verbs
from sevalla_provider.sanitize import DEEPEST_DOCUMENT
from unit.samples import AGENT, OTHER_AGENT, SHARE_ID, TUNNEL_ID, Inputs
from unit.sevalla_provider.plugin.engine import MARK, got, kinds, secret, sent, urn
from unit.sevalla_provider.workspace import SHARE_URL, TOKEN, Workspace
from unit.web import said

pytestmark = pytest.mark.anyio

TUNNEL = "sevalla:privateconnect:Tunnel"
SHARE = "sevalla:privateconnect:TunnelShare"
CONNECTION = "sevalla:privateconnect:TunnelConnection"

PROGRAM: Inputs = {"target": "db.internal:5432", "agentId": AGENT}


def nested(levels: int) -> Inputs:
    """An object of so many levels."""
    found: Inputs = {}
    for _ in range(levels - 1):
        found = {"a": found}
    return found


def verbs(there: Workspace) -> Verbs:
    return Verbs(there.session, Cancellation(), EngineLog(""))


async def checked(there: Workspace, token: str, news: Inputs, olds: Inputs | None = None) -> Inputs:
    request = pb.CheckRequest(
        urn=urn(token), name="web", olds=sent(olds or {}), news=sent(news), randomSeed=b"seed"
    )
    response = await verbs(there).check(request)
    assert not response.failures
    return got(response.inputs)


async def created(there: Workspace, token: str, news: Inputs) -> tuple[str, Inputs]:
    inputs = await checked(there, token, news)
    request = pb.CreateRequest(urn=urn(token), properties=sent(inputs))
    made = await verbs(there).create(request)
    return made.id, got(made.properties)


async def compared(
    there: Workspace, resource_id: str, olds: Inputs, news: Inputs, token: str = TUNNEL
) -> pb.DiffResponse:
    return await verbs(there).diff(
        pb.DiffRequest(id=resource_id, urn=urn(token), olds=sent(olds), news=sent(news))
    )


def hidden(state: Inputs) -> set[str]:
    return {name for name, value in state.items() if isinstance(value, dict) and MARK in value}


@pytest.mark.parametrize("open_server", [False, True], ids=["documented", "open server"])
async def test_token_and_address_of_a_share_are_secret_in_every_answer(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server)
    news: Inputs = {"tunnelId": there.there_is("preview"), "recreateOnExpiry": False}
    share_id, made = await created(there, SHARE, news)
    assert made["token"] == secret(TOKEN)
    assert made["shareUrl"] == secret(SHARE_URL)
    read = await verbs(there).read(
        pb.ReadRequest(id=share_id, urn=urn(SHARE), properties=sent(made), inputs=sent(news))
    )
    wanted = await checked(there, SHARE, {"tunnelId": news["tunnelId"]}, made)
    updated = await verbs(there).update(
        pb.UpdateRequest(id=share_id, urn=urn(SHARE), olds=sent(made), news=sent(wanted))
    )
    there.tokens.clear()
    over = await verbs(there).read(
        pb.ReadRequest(id=share_id, urn=urn(SHARE), properties=sent(made), inputs=sent(news))
    )
    for answer in (read.properties, updated.properties, over.properties):
        shown = got(answer)
        assert (shown["token"], shown["shareUrl"]) == (secret(TOKEN), secret(SHARE_URL))
        assert hidden(shown) == {"token", "shareUrl"}
    assert TOKEN not in str(MessageToDict(read.inputs))
    assert got(over.properties)["status"] == "expired"


async def test_a_preview_hides_what_will_be_secret(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    inputs = await checked(there, SHARE, {"tunnelId": TUNNEL_ID})
    request = pb.CreateRequest(urn=urn(SHARE), properties=sent(inputs), preview=True)
    foreseen = got((await verbs(there).create(request)).properties)
    assert hidden(foreseen) == {"token", "shareUrl"}
    assert there.asked() == []


def test_only_a_share_hides_what_nobody_marked() -> None:
    always = {
        token: resource_call(urn(token)).resource.secrets for token in (TUNNEL, SHARE, CONNECTION)
    }
    assert always == {TUNNEL: set(), SHARE: {"token", "share_url"}, CONNECTION: set()}


async def test_a_tunnel_without_a_name_gets_one_and_keeps_it(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    first = await checked(there, TUNNEL, PROGRAM)
    assert first["name"] == random_name("web", b"seed")
    again = await checked(there, TUNNEL, PROGRAM, {**first, "name": "web-0123abc"})
    assert again["name"] == "web-0123abc"


@pytest.mark.parametrize(
    ("name", "first_deleted"), [("web-0123abc", False), ("web", True), ("db-0123abc", True)]
)
async def test_a_tunnel_that_the_program_names_is_deleted_before_it_is_replaced(
    tmp_path: Path, name: str, first_deleted: bool
) -> None:
    there = Workspace(tmp_path)
    tunnel_id, made = await created(there, TUNNEL, PROGRAM | {"name": name})
    wanted = await checked(there, TUNNEL, PROGRAM | {"name": name, "target": "other:1"}, made)
    found = await compared(there, tunnel_id, made, wanted)
    assert list(found.replaces) == ["target"]
    assert kinds(found.detailedDiff) == {"target": "UPDATE_REPLACE"}
    assert found.deleteBeforeReplace is first_deleted


async def test_two_spellings_of_a_target_are_no_change(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    tunnel_id, made = await created(there, TUNNEL, PROGRAM)
    apart = PROGRAM | {"target": {"host": "DB.internal", "port": 5432}}
    wanted = await checked(there, TUNNEL, apart, made)
    assert wanted["target"] == "db.internal:5432"
    assert (await compared(there, tunnel_id, made, wanted)).changes == pb.DiffResponse.DIFF_NONE


async def test_keys_of_metadata_are_the_user_s_own(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    notes = {"owned_by": {"teamName": "a"}, "count": 3.0}
    tunnel_id, made = await created(there, TUNNEL, PROGRAM | {"metadata": notes})
    assert there.sent("PATCH") == [{"metadata": notes}]
    assert made["metadata"] == notes
    wanted = await checked(there, TUNNEL, PROGRAM | {"metadata": notes}, made)
    assert (await compared(there, tunnel_id, made, wanted)).changes == pb.DiffResponse.DIFF_NONE


async def test_a_share_that_stayed_as_expired_is_replaced_once_the_program_wants_a_new_one(
    tmp_path: Path,
) -> None:
    there = Workspace(tmp_path)
    news: Inputs = {"tunnelId": there.there_is("preview"), "recreateOnExpiry": False}
    share_id, made = await created(there, SHARE, news)
    state = made | {"status": "expired"}
    kept = await checked(there, SHARE, news, state)
    assert (
        await compared(there, share_id, state, kept, SHARE)
    ).changes == pb.DiffResponse.DIFF_NONE
    anew = await checked(there, SHARE, {"tunnelId": news["tunnelId"]}, state)
    found = await compared(there, share_id, state, anew, SHARE)
    assert list(found.replaces) == ["status"]
    assert not found.deleteBeforeReplace


@pytest.mark.parametrize("token", [CONNECTION, SHARE])
async def test_what_is_only_forgotten_is_deleted_without_waiting(
    tmp_path: Path, token: str
) -> None:
    there = Workspace(tmp_path, trouble={"DELETE": said(403, {"message": "Sign in first"})})
    news: Inputs = {"tunnelId": there.there_is("preview")}
    news |= {"agentId": OTHER_AGENT} if token == CONNECTION else {}
    resource_id, made = await created(there, token, news)
    before = there.clock.now()
    await verbs(there).delete(
        pb.DeleteRequest(id=resource_id, urn=urn(token), properties=sent(made))
    )
    assert there.clock.now() == before
    assert resource_id in (f"{news['tunnelId']}/{OTHER_AGENT}", SHARE_ID)


@pytest.mark.parametrize("levels", [DEEPEST_DOCUMENT + 1, 60, DEEPEST_READ])
async def test_a_document_too_deep_to_be_kept_is_refused_by_name(
    tmp_path: Path, levels: int
) -> None:
    news = sent({**PROGRAM, "name": "db", "metadata": nested(levels)})
    request = pb.CheckRequest(urn=urn(TUNNEL), name="web", news=news)
    (failure,) = (await verbs(Workspace(tmp_path)).check(request)).failures
    assert failure.property == "metadata"
    assert failure.reason == "`metadata` must be nested no deeper than 21 levels"


@pytest.mark.parametrize("levels", [DEEPEST_READ + 1, 1000])
async def test_what_is_deeper_than_can_be_read_is_an_error_by_name(
    tmp_path: Path, levels: int
) -> None:
    deep = Value(number_value=1)
    for _ in range(levels):
        deep = Value(struct_value=Struct(fields={"a": deep}))
    news = Struct(fields={"metadata": deep})
    with pytest.raises(Failed, match="`metadata` is nested deeper than 100 levels"):
        await verbs(Workspace(tmp_path)).check(pb.CheckRequest(urn=urn(TUNNEL), news=news))
