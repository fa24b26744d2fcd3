"""Gone only on evidence: what counts as gone, what does not, and what it costs to know."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_emulator import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
)
from sevalla_emulator.access import COMPANY_ID, OTHER_COMPANY_ID
from sevalla_provider.http import ApiError, Forbidden, NotFound, Unauthorized, UndocumentedNotFound
from sevalla_provider.lifecycle.account import Account, account_in
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import AccountNotProven, Vanished, WaitedTooLong
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit import samples
from unit.emulated import URL, Bench, bench, worker
from unit.listeners import listening
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

A_DAY = 24 * 3600.0


@dataclass
class Kept:
    """One resource in a state."""

    there: Bench
    resource: Resource[Any]
    id: str
    outputs: Properties
    inputs: Properties
    account: Account | None

    @property
    def id_output(self) -> str:
        return self.id.rpartition("/")[2]

    async def read(self) -> Found | None:
        given = self.inputs.keys()
        session = self.there.session
        return await read(session, self.resource, self.id, self.outputs, given, self.account)

    async def delete(self) -> None:
        session = self.there.session
        await delete(session, self.resource, self.id, self.outputs, 600, self.account)

    async def update(self, **changed: JsonValue) -> Properties:
        wanted = {**self.inputs, **changed}
        session = self.there.session
        return await update(
            session, self.resource, self.id, self.outputs, wanted, 600, self.account
        )

    async def remove(self) -> None:
        """By hand, behind everybody's back."""
        await self.there.remove(self.id_output)


async def made(
    there: Bench, inputs: Inputs | None = None, resource: Resource[Any] = PROCESS
) -> Kept:
    """Make one, a day ago, and begin a new run."""
    checked = check(resource.inputs, inputs or worker())
    assert checked.failures == []
    session = there.session
    created = await create(session, resource, checked.inputs, "project/stack/it", 600)
    account = session.made_by(resource)
    there.clock.advance(A_DAY)
    there.session = there.another_session()
    await there.forget_requests()
    outputs = created.outputs
    return Kept(there, resource, created.resource_id, outputs, checked.inputs, account)


async def a_proxy(there: Bench) -> Kept:
    process_id = await there.make("processes", app_id=APP, type="worker")
    return await made(there, samples.proxy(process_id=process_id), TCP_PROXY)


async def a_tunnel(there: Bench) -> Kept:
    await there.make("agents", id=samples.AGENT)
    return await made(there, samples.tunnel(), TUNNEL)


async def asked(there: Bench) -> list[str]:
    """What was asked: method, path and query."""
    entries = await there.requests()
    return [f"{one.method} {one.path}" + (f"?{one.query}" if one.query else "") for one in entries]


# --- gone ------------------------------------------------------------------------------------


async def by_one(there: Bench, kept: Kept) -> None:
    await kept.remove()


async def by_all(there: Bench, kept: Kept) -> None:
    for process in await there.objects("processes"):
        await there.remove(process["id"])


async def by_application(there: Bench, kept: Kept) -> None:
    await there.remove(APP)


async def by_everything(there: Bench, kept: Kept) -> None:
    await there.remove(APP)
    await there.remove(OTHER_APP)


BY_HAND = pytest.mark.parametrize(
    "deleted",
    [by_one, by_all, by_application, by_everything],
    ids=["one", "all of it", "its application", "every application"],
)
Happening = Callable[[Bench, Kept], Awaitable[None]]


@BY_HAND
@pytest.mark.parametrize("make", [made, a_proxy])
async def test_what_was_deleted_by_hand_is_gone(
    tmp_path: Path, deleted: Happening, make: Callable[[Bench], Awaitable[Kept]]
) -> None:
    async with bench(tmp_path) as there:
        kept = await make(there)
        await deleted(there, kept)
        assert await kept.read() is None
        await kept.delete()


