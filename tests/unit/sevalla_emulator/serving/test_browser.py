"""A browser on this machine gets nothing out of the emulator, and nothing into it, for a page."""

import asyncio
import stat
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from sevalla_emulator.app import create_app
from sevalla_emulator.testing import RunningEmulator
from unit.sevalla_emulator.support import UNLIMITED

KEY = {"authorization": "Bearer sevalla-emulator-key"}
PATHS = ("/v3/applications", "/private-connect/v1/tunnels", "/_emulator/objects")
FOREIGN = (
    {"origin": "https://evil.test"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"},
)
OF_A_SHARE = (
    {"origin": "http://127.0.0.1:8787", "sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
    {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
)
UNSHARED = "/shared/no-such-token/"


def asked(
    path: str, headers: Mapping[str, str], host: str = "127.0.0.1:8787", method: str = "GET"
) -> httpx.Response:
    emulator = create_app(settings=UNLIMITED, allowed_hosts=["Emulator"])

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(emulator)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.request(method, path, headers=dict(headers))

    return asyncio.run(ask())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["127.0.0.1:8787", "[::1]:8787", "localhost:1", "LOCALHOST", "192.0.2.7", "emulator"]
)
def test_by_an_address_or_a_name_of_its_own_it_answers(path: str, host: str) -> None:
    assert asked(path, KEY, host).status_code in (200, 401)


@pytest.mark.parametrize("path", [*PATHS, UNSHARED, "/nowhere"])
@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:8787"])
def test_by_another_name_it_does_nothing_and_says_what_would_allow_it(path: str, host: str) -> None:
    refused = asked(path, KEY, host)
    assert refused.status_code == 421
    assert f"--allow-host {host.partition(':')[0]}" in refused.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", [*FOREIGN, *OF_A_SHARE])
def test_no_page_reaches_an_api_or_the_controls(path: str, headers: Mapping[str, str]) -> None:
    assert asked(path, {**KEY, **headers}).status_code == 403
    assert asked(path, {**KEY, **headers}, method="OPTIONS").status_code == 403


@pytest.mark.parametrize("path", ["/_emulator/openapi/sevalla.json", "/_emulator/objects"])
def test_a_person_may_look(path: str) -> None:
    opened = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}
    assert asked(path, opened).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_foreign_page_reaches_what_is_shared(headers: Mapping[str, str]) -> None:
    assert asked(UNSHARED, headers).status_code == 403


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, *OF_A_SHARE]
)
def test_who_follows_a_link_and_the_page_that_it_shows_reach_what_is_shared(
    headers: Mapping[str, str],
) -> None:
    assert asked(UNSHARED, headers).status_code in (404, 410)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_the_controls_want_json_by_its_name(emulator: RunningEmulator, kind: str) -> None:
    seed = f"{emulator.control_url}/seed"
    body = b'{"applications": 1}'
    headers = {"content-type": kind} if kind else {}
    assert httpx.post(seed, content=body, headers=headers).status_code == 415
    assert emulator.control.objects().applications == []
    named = {"content-type": "application/json; charset=utf-8"}
    assert httpx.post(seed, content=body, headers=named).is_success
    assert httpx.post(f"{emulator.control_url}/reset").is_success


@pytest.mark.parametrize("before", [None, 0o644])
def test_the_database_is_for_the_eyes_of_its_owner(tmp_path: Path, before: int | None) -> None:
    file = tmp_path / "objects.db"
    if before is not None:
        file.touch(before)
    create_app(database=file)
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}
