"""Each fault over real HTTP."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from pydantic import JsonValue

from sevalla_emulator.faults import Fault, When
from sevalla_emulator.testing import Control, ControlError, RunningEmulator, running_emulator
from unit.sevalla_emulator.support import Api, application, message


@pytest.mark.parametrize("when", ["before", "after"])
def test_status(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="status", status=503, when=when, headers={"x-more": "1"})])

    answer = api.post("/applications", application())

    assert answer.status_code == 503
    assert message(answer)
    assert answer.headers["x-more"] == "1"
    assert len(control.objects().applications) == (when == "after")


def test_status_with_a_body_of_ones_own(api: Api, control: Control) -> None:
    body: JsonValue = {"message": "no data here", "status": 422}
    control.add_fault("status", status=422, body=body)

    answer = api.get("/applications")

    assert (answer.status_code, answer.json()) == (422, body)


@pytest.mark.parametrize("status", [None, 200, 503])
def test_html(api: Api, control: Control, status: int | None) -> None:
    control.add_fault("html", status=status)

    answer = api.get("/applications")

    assert answer.status_code == (status or 502)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<html" in answer.text


@pytest.mark.parametrize("when", ["before", "after"])
def test_malformed_json(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="malformed_json", when=when)])

    answer = api.post("/applications", application())

    assert answer.is_success
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert len(control.objects().applications) == (when == "after")


@pytest.mark.parametrize("when", ["before", "after"])
def test_truncated_body(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="truncated_body", when=when)])

    with pytest.raises(httpx.RemoteProtocolError, match="complete message"):
        api.post("/applications", application())
    assert len(control.objects().applications) == (when == "after")
    (entry,) = control.requests()
    assert entry.status == (201 if when == "after" else 200)


@pytest.mark.parametrize("when", ["before", "after"])
def test_empty_body(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="empty_body", when=when)])

    answer = api.post("/applications", application())

    assert answer.is_success
    assert answer.content == b""
    assert len(control.objects().applications) == (when == "after")


@pytest.mark.parametrize("when", ["before", "after"])
def test_reset(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="reset", when=when, calls=[1])])

    with pytest.raises(httpx.ReadError, match="reset"):
        api.post("/applications", application())
    assert len(control.objects().applications) == (when == "after")
    assert control.requests()[0].status is None
    assert api.get("/applications").status_code == 200


@pytest.mark.parametrize("when", ["before", "after"])
def test_hang_until_the_client_leaves(api: Api, control: Control, when: When) -> None:
    control.add_faults([Fault(kind="hang", when=when, calls=[1])])

    with pytest.raises(httpx.ReadTimeout):
        api.http.post("/applications", json=application(), timeout=0.1)
    assert len(control.objects().applications) == (when == "after")
    assert control.requests()[0].status is None
    assert api.get("/applications").status_code == 200


def test_hang_for_a_while(api: Api, control: Control) -> None:
    control.add_fault("hang", seconds=0.1)

    begin = time.monotonic()
    with pytest.raises(httpx.NetworkError):
        api.get("/applications")
    assert time.monotonic() - begin >= 0.1


def test_hanging_requests_do_not_keep_the_emulator_from_ending() -> None:
    with ThreadPoolExecutor() as pool:
        with running_emulator() as emulator:
            emulator.control.add_fault("hang")
            address, key = f"{emulator.url}/applications", f"Bearer {emulator.api_key}"
            hanging = pool.submit(
                httpx.get, address, headers={"authorization": key}, timeout=30, verify=False
            )
            while not emulator.control.requests():
                assert not hanging.done()
            begin = time.monotonic()
        assert time.monotonic() - begin < 1.5
        assert isinstance(hanging.exception(timeout=1), httpx.NetworkError)


def test_raw_field(api: Api, control: Control, app_path: str) -> None:
    big = "9" * 400
    control.add_fault("raw_field", merge={"name": '"half \\ud83d"', "size": big})

    one, several = api.get(app_path), api.get("/applications")

    for answer, shown in ((one, one.json()), (several, several.json()["data"][0])):
        assert b'"half \\ud83d"' in answer.content
        assert (shown["name"], shown["size"]) == ("half \ud83d", int(big))


def test_unknown_field(api: Api, control: Control, app_path: str) -> None:
    control.add_fault("unknown_field", merge={"colour": {"name": "blue"}, "status": None})

    one = api.seen(app_path)
    page = api.seen("/applications")
    plain = api.get("/resources/clusters").json()

    assert (one["colour"], one["status"]) == ({"name": "blue"}, None)
    items = page["data"]
    assert isinstance(items, list)
    (item,) = items
    assert isinstance(item, dict)
    assert item.items() <= one.items()
    assert page["total"] == 1
    assert all(item["colour"] == {"name": "blue"} for item in plain)
    assert api.delete(app_path).status_code == 204


@pytest.mark.parametrize("body", [None, [], "text", {"id": 7}])
def test_replace_body(api: Api, control: Control, app_path: str, body: JsonValue) -> None:
    control.add_fault("replace_body", body=body)

    assert api.get(app_path).json() == body
    answer = api.delete(app_path)
    assert (answer.status_code, answer.json()) == (200, body)
    assert control.objects().applications == []


def test_headers_can_be_taken_away(api: Api, control: Control) -> None:
    control.change_settings(limits={"read": {"limit": 5}})
    control.add_fault(
        "status", status=500, headers={"X-Request-Id": None, "x-ratelimit-reset": "soon"}
    )

    headers = api.get("/applications").headers

    assert "x-request-id" not in headers
    assert headers["x-ratelimit-reset"] == "soon"
    assert headers["x-ratelimit-limit"] == "5"


def test_calls_are_counted_from_one(api: Api, control: Control) -> None:
    control.add_fault("status", status=500, path="/applications", calls=[1, 3])

    statuses = [api.get("/applications").status_code for _ in range(4)]

    assert statuses == [500, 200, 500, 200]
    (report,) = control.faults()
    assert (report.matched, report.fired) == (4, 2)


@pytest.mark.parametrize(
    ("method", "pattern", "status"),
    [
        ("*", "**", 500),
        ("get", "**", 500),
        ("POST", "**", 200),
        ("*", "/applications/*", 500),
        ("*", "/applications", 200),
        ("*", "/*", 200),
        ("*", "/applications/**", 500),
        ("*", "**/*", 500),
        ("*", "^/applications/[0-9a-f-]{36}$", 500),
        ("*", "^/app$", 200),
        ("*", "/applications/.*", 200),
    ],
)
def test_patterns(
    api: Api, control: Control, app_path: str, method: str, pattern: str, status: int
) -> None:
    control.add_fault("status", status=500, method=method, path=pattern)

    assert api.get(app_path).status_code == status


def test_several_faults_add_up(api: Api, control: Control) -> None:
    control.add_faults(
        [
            Fault(kind="unknown_field", merge={"colour": "blue"}),
            Fault(kind="status", status=500, path="/applications/*"),
            Fault(kind="empty_body", calls=[2], when="after"),
        ]
    )

    assert api.made("/applications", application())["colour"] == "blue"
    assert api.post("/applications", application()).content == b""
    assert len(control.objects().applications) == 2


def test_faults_can_be_lifted(api: Api, control: Control) -> None:
    first = control.add_fault("status", status=500)
    second = control.add_fault("status", status=503)
    assert first != second

    control.remove_fault(first)
    assert api.get("/applications").status_code == 503
    control.clear_faults()
    assert api.get("/applications").status_code == 200
    with pytest.raises(ControlError, match="404"):
        control.remove_fault(first)


def test_the_log_tells_which_fault_fired(api: Api, control: Control) -> None:
    fault = control.add_fault("status", status=500, calls=[1])
    api.get("/applications")
    api.get("/applications")

    assert [entry.fault for entry in control.requests()] == [fault, None]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "explode"},
        {"kind": "status"},
        {"kind": "unknown_field"},
        {"kind": "raw_field"},
        {"kind": "raw_field", "merge": {"size": 1}},
        {"kind": "reset", "colour": "blue"},
        {"kind": "reset", "calls": [0]},
        {"kind": "reset", "path": "^("},
        {"kind": "reset", "when": "later"},
        {"kind": "status", "status": 99},
        [{"kind": "reset"}, {"kind": "explode"}],
    ],
)
def test_nonsense_is_refused_whole(emulator: RunningEmulator, body: JsonValue) -> None:
    answer = httpx.post(f"{emulator.control_url}/faults", json=body)

    assert answer.status_code == 400
    assert answer.json()["message"]
    assert emulator.control.faults() == []