@BY_HAND
async def test_an_update_of_what_was_deleted_by_hand_says_so(
    tmp_path: Path, deleted: Happening
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await deleted(there, kept)
        with pytest.raises(Vanished):
            await kept.update(display_name="new")
        with pytest.raises(Vanished):
            await kept.update()


@pytest.mark.parametrize("deleted", [by_one, by_all, by_application])
async def test_another_key_of_the_same_company_sees_that_it_is_gone(
    tmp_path: Path, deleted: Happening
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        kept.account = seen(await kept.read()).account
        await deleted(there, kept)
        there.session = with_key(there, DEFAULT_READ_ONLY_KEY)
        assert await kept.read() is None


async def test_a_delete_that_was_accepted_needs_no_more_evidence(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        kept.account = None
        await kept.delete()
        one = f"/applications/{APP}/processes/{kept.id_output}"
        assert await asked(there) == [f"DELETE {one}", f"GET {one}"]


async def test_what_is_on_its_way_out_already_is_waited_for(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await there.settings(deletion={"seconds": 25})
        await there.fault("reset", method="DELETE", when="after", calls=[1])
        began = there.clock.now()
        await kept.delete()
        assert 25 <= there.clock.now() - began <= 35
        assert await there.objects("processes") == []


async def test_what_is_there_is_not_gone_because_a_delete_does_not_find_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await there.fault("status", method="DELETE", status=404)
        with pytest.raises(WaitedTooLong, match="the process to be gone; last seen: still there"):
            await kept.delete()


async def test_a_delete_whose_answer_was_lost_is_done(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await a_tunnel(there)
        await there.fault("reset", method="DELETE", when="after", calls=[1])
        await kept.delete()
        assert await there.objects("tunnels") == []


async def test_an_import_of_nothing_is_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        nowhere = f"{samples.PROCESS_ID}/{samples.PROCESS_ID}"
        assert await read(there.session, PROCESS, nowhere, {}, None) is None


# --- not gone --------------------------------------------------------------------------------


def seen(found: Found | None) -> Found:
    assert found is not None
    return found


def with_key(there: Bench, key: str, api: Api = Api.SEVALLA) -> Session:
    keys = {**there.session.settings.keys, api: key}
    return there.another_session(keys=keys)


def at(there: Bench, url: str, api: Api = Api.SEVALLA) -> Session:
    urls = {**there.session.settings.urls, api: url}
    return there.another_session(urls=urls)


World = Callable[[Bench], Awaitable[None]]


def answering(kind: str, **fields: object) -> World:
    """Somebody else answers every request."""

    async def world(there: Bench) -> None:
        await there.fault(kind, **{"status": 404, **fields})

    return world


def address_of(url: str) -> World:
    async def world(there: Bench) -> None:
        there.session = at(there, url)

    return world


def key_of(key: str, *, with_an_application: bool = False, api: Api = Api.SEVALLA) -> World:
    async def world(there: Bench) -> None:
        if with_an_application:
            await there.make("applications", company_id=OTHER_COMPANY_ID)
        there.session = with_key(there, key, api)

    return world


async def empty_server(there: Bench) -> None:
    """The API with the same key, at another address, and nothing in it."""
    await there.call("POST", "/reset")
    there.session = at(there, "http://elsewhere/v3")


NOT_THE_API: dict[str, World] = {
    "a proxy's page": answering("html"),
    "nothing at all": answering("empty_body"),
    "FastAPI": answering("status", body={"detail": "Not Found"}),
    "Express": answering("html", body="<pre>Cannot GET /v3/applications</pre>"),
    "an error": answering("status", body={"error": "not found"}),
    "no /v3": address_of("http://emulator"),
    "/v2": address_of("http://emulator/v2"),
    "a query": address_of(f"{URL}?key=value"),
}
OUT_OF_SIGHT: dict[str, World] = {
    "everything is not found": answering("status"),
    "the same at another address": address_of("http://elsewhere/v3"),
    "another account": key_of(DEFAULT_OTHER_API_KEY),
    "another account with applications": key_of(DEFAULT_OTHER_API_KEY, with_an_application=True),
    "an empty server": empty_server,
}


@pytest.mark.parametrize("company", [False, True], ids=["company unknown", "company known"])
@pytest.mark.parametrize(
    ("world", "error"),
    [
        *((world, UndocumentedNotFound) for world in NOT_THE_API.values()),
        *((world, AccountNotProven) for world in OUT_OF_SIGHT.values()),
    ],
    ids=[*NOT_THE_API, *OUT_OF_SIGHT],
)
async def test_in_a_wrong_world_nothing_is_gone(
    tmp_path: Path, world: World, error: type[Exception], company: bool
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        if company:
            kept.account = seen(await kept.read()).account
            there.session = there.another_session()
        if world is OUT_OF_SIGHT["the same at another address"]:
            await there.remove(APP)
            await there.remove(OTHER_APP)
        await world(there)
        for attempt in (
            kept.read(),
            kept.delete(),
            kept.update(display_name="new"),
            kept.update(),
        ):
            with pytest.raises(error) as caught:
                await attempt
            assert "sevalla:apiUrl" in str(caught.value)
            assert "SEVALLA_API_URL" in str(caught.value)
        with pytest.raises(ApiError):
            await create(there.session, PROCESS, kept.inputs, "project/stack/new", 600)


async def test_the_error_names_both_ways_on(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await key_of(DEFAULT_OTHER_API_KEY)(there)
        with pytest.raises(AccountNotProven) as caught:
            await kept.read()
        text = str(caught.value)
        assert f"the API shows the process {kept.id} no more" in text
        assert "sevalla:apiKey or SEVALLA_API_KEY" in text
        assert "`pulumi state delete '<its URN>'` (`pulumi stack --show-urns` tells it)" in text
        caught.value.urn = "urn:pulumi:dev::shop::sevalla:index:Process::web's"
        assert (
            """`pulumi state delete 'urn:pulumi:dev::shop::sevalla:index:Process::web'"'"'s'`"""
            in (str(caught.value))
        )
        assert DEFAULT_OTHER_API_KEY not in text
        assert DEFAULT_API_KEY not in text


@pytest.mark.parametrize(
    ("company", "words"),
    [
        (None, "with another key or at another address"),
        ("", "with another key or at another address"),
        (COMPANY_ID, "in another account than that of this key"),
    ],
)
async def test_the_error_says_what_is_known(
    tmp_path: Path, company: str | None, words: str
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        assert kept.account is not None
        kept.account = replace(kept.account, company=company)
        await key_of(DEFAULT_OTHER_API_KEY, with_an_application=True)(there)
        with pytest.raises(AccountNotProven, match=words):
            await kept.read()


async def test_a_company_that_the_api_does_not_tell_proves_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        for app_id in (APP, OTHER_APP):
            await there.change(app_id, company_id=None)
        kept.account = seen(await kept.read()).account
        assert kept.account is not None
        assert kept.account.company == ""
        await there.remove(APP)
        there.session = with_key(there, DEFAULT_READ_ONLY_KEY)
        with pytest.raises(AccountNotProven):
            await kept.read()
        # With the same key it is no matter.
        there.session = with_key(there, DEFAULT_API_KEY)
        assert await kept.read() is None


@pytest.mark.parametrize(("status", "error"), [(401, Unauthorized), (403, Forbidden)])
async def test_where_nobody_can_tell_nothing_is_gone(
    tmp_path: Path, status: int, error: type[Exception]
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await there.remove(APP)
        await there.fault("status", path="/applications", status=status)
        with pytest.raises(error):
            await kept.read()
        with pytest.raises(error):
            await kept.delete()


async def test_what_answered_lately_does_not_answer_for_another_application(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        other = await made(there, worker(app_id=OTHER_APP))
        kept.account = other.account = None
        assert await other.read() is not None
        await there.remove(APP)
        with pytest.raises(AccountNotProven):
            await kept.read()


# --- states of old ---------------------------------------------------------------------------


@pytest.mark.parametrize("deleted", [by_one, by_all])
async def test_an_old_state_needs_no_account_where_the_application_answers(
    tmp_path: Path, deleted: Happening
) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        kept.account = None
        await deleted(there, kept)
        assert await kept.read() is None
        await kept.delete()


async def test_an_old_state_does_not_tell_whose_application_it_was(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        kept.account = None
        await there.remove(APP)
        for attempt in (kept.read(), kept.delete(), kept.update()):
            with pytest.raises(AccountNotProven, match="nothing says in which account it was"):
                await attempt


async def test_a_refresh_of_what_is_there_says_whose_it_is(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        kept.account = None
        kept.account = seen(await kept.read()).account
        assert kept.account is not None
        assert kept.account.company == COMPANY_ID
        await there.remove(APP)
        there.session = there.another_session()
        assert await kept.read() is None


# --- what is kept ----------------------------------------------------------------------------


async def test_what_is_kept_stays_as_it_is(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        first = seen(await kept.read()).account
        assert first is not None
        assert kept.account is not None
        assert first == replace(kept.account, company=COMPANY_ID)
        kept.account = first
        for _ in range(2):
            there.session = there.another_session()
            assert seen(await kept.read()).account == first
            assert there.session.seen_by(PROCESS, first) == first


async def test_another_key_that_sees_it_is_kept_from_then_on(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        before = kept.account = seen(await kept.read()).account
        there.session = with_key(there, DEFAULT_READ_ONLY_KEY)
        kept.account = seen(await kept.read()).account
        assert before is not None
        assert kept.account is not None
        assert kept.account.salt != before.salt
        assert kept.account.digest != before.digest
        assert kept.account.company == COMPANY_ID
        await by_everything(there, kept)
        assert await kept.read() is None


async def test_no_key_is_kept_but_its_salted_digest(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        ours, again = (there.another_session().made_by(PROCESS) for _ in range(2))
        assert ours.digest != again.digest
        assert DEFAULT_API_KEY not in str(ours)
        assert URL not in str(ours)
        assert set(ours.wire()) == {"salt", "digest"}
        assert account_in(ours.wire()) == ours
        whole = replace(ours, company=COMPANY_ID)
        assert account_in(whole.wire()) == whole


@pytest.mark.parametrize(
    "kept",
    [None, {}, [], "text", {"salt": "s"}, {"salt": 1, "digest": "d"}, {"digest": "d"}],
    ids=str,
)
async def test_a_damaged_state_says_nothing(kept: object) -> None:
    assert account_in(kept) is None


# --- what it costs ---------------------------------------------------------------------------


async def twenty_and_twenty(there: Bench) -> list[Kept]:
    process_ids = [await there.make("processes", app_id=APP, type="worker") for _ in range(20)]
    account = there.session.made_by(PROCESS)
    proxies = [
        await there.make("tcp_proxies", app_id=APP, process_id=each, port=80)
        for each in process_ids
    ]
    there.clock.advance(A_DAY)
    await there.forget_requests()
    return [
        *(
            Kept(there, PROCESS, f"{APP}/{one}", {}, {"app_id": APP}, account)
            for one in process_ids
        ),
        *(Kept(there, TCP_PROXY, f"{APP}/{one}", {}, {"app_id": APP}, account) for one in proxies),
    ]


LISTS = [
    f"GET /applications/{APP}/{kind}?limit=100&offset=0" for kind in ("processes", "tcp-proxies")
]


async def test_a_clean_refresh_costs_one_request_once_and_then_none(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await twenty_and_twenty(there)
        first = await asyncio.gather(*(each.read() for each in kept))
        assert sorted(await asked(there)) == sorted([*LISTS, f"GET /applications/{APP}"])
        for each, found in zip(kept, first, strict=True):
            each.account = seen(found).account
        await there.forget_requests()
        there.session = there.another_session()
        await asyncio.gather(*(each.read() for each in kept))
        assert sorted(await asked(there)) == sorted(LISTS)


async def test_a_company_that_cannot_be_asked_for_is_asked_for_once_and_fails_nothing(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        kept = await twenty_and_twenty(there)
        await there.fault("status", path=f"/applications/{APP}", status=403)
        found = [seen(await each.read()) for each in kept]
        assert {each.account and each.account.company for each in found} == {None}
        assert (await asked(there)).count(f"GET /applications/{APP}") == 1


async def test_a_clean_destroy_costs_nothing_more(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await twenty_and_twenty(there)
        await there.settings(limits={"mutation": {"limit": None}, "write": {"limit": None}})
        await asyncio.gather(*(each.delete() for each in kept[20:]))
        await asyncio.gather(*(each.delete() for each in kept[:20]))
        assert not [
            one for one in await asked(there) if "limit=1&" in one or one.endswith("limit=1")
        ]
        assert f"GET /applications/{APP}" not in await asked(there)


async def test_one_proof_serves_all_that_are_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await twenty_and_twenty(there)
        await there.settings(limits={"mutation": {"limit": None}, "write": {"limit": None}})
        await by_all(there, kept[0])
        assert await asyncio.gather(*(each.read() for each in kept)) == [None] * 40
        # Both lists had been read for the sake of the objects.
        assert not [one for one in await asked(there) if one.endswith("limit=1")]
        await there.forget_requests()
        await asyncio.gather(*(each.delete() for each in kept))
        assert not [one for one in await asked(there) if one.endswith("limit=1")]


@pytest.mark.parametrize("verb", ["read", "delete"])
async def test_one_proof_serves_all_that_are_gone_with_their_application(
    tmp_path: Path, verb: str
) -> None:
    async with bench(tmp_path) as there:
        kept = await twenty_and_twenty(there)
        await there.settings(limits={"mutation": {"limit": None}, "write": {"limit": None}})
        await there.remove(APP)
        await asyncio.gather(*(getattr(each, verb)() for each in kept))
        proofs = [one for one in await asked(there) if one.endswith("limit=1")]
        # A refresh has asked for the lists already, for the sake of the objects.
        parent = [] if verb == "read" else [f"GET /applications/{APP}/processes?limit=1"]
        assert proofs == [*parent, "GET /applications?limit=1"]


# --- Private Connect -------------------------------------------------------------------------


async def test_a_tunnel_is_gone_for_the_key_that_made_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await a_tunnel(there)
        await kept.remove()
        with pytest.raises(Vanished):
            await kept.update(name="new")
        assert await kept.read() is None
        await there.forget_requests()
        there.session = there.another_session()
        await kept.delete()
        one = f"/v1/tunnels/{kept.id}"
        assert await asked(there) == [f"DELETE {one}", "GET /v1/tunnels", f"GET {one}"]


@pytest.mark.parametrize(
    "world",
    [
        key_of(DEFAULT_OTHER_PRIVATE_CONNECT_KEY, api=Api.PRIVATE_CONNECT),
        answering("status"),
        answering("html"),
        answering("status", body={"detail": "Not Found"}),
        # What the open server says where nothing is served.
        answering("status", body={"message": "Cannot GET /v1", "statusCode": 404}),
    ],
    ids=["another workspace", "everything", "a page", "FastAPI", "an unknown route"],
)
@pytest.mark.parametrize("old", [False, True], ids=["", "old state"])
async def test_a_tunnel_is_not_gone_in_a_wrong_world(
    tmp_path: Path, world: World, old: bool
) -> None:
    async with bench(tmp_path) as there:
        kept = await a_tunnel(there)
        kept.account = None if old else kept.account
        await world(there)
        for attempt in (kept.read(), kept.delete(), kept.update(name="new"), kept.update()):
            with pytest.raises((AccountNotProven, UndocumentedNotFound)) as caught:
                await attempt
            assert "sevalla:privateConnectApiUrl or PRIVATE_CONNECT_API_URL" in str(caught.value)
        assert len(await there.objects("tunnels")) == 1


async def test_a_list_of_tunnels_shows_no_account(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await a_tunnel(there)
        there.session = with_key(there, DEFAULT_OTHER_PRIVATE_CONNECT_KEY, Api.PRIVATE_CONNECT)
        assert await there.session.place(TUNNEL, "").lists.all() == {}
        with pytest.raises(AccountNotProven):
            await kept.read()


async def a_connection(there: Bench) -> tuple[Kept, Kept]:
    tunnel = await a_tunnel(there)
    inputs = samples.connection(tunnel_id=tunnel.id_output, agent_id=samples.AGENT)
    return tunnel, await made(there, inputs, TUNNEL_CONNECTION)


async def a_share(there: Bench) -> tuple[Kept, Kept]:
    tunnel = await a_tunnel(there)
    return tunnel, await made(there, samples.share(tunnel_id=tunnel.id_output), TUNNEL_SHARE)


@pytest.mark.parametrize("make", [a_connection, a_share])
async def test_what_belongs_to_a_tunnel_goes_with_it(
    tmp_path: Path, make: Callable[[Bench], Awaitable[tuple[Kept, Kept]]]
) -> None:
    async with bench(tmp_path) as there:
        tunnel, kept = await make(there)
        await tunnel.remove()
        assert await kept.read() is None
        await kept.delete()


@pytest.mark.parametrize("make", [a_connection, a_share])
@pytest.mark.parametrize("old", [False, True], ids=["", "old state"])
async def test_what_belongs_to_a_tunnel_is_not_gone_in_another_workspace(
    tmp_path: Path, make: Callable[[Bench], Awaitable[tuple[Kept, Kept]]], old: bool
) -> None:
    async with bench(tmp_path) as there:
        tunnel, kept = await make(there)
        kept.account = None if old else kept.account
        await tunnel.remove()
        there.session = with_key(there, DEFAULT_OTHER_PRIVATE_CONNECT_KEY, Api.PRIVATE_CONNECT)
        with pytest.raises(AccountNotProven):
            await kept.read()


@pytest.mark.parametrize("old", [False, True], ids=["", "old state"])
async def test_a_share_that_is_over_is_gone_where_its_tunnel_answers(
    tmp_path: Path, old: bool
) -> None:
    async with bench(tmp_path) as there:
        _, kept = await a_share(there)
        kept.account = None if old else kept.account
        await kept.remove()
        assert await kept.read() is None
        await kept.delete()


async def test_that_anybody_sees_a_share_shows_no_account(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        _, kept = await a_share(there)
        made_by = kept.account
        there.session = with_key(there, DEFAULT_OTHER_PRIVATE_CONNECT_KEY, Api.PRIVATE_CONNECT)
        kept.account = seen(await kept.read()).account
        assert kept.account == made_by
        assert there.session.seen_by(TUNNEL_SHARE, made_by) == made_by
        await kept.remove()
        with pytest.raises(AccountNotProven):
            await kept.read()
        kept.account = None
        there.session = there.another_session()
        assert there.session.seen_by(TUNNEL_SHARE, None) is None


async def test_a_share_is_not_forgotten_for_a_key_that_is_good_for_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        _, kept = await a_share(there)
        await there.settings(tunnel_style="open-server")
        there.session = with_key(there, "pc_revoked", Api.PRIVATE_CONNECT)
        with listening() as listener, pytest.raises(Unauthorized):
            await kept.delete()
        assert listener.warnings == []


@pytest.mark.parametrize("gone", [False, True], ids=["", "gone"])
@pytest.mark.parametrize("make", [a_connection, a_share])
async def test_what_cannot_be_undone_is_not_forgotten_in_another_workspace(
    tmp_path: Path, make: Callable[[Bench], Awaitable[tuple[Kept, Kept]]], gone: bool
) -> None:
    async with bench(tmp_path) as there:
        tunnel, kept = await make(there)
        await there.settings(tunnel_style="open-server")
        if gone:
            await tunnel.remove()
        there.session = with_key(there, DEFAULT_OTHER_PRIVATE_CONNECT_KEY, Api.PRIVATE_CONNECT)
        with listening() as listener, pytest.raises(AccountNotProven):
            await kept.delete()
        assert listener.warnings == []


async def test_a_share_whose_tunnel_is_gone_is_done(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        tunnel, kept = await a_share(there)
        await there.settings(tunnel_style="open-server")
        await tunnel.remove()
        await kept.delete()


async def test_an_update_that_finds_its_object_is_told_what_is_missing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        kept = await made(there)
        await there.fault("status", method="PATCH", status=404)
        with pytest.raises(NotFound):
            await kept.update(display_name="new")
