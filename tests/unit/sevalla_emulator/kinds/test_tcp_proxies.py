import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.tcp_proxies import TcpProxy
from sevalla_emulator.testing import Control, EmulatedObject
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, message


@pytest.fixture
def web(control: Control) -> EmulatedObject:
    return control.seed(applications=1, processes=1).processes[0]


@pytest.fixture
def path(web: EmulatedObject) -> str:
    return f"/applications/{web['app_id']}/tcp-proxies"


def test_a_proxy_lives(api: Api, web: EmulatedObject, path: str) -> None:
    made = api.made(path, {"process_id": web.id, "port": 5432})

    assert set(made) == set(TcpProxy.model_fields)
    assert made == {
        **made,
        "app_id": web["app_id"],
        "process_id": web.id,
        "port": 5432,
        "hostname": "127.0.0.1",
        "status": "creating",
    }
    assert made["external_port"] in range(30_000, 31_000)
    assert api.seen(f"{path}/{made['id']}") == {**made, "status": "ready"}
    assert api.delete(f"{path}/{made['id']}").status_code == 204
    assert api.get(f"{path}/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", 0),
        ("port", 65_536),
        ("port", "80"),
        ("port", 80.5),
        ("port", True),
        ("port", None),
        ("process_id", "web"),
        ("process_id", None),
        ("external_port", 30_000),
        ("hostname", "x"),
        ("protocol", "tcp"),
    ],
)
def test_post_refuses(
    api: Api, web: EmulatedObject, path: str, name: str, value: JsonValue
) -> None:
    answer = api.post(path, {"process_id": web.id, "port": 80, name: value})

    assert answer.status_code == 400
    assert name in message(answer)


@pytest.mark.parametrize("name", ["port", "process_id"])
def test_post_needs(api: Api, web: EmulatedObject, path: str, name: str) -> None:
    body: JsonObject = {"process_id": web.id, "port": 80}
    del body[name]

    assert name in message(api.post(path, body))


def test_the_process_must_be_of_this_application(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    elsewhere = control.seed(applications=1, processes=1).processes[0]

    for process_id in (UNKNOWN_ID, elsewhere.id):
        answer = api.post(path, {"process_id": process_id, "port": 80})
        assert answer.status_code == 422
        assert "process_id" in message(answer)
    assert api.post(path, {"process_id": web.id, "port": 80}).status_code == 201


def test_a_process_being_deleted_gets_no_proxy(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(deletion={"seconds": 60})
    api.delete(f"/applications/{web['app_id']}/processes/{web.id}")

    assert api.post(path, {"process_id": web.id, "port": 80}).status_code == 422


def test_nothing_about_a_proxy_can_be_changed(api: Api, web: EmulatedObject, path: str) -> None:
    made = api.made(path, {"process_id": web.id, "port": 80})

    assert api.patch(f"{path}/{made['id']}", {"port": 81}).status_code == 405


def test_the_same_port_of_a_process_may_have_two_proxies(
    api: Api, web: EmulatedObject, path: str
) -> None:
    first, second = (api.made(path, {"process_id": web.id, "port": 80}) for _ in range(2))

    assert first["external_port"] != second["external_port"]


def test_a_proxy_says_that_it_is_being_deleted_and_its_port_is_free_at_once(
    api: Api, control: Control, web: EmulatedObject, path: str
) -> None:
    control.change_settings(deletion={"polls": 2})
    first = api.made(path, {"process_id": web.id, "port": 80})
    api.delete(f"{path}/{first['id']}")

    second = api.made(path, {"process_id": web.id, "port": 80})
    shown = [api.get(f"{path}/{first['id']}") for _ in range(3)]

    assert second["external_port"] == first["external_port"]
    assert [answer.status_code for answer in shown] == [200, 200, 404]
    assert shown[0].json()["status"] == "deleting"


def test_numbers_are_used_again_when_all_are_in_use(control: Control) -> None:
    seeded = control.seed(applications=1, processes=1, tcp_proxies=1100)

    numbers = [proxy["external_port"] for proxy in seeded.tcp_proxies]

    assert set(numbers) == set(range(30_000, 31_000))
    assert max(numbers.count(number) for number in set(numbers)) == 2


def test_provisioning_can_fail(api: Api, control: Control, web: EmulatedObject, path: str) -> None:
    control.add_fault("provisioning_fails", method="POST", path="**/tcp-proxies", calls=[1])
    control.change_settings(provisioning={"polls": 1})

    failing, fine = (api.made(path, {"process_id": web.id, "port": 80}) for _ in range(2))

    def statuses(proxy: JsonObject) -> list[JsonValue]:
        return [api.seen(f"{path}/{proxy['id']}")["status"] for _ in range(3)]

    assert statuses(failing) == ["creating", "failed", "failed"]
    assert statuses(fine) == ["creating", "ready", "ready"]
