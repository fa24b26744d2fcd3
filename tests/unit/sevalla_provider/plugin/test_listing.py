"""`List`, from the engine's requests to the API and back."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.listing import Lister
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.resources.resource import Api
from sevalla_provider.sanitize import visible
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, OTHER_APP, Inputs
from unit.sevalla_provider.plugin.engine import LATER, secret, sent

pytestmark = pytest.mark.anyio

NO_APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456999"


class Told(NamedTuple):
    """What a list told: ids and names, and where it goes on."""

    ids: list[str]
    names: list[str]
    token: str
    computed: bool


async def listed(
    there: Bench,
    kind: str,
    cancellation: Cancellation | None = None,
    /,
    *,
    limit: int = 0,
    page_size: int = 0,
    token: str = "",
    **query: object,
) -> Told:
    lister = Lister(there.session, cancellation or Cancellation(), EngineLog(""))
    request = pb.ListRequest(
        token=f"sevalla:{kind}" if ":" in kind else f"sevalla:index:{kind}",
        query=sent(query),
        limit=limit,
        page_size=page_size,
        continuation_token=token,
    )
    told = [each async for each in lister.list(request)]
    results = [each.result for each in told if each.HasField("result")]
    goes_on = [
        each.continuation.continuation_token for each in told if each.HasField("continuation")
    ]
    return Told(
        [each.id for each in results],
        [each.name for each in results],
        "".join(goes_on),
        any(each.HasField("computed") for each in told),
    )


async def refusal(there: Bench, kind: str, /, **query: Any) -> Failed:
    with pytest.raises(Failed) as caught:
        await listed(there, kind, **query)
    return caught.value


async def workers(there: Bench, count: int) -> Sequence[str]:
    """Make workers; their ids for an import."""
    made = [
        await there.make(
            "processes",
            app_id=APP,
            type="worker",
            resource_type_id=SIZE,
            display_name=f"worker {number}",
        )
        for number in range(count)
    ]
    await there.forget_requests()
    return [f"{APP}/{each}" for each in made]


async def test_objects_are_told_by_the_ids_of_an_import_and_their_names(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await workers(there, 2)
        found = await listed(there, "Process", appId=APP.upper())
        assert found == Told([*made], ["worker 0", "worker 1"], "", False)
        assert await listed(there, "Process", appId=OTHER_APP) == Told([], [], "", False)
        (page, _) = await there.requests()
        assert page.path.endswith(f"/applications/{APP}/processes")


async def test_what_has_no_name_is_called_by_its_key_or_by_what_it_says(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        (process,) = await workers(there, 1)
        own = process.rpartition("/")[2]
        await there.make("env_vars", app_id=APP, key="TOKEN", value="canary")
        await there.make("tcp_proxies", app_id=APP, process_id=own, port=5432)
        assert (await listed(there, "EnvironmentVariable", appId=APP)).names == ["TOKEN"]
        assert (await listed(there, "TcpProxy", appId=APP)).names == ["TCP proxy 5432"]


async def test_a_name_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("projects", display_name="a\x1b[2Jshop")
        (name,) = (await listed(there, "Project")).names
        assert name == visible("a\x1b[2Jshop")
        assert "\x1b" not in name


async def test_an_account_is_listed_without_being_asked_where(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        project = await there.make("projects", display_name="shop")
        assert await listed(there, "Project") == Told([project], ["shop"], "", False)
        assert set((await listed(there, "Application")).ids) == {APP, OTHER_APP}
        paths = [each.path for each in await there.requests()]
        assert [each for each in paths if project in each or APP in each] == []


async def test_a_page_is_told_at_a_time_and_a_later_plugin_goes_on(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await workers(there, 101)
        first = await listed(there, "Process", appId=APP)
        assert first.ids == [*made[:100]]
        there.session = there.another_session()
        rest = await listed(there, "Process", appId=APP, token=first.token)
        assert rest == Told([made[100]], ["worker 100"], "", False)
        assert len(await there.requests()) == 2


@pytest.mark.parametrize(
    ("limit", "calls"), [(1, 1), (100, 1), (103, 2)], ids=["one", "a page", "beyond a page"]
)
async def test_a_limit_is_obeyed_by_one_list(tmp_path: Path, limit: int, calls: int) -> None:
    async with bench(tmp_path) as there:
        made = await workers(there, 105)
        found = await listed(there, "Process", appId=APP, limit=limit)
        assert found == Told([*made[:limit]], found.names, "", False)
        assert len(await there.requests()) == calls


@pytest.mark.parametrize("said", [5, 3], ids=["as at the beginning", "what is left"])
async def test_a_limit_holds_over_pages_of_a_size_that_is_asked_for(
    tmp_path: Path, said: int
) -> None:
    async with bench(tmp_path) as there:
        made = await workers(there, 7)
        first = await listed(there, "Process", appId=APP, limit=5, page_size=2)
        second = await listed(
            there, "Process", appId=APP, limit=said, page_size=2, token=first.token
        )
        assert [*first.ids, *second.ids] == [*made[:4]]
        left = 5 if said == 5 else 1
        last = await listed(
            there, "Process", appId=APP, limit=left, page_size=2, token=second.token
        )
        assert last == Told([made[4]], ["worker 4"], "", False)


async def test_objects_that_vanish_between_pages_are_no_failure(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await workers(there, 4)
        first = await listed(there, "Process", appId=APP, page_size=2)
        for each in made:
            await there.remove(each.rpartition("/")[2])
        rest = await listed(there, "Process", appId=APP, page_size=2, token=first.token)
        assert rest == Told([], [], "", False)


async def test_a_default_is_nobody_s_object(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert (await listed(there, "IpRestriction", appId=APP)).ids == []
        settings: Inputs = {"is_enabled": True, "type": "allow", "ip_list": ["192.0.2.1"]}
        await there.session.client(Api.SEVALLA).request(
            "PUT", f"/applications/{APP}/ip-restriction", (), json=settings
        )
        found = await listed(there, "IpRestriction", appId=APP)
        assert found == Told([APP], ["IP restriction"], "", False)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, "`appId` is required"),
        ({"appId": "app"}, "`appId` must be a UUID such as"),
        ({"appId": APP, "apId": APP}, "did you mean `appId`?"),
        ({"appId": secret("canary")}, "`appId` must be a UUID such as"),
    ],
)
async def test_a_question_that_is_wrong_is_refused_in_words(
    tmp_path: Path, query: dict[str, Any], problem: str
) -> None:
    async with bench(tmp_path) as there:
        failure = await refusal(there, "Process", **query)
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT
        assert problem in str(failure)
        assert "canary" not in str(failure)
        assert await there.requests() == []


async def test_what_is_not_known_yet_has_no_list_yet(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert await listed(there, "Process", appId=LATER) == Told([], [], "", True)
        assert await there.requests() == []


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("Proces", grpc.StatusCode.NOT_FOUND, "there is no resource sevalla:index:Proces"),
        (
            "privateconnect:TunnelShare",
            grpc.StatusCode.UNIMPLEMENTED,
            "TunnelShares cannot be listed: the API has no list of them",
        ),
    ],
)
async def test_what_cannot_be_listed_says_so(
    tmp_path: Path, kind: str, code: grpc.StatusCode, words: str
) -> None:
    async with bench(tmp_path) as there:
        failure = await refusal(there, kind, tunnelId=APP)
        assert failure.code is code
        assert words in str(failure)


async def test_a_token_of_another_parent_is_refused(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await workers(there, 2)
        first = await listed(there, "Process", appId=APP, page_size=1)
        failure = await refusal(there, "Process", appId=OTHER_APP, token=first.token)
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_parent_that_is_not_there_is_a_failure_in_words(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        failure = await refusal(there, "Process", appId=NO_APP)
        assert f"could not list Processes in {NO_APP}: GET /applications/{NO_APP}" in str(failure)


async def test_a_missing_key_is_told_as_such(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session = there.another_session(keys={})
        assert "could not list Projects: There is no Sevalla API key" in str(
            await refusal(there, "Project")
        )


async def test_a_list_that_is_cancelled_is_a_failure_and_takes_no_time(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=503)
        cancellation = Cancellation()
        running = asyncio.create_task(listed(there, "Project", cancellation))
        await there.clock.sleep(5)
        cancellation.cancel()
        with pytest.raises(Failed, match="could not list Projects: the run was cancelled"):
            await running
