import asyncio
from collections.abc import Callable

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.paging import AT_ONCE
from sevalla_provider.http import HttpClient, InvalidResponse, NotFound
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.domain import DOMAIN
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from unit.samples import APP, PROCESS_ID
from unit.web import Script, said

pytestmark = pytest.mark.anyio

PATH = f"/applications/{APP}/processes"


class Shelf:
    """A server of one list. `between` is called before each page after the first."""

    def __init__(
        self,
        count: int,
        *,
        told: bool = True,
        deaf: bool = False,
        most: int = 100,
        between: Callable[[list[str]], object] | None = None,
    ) -> None:
        self.ids = [f"{number:03}" for number in range(count)]
        self.script = Script([self._page])
        self._told = told
        self._deaf = deaf
        self._most = most
        self._between = between

    def _page(self, request: httpx.Request) -> httpx.Response:
        if self._between and self.script.count > 1:
            self._between(self.ids)
        assert self.script.count < 20, "the walk has no end"
        limit = min(int(request.url.params["limit"]), self._most)
        offset = 0 if self._deaf else int(request.url.params["offset"])
        data: list[JsonValue] = [{"id": each} for each in self.ids[offset : offset + limit]]
        total: JsonObject = {"total": len(self.ids)} if self._told else {}
        page: JsonObject = {"data": data, "offset": offset, "limit": limit}
        return said(200, page | total)

    async def walk(self) -> list[str]:
        return list(await PROCESS.collection(self.script.client(), APP).all())


@pytest.mark.parametrize("told", [True, False], ids=["with total", "without total"])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
async def test_a_walk_finds_every_object_once(count: int, told: bool) -> None:
    shelf = Shelf(count, told=told)
    assert await shelf.walk() == shelf.ids


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (99, 1), (100, 1), (101, 2), (250, 3)])
async def test_a_walk_asks_for_no_more_pages_than_there_are(count: int, calls: int) -> None:
    shelf = Shelf(count)
    await shelf.walk()
    assert shelf.script.count == calls
    assert [request.url.params["offset"] for request in shelf.script.requests] == [
        str(100 * number) for number in range(calls)
    ]


async def test_pages_after_the_first_are_asked_for_together_a_few_at_a_time() -> None:
    shelf = Shelf(1500)
    under_way, most = 0, []

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal under_way
        under_way += 1
        for _ in range(10):  # the others of the same moment come first
            await asyncio.sleep(0)
        most.append(under_way)
        under_way -= 1
        return await shelf.script(request)

    client = HttpClient("http://api.test/v3", {}, "", transport=httpx.MockTransport(slow))
    assert list(await PROCESS.collection(client, APP).all()) == shelf.ids
    assert most[0] == 1
    assert max(most) == AT_ONCE


async def test_an_object_that_is_inserted_while_pages_turn_doubles_nothing() -> None:
    shelf = Shelf(200, between=lambda ids: ids.insert(0, f"new {len(ids)}"))
    old = set(shelf.ids)
    found = await shelf.walk()
    assert len(found) == len(set(found))
    assert old <= set(found)


async def test_an_object_that_is_removed_while_pages_turn_ends_no_walk_early() -> None:
    shelf = Shelf(250, between=lambda ids: ids.pop(0))
    found = await shelf.walk()
    assert found[-1] == "249"
    assert len(found) >= 248


async def test_pages_that_are_smaller_than_asked_for_hide_nothing() -> None:
    """Peer, everywhere: paging ends after one page."""
    shelf = Shelf(130, most=40)
    assert await shelf.walk() == shelf.ids


async def test_a_list_that_ignores_the_offset_is_not_walked_for_ever() -> None:
    shelf = Shelf(100, told=False, deaf=True)
    assert await shelf.walk() == shelf.ids


async def parts(collection: Collection, size: int) -> tuple[list[list[str]], list[int]]:
    """All parts of a list, by the ids in each, and where each begins."""
    shown: list[list[str]] = []
    begins: list[int] = []
    offset: int | None = 0
    while offset is not None:
        begins.append(offset)
        page = await collection.page(offset, size)
        shown.append([each.id for each in page.items])
        offset = page.after
    return shown, begins


@pytest.mark.parametrize("told", [True, False], ids=["with total", "without total"])
@pytest.mark.parametrize(
    ("count", "begins"), [(0, [0]), (39, [0]), (41, [0, 40]), (99, [0, 40, 80])]
)
async def test_a_part_costs_one_page_and_tells_where_the_next_begins(
    count: int, begins: list[int], told: bool
) -> None:
    shelf = Shelf(count, told=told)
    shown, began = await parts(PROCESS.collection(shelf.script.client(), APP), 40)
    assert [one for part in shown for one in part] == shelf.ids
    assert began == begins
    assert shelf.script.count == len(begins)
    assert {request.url.params["limit"] for request in shelf.script.requests} == {"40"}


async def test_parts_of_a_server_with_pages_of_its_own_hide_nothing() -> None:
    shelf = Shelf(25, most=10)
    _, begins = await parts(PROCESS.collection(shelf.script.client(), APP), 20)
    assert begins == [0, 10, 20]


async def test_a_page_that_is_empty_is_the_last() -> None:
    """Whatever the total says: what was there has been removed meanwhile."""
    script = Script([said(200, {"data": [], "total": 500})])
    page = await PROCESS.collection(script.client(), APP).page(100)
    assert (page.items, page.after) == ([], None)


