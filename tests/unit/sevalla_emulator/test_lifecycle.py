"""Transitions, by the clock and by polls, seen through the API."""

import pytest

from sevalla_emulator.clock import timestamp
from sevalla_emulator.settings import DelayChange
from sevalla_emulator.testing import Control, EmulatedObject, ManualClock
from unit.sevalla_emulator.support import Api, process


@pytest.fixture
def web(control: Control) -> EmulatedObject:
    return control.seed(applications=1, processes=1).processes[0]


@pytest.fixture
def path(web: EmulatedObject) -> str:
    return f"/applications/{web['app_id']}/tcp-proxies"


def proxy(api: Api, web: EmulatedObject, path: str) -> str:
    return str(api.made(path, {"process_id": web.id, "port": 80})["id"])


def status(api: Api, path: str, proxy_id: str) -> object:
    return api.seen(f"{path}/{proxy_id}")["status"]


def test_by_the_clock_a_proxy_is_ready_at_its_time_and_no_sooner(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(provisioning={"seconds": 10})
    made = proxy(api, web, path)

    control.advance(9.5)
    assert status(api, path, made) == "creating"
    control.advance(0.5)
    assert status(api, path, made) == "ready"


def test_its_time_is_when_it_changed_not_when_somebody_looked(
    api: Api, control: Control, clock: ManualClock, web: EmulatedObject, path: str
) -> None:
    control.change_settings(provisioning={"seconds": 10})
    made = proxy(api, web, path)
    ready_at = timestamp(clock.now() + 10)

    control.advance(1000)

    assert api.seen(f"{path}/{made}")["updated_at"] == ready_at


@pytest.mark.parametrize("polled", ["get", "list"])
def test_by_looks_a_proxy_is_ready_after_so_many(
    api: Api, control: Control, web: EmulatedObject, path: str, polled: str
) -> None:
    control.change_settings(provisioning={"polls": 2})
    made = proxy(api, web, path)

    def listed() -> object:
        return api.get(path).json()["data"][0]["status"]

    poll = listed if polled == "list" else lambda: status(api, path, made)
    assert [poll() for _ in range(4)] == ["creating", "creating", "ready", "ready"]


def test_looks_by_the_control_api_do_not_count(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(provisioning={"polls": 1})
    made = proxy(api, web, path)

    for _ in range(3):
        found = control.find(made)
        assert found
        assert found["status"] == "creating"
        assert [(one.name, one.polls) for one in found.transitions] == [("provisioning", 1)]
    assert status(api, path, made) == "creating"


def test_a_page_looks_at_what_is_on_it_alone(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(provisioning={"polls": 1})
    first, second = proxy(api, web, path), proxy(api, web, path)

    api.get(f"{path}?limit=1")

    assert status(api, path, first) == "ready"
    assert status(api, path, second) == "creating"


@pytest.mark.parametrize("delay", [{"seconds": 5}, {"polls": 1}])
def test_a_deleted_object_is_seen_until_it_is_gone(
    api: Api, control: Control, web: EmulatedObject, delay: DelayChange
) -> None:
    control.change_settings(deletion=delay)
    path = f"/applications/{web['app_id']}/processes"

    assert api.delete(f"{path}/{web.id}").status_code == 204
    assert api.get(path).json()["total"] == 1
    control.advance(5)
    assert api.get(path).json() == {"data": [], "total": 0, "offset": 0, "limit": 25}
    assert api.get(f"{path}/{web.id}").status_code == 404


def test_a_page_is_full_when_an_object_leaves_it_at_that_poll(api: Api, control: Control) -> None:
    seeded = control.seed(applications=1, processes=3)
    path = f"/applications/{seeded.applications[0].id}/processes"
    control.change_settings(deletion={"polls": 0})
    api.delete(f"{path}/{seeded.processes[0].id}")

    page = api.get(f"{path}?limit=2").json()

    assert [item["id"] for item in page["data"]] == [one.id for one in seeded.processes[1:]]
    assert page["total"] == 2


def test_a_proxy_that_is_deleted_does_not_become_ready(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(provisioning={"seconds": 5}, deletion={"seconds": 10})
    made = proxy(api, web, path)
    api.delete(f"{path}/{made}")

    control.advance(5)

    assert status(api, path, made) == "deleting"


def test_proxies_go_with_their_process_even_when_nobody_looks_at_them(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(deletion={"polls": 1})
    made = proxy(api, web, path)
    at = f"/applications/{web['app_id']}/processes/{web.id}"
    api.delete(at)

    assert [api.get(at).status_code, api.get(at).status_code] == [200, 404]
    assert api.get(f"{path}/{made}").status_code == 404


@pytest.mark.parametrize("delay", [{"seconds": 5}, {"polls": 2}])
def test_a_new_object_is_found_only_after_a_while(
    api: Api, control: Control, app_path: str, delay: DelayChange
) -> None:
    control.change_settings(consistency=delay)
    made = api.made(f"{app_path}/processes", process())

    assert api.get(f"{app_path}/processes/{made['id']}").status_code == 404
    assert api.get(f"{app_path}/processes").json()["total"] == 0
    control.advance(5)
    assert api.get(f"{app_path}/processes").json()["total"] == 1
    assert api.get(f"{app_path}/processes/{made['id']}").status_code == 200


def test_writes_find_what_reads_do_not_find_yet(api: Api, control: Control, app_path: str) -> None:
    control.change_settings(consistency={"seconds": 60})
    made = api.made(f"{app_path}/processes", process())
    path = f"{app_path}/processes/{made['id']}"

    body = {"process_id": made["id"], "port": 80}
    assert api.post(f"{app_path}/tcp-proxies", body).status_code == 201
    assert api.patch(path, {"entrypoint": "x"}).status_code == 200
    assert api.delete(path).status_code == 204


def test_looks_that_find_nothing_do_not_bring_the_proxy_nearer_to_ready(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(consistency={"polls": 2}, provisioning={"polls": 1})
    made = proxy(api, web, path)

    answers = [api.get(f"{path}/{made}") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [404, 404, 200, 200]
    assert [answer.json()["status"] for answer in answers[2:]] == ["creating", "ready"]
