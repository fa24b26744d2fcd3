import pytest

from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, fields, message


def _ids(page: dict[str, object]) -> list[str]:
    items = page["data"]
    assert isinstance(items, list)
    return [item["id"] for item in items]


def test_pages_hold_everything_once(api: Api, control: Control) -> None:
    seeded = control.seed(applications=1, processes=130, tcp_proxies=260)
    path = f"/applications/{seeded.applications[0].id}/tcp-proxies"

    pages = [fields(api.get(f"{path}?limit=100&offset={offset}")) for offset in (0, 100, 200, 300)]

    assert [len(_ids({**page})) for page in pages] == [100, 100, 60, 0]
    assert {page["total"] for page in pages} == {260}
    assert [page["offset"] for page in pages] == [0, 100, 200, 300]
    listed = [object_id for page in pages for object_id in _ids({**page})]
    assert sorted(listed) == sorted(proxy.id for proxy in seeded.tcp_proxies)


def test_a_page_has_25_items_unless_asked_otherwise(api: Api, control: Control) -> None:
    control.seed(applications=30)

    page = api.get("/applications").json()

    assert (len(page["data"]), page["limit"], page["offset"]) == (25, 25, 0)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=2.0",
        "limit=%202",
        "limit=1_0",
        "limit=%D9%A3",
        "offset=-1",
        "offset=x",
        "offset=99999999999999999999",
    ],
)
def test_limit_and_offset_are_checked(api: Api, query: str) -> None:
    answer = api.get(f"/applications?{query}")

    assert answer.status_code == 400
    assert query.partition("=")[0] in message(answer)


@pytest.mark.parametrize("query", ["limit=1", "limit=100", "offset=2147483647", "other=1"])
def test_what_is_in_range_passes(api: Api, query: str) -> None:
    assert api.get(f"/applications?{query}").status_code == 200


@pytest.mark.parametrize("collection", ["processes", "tcp-proxies"])
def test_items_are_the_objects_that_get_shows(api: Api, control: Control, collection: str) -> None:
    seeded = control.seed(applications=1, processes=2, tcp_proxies=2)
    path = f"/applications/{seeded.applications[0].id}/{collection}"

    listed = api.get(path).json()["data"]

    assert listed == [api.seen(f"{path}/{item['id']}") for item in listed]
    assert len(listed) == 2


@pytest.mark.parametrize("collection", ["processes", "tcp-proxies"])
def test_what_belongs_to_another_application_is_not_found(
    api: Api, control: Control, collection: str
) -> None:
    seeded = control.seed(applications=2, processes=1, tcp_proxies=1)
    mine, other = (f"/applications/{application.id}" for application in seeded.applications)
    record = api.get(f"{mine}/{collection}").json()["data"][0]["id"]

    assert api.get(f"{other}/{collection}/{record}").status_code == 404
    assert api.delete(f"{other}/{collection}/{record}").status_code == 404
    assert api.get(f"{mine}/{collection}/{record}").status_code == 200


@pytest.mark.parametrize("collection", ["processes", "tcp-proxies"])
def test_there_is_nothing_in_an_unknown_application(api: Api, collection: str) -> None:
    path = f"/applications/{UNKNOWN_ID}/{collection}"

    assert api.get(path).status_code == 404
    assert api.post(path, {}).status_code == 404
    assert api.get(f"{path}/{UNKNOWN_ID}").status_code == 404
