import anyio
import httpx
import pytest

from sevalla_emulator import create_app
from sevalla_emulator.store import Store
from sevalla_emulator.testing import Control, RunningEmulator
from unit.sevalla_emulator.support import Api, application, message, no_route, process


@pytest.mark.parametrize("path", ["/nothing", "/applications/", "/resources", "/a/b/c/d"])
def test_an_unknown_route_does_not_look_like_an_object_that_is_missing(api: Api, path: str) -> None:
    assert no_route(api.get(path)) == f"Route GET:{path} not found"


@pytest.mark.parametrize("path", ["/v3", "/v2/applications", "/applications", "/v3/a%0Ab"])
def test_nothing_is_served_beside_the_prefix(emulator: RunningEmulator, path: str) -> None:
    headers = {"authorization": f"Bearer {emulator.api_key}"}

    answer = httpx.get(emulator.url.removesuffix("/v3") + path, headers=headers)

    assert no_route(answer)


@pytest.mark.parametrize("method", ["PUT", "HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_a_method_that_is_not_there_is_405_and_tells_which_are(api: Api, method: str) -> None:
    answer = api.http.request(method, "/applications")

    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("app_id", ["1", "not-a-uuid", "0" * 32, "{" + "0" * 8 + "}", "a%0Ab"])
def test_an_id_that_is_no_uuid_is_400(api: Api, app_id: str) -> None:
    answer = api.get(f"/applications/{app_id}")

    assert answer.status_code == 400
    assert "app_id" in message(answer)


def test_ids_are_found_in_upper_case_too(api: Api, app_path: str) -> None:
    prefix, _, app_id = app_path.rpartition("/")

    assert api.get(f"{prefix}/{app_id.upper()}").status_code == 200


@pytest.mark.parametrize(
    "content",
    [b"{", b"nonsense", b'"text"', b"[]", b"17", b"NaN", b"null", b"\xff\xfe\xfd", b"[" * 100_000],
)
def test_a_body_that_is_no_json_object_is_400(api: Api, content: bytes) -> None:
    answer = api.http.post("/applications", content=content)

    assert answer.status_code == 400
    assert message(answer)


def test_text_that_is_no_unicode_is_400_and_can_still_be_read_in_the_log(
    api: Api, control: Control
) -> None:
    answer = api.http.post("/applications", content=b'{"display_name": "\\ud800"}')

    assert answer.status_code == 400
    assert "\\ud800" in str(control.requests()[0].body)


def test_every_wrong_field_is_named_at_once(api: Api, app_path: str) -> None:
    body = process("worker", port=0, display_name="", colour="blue")

    words = message(api.post(f"{app_path}/processes", body))

    assert all(name in words for name in ("port", "display_name", "colour"))


def test_every_answer_has_a_request_id_of_its_own(api: Api) -> None:
    answers = [api.get("/applications"), api.get("/nothing"), api.post("/applications", {})]

    assert len({answer.headers["x-request-id"] for answer in answers}) == 3


def test_latency_is_kept(api: Api, control: Control) -> None:
    control.change_settings(latency=0.05)

    assert api.get("/applications").elapsed.total_seconds() >= 0.05


def test_a_mistake_of_the_emulator_is_a_documented_500_and_changes_nothing(
    api: Api, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Store, "insert", lambda *_: 1 / 0)
        answer = api.post("/applications", application())

    assert answer.status_code == 500
    assert message(answer)
    assert control.objects().applications == []


def test_it_can_be_used_without_any_socket() -> None:
    async def use() -> tuple[int, int]:
        transport = httpx.ASGITransport(create_app())
        headers = {"authorization": "Bearer sevalla-emulator-key"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1/v3", headers=headers
        ) as client:
            made = await client.post("/applications", json=application())
            seen = await client.get(f"/applications/{made.json()['id']}")
            return made.status_code, seen.status_code

    assert anyio.run(use) == (201, 200)
