"""The control API through its client."""

import httpx
import pytest

from sevalla_emulator.catalogue import APIS
from sevalla_emulator.testing import Control, ControlError, ManualClock, RunningEmulator
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, process


def test_a_reset_drops_everything(api: Api, control: Control) -> None:
    control.seed(applications=1, processes=1, tcp_proxies=1)
    control.add_fault("status", status=500)
    api.get("/applications")

    control.reset()

    assert not any(control.objects().by_kind.values())
    assert control.faults() == []
    assert control.requests() == []
    assert control.counters().model_dump() == {"buckets": {}, "routes": {}, "writes": 0}


def test_a_reset_opens_all_windows(api: Api, control: Control) -> None:
    control.change_settings(limits={"read": {"limit": 1}})
    api.get("/applications")
    control.reset()
    control.change_settings(limits={"read": {"limit": 1}})

    assert api.get("/applications").status_code == 200


def test_an_object_can_be_made_behind_the_back(api: Api, control: Control) -> None:
    made_app = control.make_object("applications", {"display_name": "Hidden"})
    made = control.make_object(
        "processes", {"app_id": made_app.id, "type": "web", "port": "nonsense", "colour": 1}
    )
    proxy = control.make_object("tcp_proxies", {"process_id": made.id, "status": "melting"})

    seen = api.seen(f"/applications/{made_app.id}/processes/{made.id}")
    assert (seen["port"], seen["colour"], seen["type"]) == ("nonsense", 1, "web")
    assert api.seen(f"/applications/{made_app.id}/tcp-proxies/{proxy.id}") == proxy.fields
    assert proxy["status"] == "melting"


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("processes", {}, "app_id"),
        ("tcp_proxies", {}, "process_id"),
        ("tcp_proxies", {"process_id": UNKNOWN_ID}, "app_id"),
        ("tunnels", {}, "tunnels"),
    ],
)
def test_what_an_object_belongs_to_is_needed(
    control: Control, kind: str, fields: dict[str, str], words: str
) -> None:
    with pytest.raises(ControlError, match=words):
        control.make_object(kind, {**fields})


def test_an_id_is_taken_once(control: Control) -> None:
    made = control.make_object("applications", {})

    with pytest.raises(ControlError, match="taken"):
        control.make_object("applications", {"id": made.id})


def test_an_object_can_be_changed_to_anything(api: Api, control: Control, app_path: str) -> None:
    made = api.made(f"{app_path}/processes", process())

    changed = control.change_object(
        str(made["id"]), {"status": "melting", "port": None, "updated_at": "never"}
    )

    assert changed.fields == {**made, "status": "melting", "port": None, "updated_at": "never"}
    assert api.seen(f"{app_path}/processes/{made['id']}") == changed.fields


def test_an_object_can_be_removed_with_its_own(api: Api, control: Control) -> None:
    control.change_settings(deletion={"seconds": 60})
    seeded = control.seed(applications=1, processes=2, tcp_proxies=2)

    control.remove_object(seeded.processes[0].id)

    left = control.objects()
    assert [one.id for one in left.processes] == [seeded.processes[1].id]
    assert [one["process_id"] for one in left.tcp_proxies] == [seeded.processes[1].id]
    path = f"/applications/{seeded.applications[0].id}/processes/{seeded.processes[0].id}"
    assert api.get(path).status_code == 404
    assert control.find(seeded.processes[0].id) is None


def test_an_unknown_object_is_an_error(control: Control) -> None:
    with pytest.raises(ControlError, match="404"):
        control.change_object(UNKNOWN_ID, {})
    with pytest.raises(ControlError, match="404"):
        control.remove_object(UNKNOWN_ID)


