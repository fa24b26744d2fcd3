"""A plain client of the Private Connect API, and bodies that it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.testing import EmulatedObject, RunningEmulator
from unit.sevalla_emulator.support import Api

TUNNELS = "/v1/tunnels"


@contextmanager
def calling_tunnels(emulator: RunningEmulator, key: str | None = None) -> Iterator[Api]:
    headers = {"x-api-key": emulator.private_connect_key if key is None else key}
    with httpx.Client(base_url=emulator.private_connect_url, headers=headers, verify=False) as http:
        yield Api(http)


def tunnel(agent: EmulatedObject, **more: JsonValue) -> JsonObject:
    """What POST needs for a tunnel."""
    return {"target": "localhost:5432", "agentId": agent.id, **more}


def refusal(answer: httpx.Response) -> str:
    """The words of a refusal, which must have the form of this API."""
    body = answer.json()
    assert set(body) == {"statusCode", "message"}
    assert body["statusCode"] == answer.status_code
    assert isinstance(body["message"], str)
    return body["message"]