async def test_what_is_listed_at_once_is_told_in_parts() -> None:
    script = Script([said(200, [{"id": str(each)} for each in range(5)])] * 3)
    shown, begins = await parts(DOMAIN.collection(script.client(), APP), 2)
    assert shown == [["0", "1"], ["2", "3"], ["4"]]
    assert begins == [0, 2, 4]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "list",
        7,
        {},
        {"data": None},
        {"data": {}},
        {"data": [7]},
        {"data": [None]},
        {"data": [{}]},
        {"data": [{"id": None}]},
        {"data": [{"id": True}]},
        {"data": [{"id": ""}]},
        {"data": [{"id": "1", "port": "much"}]},
        {"message": "fine", "status": 200},
    ],
    ids=str,
)
async def test_a_list_in_another_form_is_nonsense(body: JsonValue) -> None:
    """Peer, everywhere: an object without `data` is an empty list."""
    client = Script([httpx.Response(200, json=body, headers={"x-request-id": "r-1"})]).client()
    with pytest.raises(InvalidResponse) as caught:
        await PROCESS.collection(client, APP).all()
    assert caught.value.request_id == "r-1"
    assert f"GET {PATH}" in str(caught.value)


@pytest.mark.parametrize("body", [None, [], "no", {}, {"data": {"id": "1"}}, {"id": []}], ids=str)
async def test_an_object_in_another_form_is_nonsense(body: JsonValue) -> None:
    client = Script([httpx.Response(200, json=body)]).client()
    with pytest.raises(InvalidResponse):
        await PROCESS.collection(client, APP).get("1")


@pytest.mark.parametrize("total", [None, "many", -1, 2.5])
async def test_a_total_that_is_no_number_is_as_good_as_none(total: JsonValue) -> None:
    client = Script([said(200, {"data": [{"id": "1"}], "total": total})]).client()
    assert list(await PROCESS.collection(client, APP).all()) == ["1"]


@pytest.mark.parametrize("resource", [PROCESS, TCP_PROXY], ids=lambda each: each.name)
async def test_everything_but_the_id_may_be_null(
    resource: Resource,
) -> None:
    nulls: dict[str, JsonValue] = dict.fromkeys(resource.read_model.model_fields)
    client = Script([said(200, nulls | {"id": "1"}, x_request_id="r-1")]).client()
    found = await resource.collection(client, APP).get("1")
    assert found.model_dump(exclude_none=True) == {"id": "1", "request_id": "r-1"}


async def test_what_nobody_documented_is_passed_over() -> None:
    body: JsonValue = {"id": "1", "type": "daemon", "colour": {"red": 1}}
    found = await PROCESS.collection(Script([said(200, body)]).client(), APP).get("1")
    assert (found.id, found.model_dump()["type"]) == ("1", "daemon")
    assert "colour" not in found.model_dump()


async def test_a_request_id_in_the_body_is_not_taken_for_the_answer_s() -> None:
    reply = said(200, {"id": "1", "request_id": "body"}, x_request_id="header")
    found = await PROCESS.collection(Script([reply]).client(), APP).get("1")
    assert found.request_id == "header"


@pytest.mark.parametrize(
    ("name", "method", "path", "body"),
    [
        ("get", "GET", f"{PATH}/{PROCESS_ID}", b""),
        ("update", "PATCH", f"{PATH}/{PROCESS_ID}", b'{"port": null}'),
        ("delete", "DELETE", f"{PATH}/{PROCESS_ID}", b""),
        ("create", "POST", PATH, b'{"port": 80}'),
    ],
)
async def test_each_call_is_the_documented_request(
    name: str, method: str, path: str, body: bytes
) -> None:
    script = Script([said(200, {"id": PROCESS_ID})])
    processes = PROCESS.collection(script.client(), APP)
    match name:
        case "get":
            await processes.get(PROCESS_ID)
        case "update":
            await processes.update(PROCESS_ID, {"port": None})
        case "delete":
            await processes.delete(PROCESS_ID)
        case _:
            await processes.create({"port": 80})
    (request,) = script.requests
    assert (request.method, request.url.path, request.content) == (method, f"/v3{path}", body)


async def test_a_missing_object_is_an_error_of_its_own() -> None:
    client = Script([said(404, {"message": "process not found", "status": 404})]).client()
    with pytest.raises(NotFound, match="process not found"):
        await PROCESS.collection(client, APP).get("1")


@pytest.mark.parametrize(
    ("method", "names"),
    [
        ("GET", ["reads"]),
        ("POST", ["writes"]),
        ("PATCH", [f"changes of application {APP}", "writes"]),
        ("DELETE", [f"changes of application {APP}", "writes"]),
    ],
)
@pytest.mark.parametrize("resource", [PROCESS, TCP_PROXY])
async def test_requests_fall_in_the_documented_buckets(
    method: str, names: list[str], resource: Resource
) -> None:
    found = resource.collection(Script([said(200)]).client(), APP).quotas(method, PROCESS_ID)
    assert [quota.name for quota in found] == names


def test_a_deployment_falls_in_a_bucket_of_its_application_and_its_log_in_that_of_logs() -> None:
    posted = DEPLOYMENT.operations.quotas("POST", APP, "")
    assert [(each.name, each.limit, each.window) for each in posted] == [
        (f"deployments of application {APP}", 10, 60),
        ("writes", 30, 60),
    ]
    logs, reads = DEPLOYMENT.operations.log_quotas
    assert (logs.name, logs.limit, logs.window, reads.name) == ("logs", 30, 60, "reads")


def test_the_documented_limits() -> None:
    quotas = PROCESS.operations.quotas("PATCH", APP, PROCESS_ID)
    assert [(quota.limit, quota.window) for quota in quotas] == [(10, 60), (30, 60)]
    reads = sevalla.LIMITS.reads
    assert (reads.limit, reads.window) == (400, 60)
