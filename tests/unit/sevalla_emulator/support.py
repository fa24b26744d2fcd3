"""A plain client of the emulated API, and bodies that it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.reference import CLUSTERS, RESOURCE_TYPES
from sevalla_emulator.settings import Limit, Limits, Settings
from sevalla_emulator.testing import RunningEmulator

S1 = RESOURCE_TYPES[1].id
S2 = RESOURCE_TYPES[2].id
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"

_OBJECT = TypeAdapter(JsonObject)
_NONE = Limit(limit=None, window=60)
UNLIMITED = Settings(
    web_process=False,  # what comes by itself has tests of its own
    web_delete="remove",
    limits=Limits(
        read=_NONE, write=_NONE, mutation=_NONE, deployment=_NONE, creation=_NONE, logs=_NONE
    ),
)


class Api:
    """Calls the API with one key; paths are below ``/v3``."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def post(self, path: str, body: JsonValue) -> httpx.Response:
        return self.http.post(path, json=body)

    def patch(self, path: str, body: JsonValue) -> httpx.Response:
        return self.http.patch(path, json=body)

    def delete(self, path: str) -> httpx.Response:
        return self.http.delete(path)

    def seen(self, path: str) -> JsonObject:
        """The object that GET shows."""
        return fields(self.get(path))

    def made(self, path: str, body: JsonValue) -> JsonObject:
        """The object that POST makes."""
        answer = self.post(path, body)
        assert answer.status_code == 201, answer.text
        return fields(answer)


@contextmanager
def calling(emulator: RunningEmulator, key: str | None = None) -> Iterator[Api]:
    headers = {"authorization": f"Bearer {emulator.api_key if key is None else key}"}
    # It is plain HTTP: to load certificates would only take time.
    with httpx.Client(base_url=emulator.url, headers=headers, verify=False) as http:
        yield Api(http)


def fields(answer: httpx.Response) -> JsonObject:
    assert answer.is_success, answer.text
    return _OBJECT.validate_json(answer.content)


def message(answer: httpx.Response) -> str:
    """The words of a refusal, which must have the documented form."""
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["data"]["code"].startswith("err-")
    assert body["message"]
    assert answer.headers["x-request-id"]
    return str(body["message"])


def no_route(answer: httpx.Response) -> str:
    """The words of a 404 for a path that nobody serves: in neither API's form."""
    body = answer.json()
    assert answer.status_code == 404
    assert body["statusCode"] == 404
    assert body["error"] == "Not Found"
    assert "status" not in body
    assert answer.headers["x-request-id"]
    return str(body["message"])


def process(process_type: str = "worker", **more: JsonValue) -> JsonObject:
    """What POST needs for a process of this type."""
    needed: JsonObject = {"schedule": "0 3 * * *"} if process_type == "cron" else {}
    return {
        "type": process_type,
        "display_name": f"my {process_type}",
        "resource_type_id": S1,
        **needed,
        **more,
    }


def application(**more: JsonValue) -> JsonObject:
    """What POST needs for an application."""
    return {
        "display_name": "My app",
        "cluster_id": CLUSTERS[0].id,
        "source": "publicGit",
        "repo_url": "https://git.example/acme/shop",
        **more,
    }