def test_what_is_under_way_can_be_seen(api: Api, control: Control, app_path: str) -> None:
    control.change_settings(deletion={"polls": 3}, consistency={"seconds": 60})
    made = api.made(f"{app_path}/processes", process())
    path = f"{app_path}/processes/{made['id']}"

    hidden = control.find(str(made["id"]))
    api.delete(path)
    deleting = control.find(str(made["id"]))

    assert hidden
    assert deleting
    assert (hidden.hidden, hidden.deleting) == (True, False)
    assert (deleting.hidden, deleting.deleting) == (True, True)
    assert [(one.name, one.polls) for one in deleting.transitions] == [
        ("visibility", None),
        ("deletion", 3),
    ]
    assert "_emulator" not in deleting.fields


def test_the_clock_moves_forward_only(control: Control, clock: ManualClock) -> None:
    before = clock.now()

    control.advance(90.5)

    assert clock.now() == before + 90.5
    with pytest.raises(ControlError, match="400"):
        control.advance(-1)


def test_the_log_holds_what_was_asked(api: Api, control: Control, app_path: str) -> None:
    api.get(f"{app_path}/processes?limit=5&offset=0")
    answer = api.post(f"{app_path}/processes", process())
    api.http.post("/applications", content=b"not json")

    listed, made, broken = control.requests()
    assert (listed.method, listed.path) == ("GET", f"{app_path}/processes")
    assert (listed.query, listed.status, listed.body) == ("limit=5&offset=0", 200, None)
    assert (made.body, made.status) == (process(), 201)
    assert made.request_id == answer.headers["x-request-id"]
    assert made.buckets == ["write"]
    assert (broken.body, broken.status) == ("not json", 400)
    assert [entry.method for entry in control.requests("POST")] == ["POST", "POST"]


def test_requests_are_counted_by_route_and_bucket(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(limits={"mutation": {"limit": 1}})
    for _ in range(2):
        api.get(f"{app_path}/processes")
        api.patch(app_path, {})
    api.get("/nowhere/at/all")
    api.post("/applications", application())

    counters = control.counters()
    assert counters.writes == 3
    assert counters.routes["GET /applications/{app_id}/processes"].statuses == {"200": 2}
    assert counters.routes["PATCH /applications/{app_id}"].statuses == {"200": 1, "429": 1}
    assert counters.routes["GET (unknown)"].statuses == {"404": 1}
    buckets = {name: (one.requests, one.limited) for name, one in counters.buckets.items()}
    assert buckets == {"read": (3, 0), "write": (3, 0), "mutation": (2, 1), "creation": (1, 0)}


def test_the_log_can_be_cleared_alone(api: Api, control: Control) -> None:
    control.change_settings(limits={"read": {"limit": 1}})
    api.get("/applications")

    control.clear_log()

    assert control.requests() == []
    assert control.counters().routes == {}
    assert api.get("/applications").status_code == 429


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("PUT", "/settings"), ("GET", "/reset")]
)
def test_there_is_nothing_else(emulator: RunningEmulator, method: str, path: str) -> None:
    answer = httpx.request(method, emulator.control_url + path)

    assert answer.status_code in {404, 405}


@pytest.mark.parametrize("body", [{"applications": -1}, {"colour": 1}, {"tcp_proxies": 1}, []])
def test_a_seed_is_checked(emulator: RunningEmulator, body: object) -> None:
    answer = httpx.post(f"{emulator.control_url}/seed", json=body)

    assert answer.status_code == 400
    assert not any(emulator.control.objects().by_kind.values())


def test_kinds_are_those_of_the_catalogue(control: Control) -> None:
    kinds = [kind.name for api in APIS for kind in api.kinds]

    assert list(control.objects().by_kind) == kinds
    with pytest.raises(ControlError, match="planets"):
        control.seed(planets=1)
    with pytest.raises(ControlError, match="404"):
        control.make_object("planets", {})
    with pytest.raises(AttributeError, match="planets"):
        _ = control.objects().planets


def test_a_body_that_is_no_json_is_refused(emulator: RunningEmulator) -> None:
    headers = {"content-type": "application/json"}
    refused = httpx.post(f"{emulator.control_url}/seed", content=b"{", headers=headers)
    assert refused.status_code == 400
