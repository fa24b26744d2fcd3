"""What is only ever read: applications, and the API's fixed tables."""

from dataclasses import dataclass

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.operations import Operations
from sevalla_provider.functions import applications, clusters, resource_types
from sevalla_provider.http import HttpClient, InvalidResponse
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.read_models import read_model
from unit.web import Script, said

pytestmark = pytest.mark.anyio


@dataclass(frozen=True)
class Table:
    """What is only ever read, and where that is documented."""

    path: str
    operations: Operations
    shape: type[OutputModel]

    def opened(self, client: HttpClient) -> Collection:
        model = read_model(self.shape.__name__, self.shape)
        return Collection(client, self.operations, model)


APPLICATIONS = Table("/applications", applications.LISTED, applications.Application)
CLUSTERS = Table("/resources/clusters", clusters.OPERATIONS, clusters.Cluster)
RESOURCE_TYPES = Table(
    "/resources/process-resource-types",
    resource_types.PROCESSES,
    resource_types.ProcessResourceType,
)
every_table = pytest.mark.parametrize(
    "table", [APPLICATIONS, CLUSTERS, RESOURCE_TYPES], ids=lambda table: table.path
)
plain_tables = pytest.mark.parametrize(
    "table", [CLUSTERS, RESOURCE_TYPES], ids=lambda table: table.path
)


async def listed(table: Table, client: HttpClient) -> list[str]:
    return list(await table.opened(client).all())


@every_table
async def test_a_table_is_read_where_it_is_documented(table: Table) -> None:
    script = Script([said(200, {"data": [{"id": "1"}, {"id": "2"}], "total": 2})])
    assert await listed(table, script.client()) == ["1", "2"]
    assert [request.url.path for request in script.requests] == [f"/v3{table.path}"]


@every_table
async def test_everything_but_the_id_may_be_null(table: Table) -> None:
    nulls: dict[str, JsonValue] = dict.fromkeys(table.shape.model_fields)
    script = Script([said(200, {"data": [nulls | {"id": "1"}]}, x_request_id="r-1")])
    (found,) = (await table.opened(script.client()).all()).values()
    assert found.model_dump(exclude_none=True) == {"id": "1", "request_id": "r-1"}


@every_table
async def test_a_read_falls_in_the_bucket_of_reads(table: Table) -> None:
    quotas = table.opened(Script([said(200)]).client()).quotas("GET")
    assert [(quota.name, quota.limit) for quota in quotas] == [("reads", 400)]


@plain_tables
@pytest.mark.parametrize("count", [0, 1, 7])
async def test_a_fixed_table_may_come_without_pages(table: Table, count: int) -> None:
    rows: JsonValue = [{"id": str(number)} for number in range(count)]
    script = Script([said(200, rows)])
    assert await listed(table, script.client()) == [str(number) for number in range(count)]
    assert script.count == 1


@plain_tables
@pytest.mark.parametrize("count", [100, 130])
async def test_a_long_table_without_pages_is_read_once_more_at_most(
    table: Table, count: int
) -> None:
    rows: JsonValue = [{"id": str(number)} for number in range(count)]
    script = Script([said(200, rows)])
    assert len(await listed(table, script.client())) == count
    assert script.count <= 2


@pytest.mark.parametrize("rows", [[], [{"id": "1"}]], ids=["empty", "full"])
async def test_applications_without_pages_are_nonsense(rows: JsonValue) -> None:
    with pytest.raises(InvalidResponse, match="GET /applications"):
        await listed(APPLICATIONS, Script([said(200, rows)]).client())


@plain_tables
@pytest.mark.parametrize("body", [None, "list", {}, {"data": None}, [7], [{}], [[]]], ids=str)
async def test_a_table_in_another_form_is_nonsense(table: Table, body: JsonValue) -> None:
    client = Script([httpx.Response(200, json=body, headers={"x-request-id": "r-1"})]).client()
    with pytest.raises(InvalidResponse) as caught:
        await listed(table, client)
    assert caught.value.request_id == "r-1"


async def test_sizes_may_have_fractions() -> None:
    row: JsonValue = {"id": "1", "cpu_limit": 0.5, "memory_limit": 1024, "tier": "new"}
    (found,) = (await RESOURCE_TYPES.opened(Script([said(200, [row])]).client()).all()).values()
    assert found.model_dump(include={"cpu_limit", "memory_limit"}) == {
        "cpu_limit": 0.5,
        "memory_limit": 1024,
    }
