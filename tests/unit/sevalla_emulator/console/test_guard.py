"""Who may see the console, and who may press its buttons: nobody on behalf of another page."""

import re
from collections.abc import Mapping

import pytest

from sevalla_emulator.testing import Control
from unit.sevalla_emulator.console.support import HTTP, OPENED, OWN, Visitor, elements

FOREIGN: tuple[Mapping[str, str], ...] = (
    {"origin": "https://evil.test"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
)
FRAMED = {**OPENED, "sec-fetch-site": "same-origin", "sec-fetch-dest": "iframe"}
EVENTS = "/_emulator/console/events"


def fields(control: Control) -> dict[str, str]:
    return {"id": control.seed(applications=1).applications[0].id}


@pytest.mark.parametrize("path", ["/", EVENTS, "/_emulator/console/static/console.js"])
@pytest.mark.parametrize("headers", FOREIGN)
def test_nothing_of_it_is_for_a_foreign_page(
    visitor: Visitor, path: str, headers: Mapping[str, str]
) -> None:
    answer = HTTP.get(f"{visitor.origin}{path}", headers=dict(headers))
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert visitor.token not in answer.text


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test:8787"])
def test_by_a_foreign_name_there_is_no_console(visitor: Visitor, host: str) -> None:
    assert visitor.get(host=host).status_code == 421
    pressed = visitor.post("do/reset", {"token": visitor.token}, host=host)
    assert pressed.status_code == 421


def test_a_link_that_somebody_follows_shows_it(visitor: Visitor) -> None:
    assert visitor.get(**{"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("headers", [OWN, {"sec-fetch-site": "same-origin"}])
@pytest.mark.parametrize("path", ["/", EVENTS, f"{EVENTS}?token=wrong"])
def test_a_page_of_the_same_origin_needs_the_token(
    visitor: Visitor, path: str, headers: Mapping[str, str]
) -> None:
    answer = HTTP.get(f"{visitor.origin}{path}", headers=dict(headers))
    assert answer.status_code == 403
    assert visitor.token not in answer.text


@pytest.mark.parametrize("headers", [FRAMED, {**OPENED, "sec-fetch-dest": "embed"}, {}])
def test_the_token_is_for_a_page_in_a_window_of_its_own_alone(
    visitor: Visitor, headers: Mapping[str, str]
) -> None:
    answer = HTTP.get(f"{visitor.origin}/", headers=dict(headers))
    assert visitor.token
    assert visitor.token not in answer.text
    if answer.status_code == 200:  # a program reads it, and finds no button
        forms = [each for each in elements(answer.text) if each[0] == "form"]
        assert [each.get("method") for _tag, each in forms] == ["get"]


@pytest.mark.parametrize("token", ["", "wrong", "é"])
@pytest.mark.parametrize("path", ["do/remove", "do/reset", "do/nothing", "reveal"])
def test_no_button_without_the_token(
    visitor: Visitor, control: Control, path: str, token: str
) -> None:
    there = fields(control)
    assert visitor.post(path, {**there, "token": token}).status_code == 403
    assert visitor.post(path, there).status_code == 403
    assert [one.id for one in control.objects().applications] == [there["id"]]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_button_for_a_foreign_page_even_with_the_token(
    visitor: Visitor, control: Control, headers: Mapping[str, str]
) -> None:
    there = {**fields(control), "token": visitor.token}
    said = {"origin": "https://evil.test", **headers}
    assert visitor.post("do/remove", there, **said).status_code == 403
    assert [one.id for one in control.objects().applications] == [there["id"]]


def test_the_token_in_a_query_opens_no_button(visitor: Visitor, control: Control) -> None:
    there = fields(control)
    assert visitor.post(f"do/remove?token={visitor.token}", there).status_code == 403


def test_nothing_changes_by_get(visitor: Visitor, control: Control) -> None:
    there = fields(control)
    answer = visitor.get(f"/_emulator/console/do/remove?token={visitor.token}&id={there['id']}")
    assert answer.status_code in (404, 405)
    assert len(control.objects().applications) == 1


@pytest.mark.parametrize("path", ["/_emulator/objects", "/v3/applications"])
def test_the_token_opens_neither_the_control_api_nor_the_apis_to_a_page(
    visitor: Visitor, path: str
) -> None:
    answer = visitor.get(path, **OWN, **{"x-console-token": visitor.token})
    assert answer.status_code == 403


def test_each_emulator_has_a_token_of_its_own(visitor: Visitor) -> None:
    assert len(visitor.token) >= 43  # 256 bits
    assert visitor.token == visitor.token


def test_the_page_says_what_a_browser_may_do_with_it(visitor: Visitor) -> None:
    said = visitor.get().headers
    policy = said["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    # What shares show has the same origin, and is no place to load a script from.
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts
    assert scripts[1] == f"{visitor.origin}/_emulator/console/static/"
    assert said["x-content-type-options"] == "nosniff"
    assert said["cross-origin-opener-policy"] == "same-origin"
    assert said["cache-control"] == "no-store"
    assert "set-cookie" not in said


def test_the_page_has_no_script_and_no_style_of_its_own_and_no_outside_address(
    visitor: Visitor, control: Control
) -> None:
    control.seed(applications=1, processes=2, tcp_proxies=1, deployments=1)
    for tag, attributes in elements(visitor.page()):
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert str(attributes["src"]).startswith("/_emulator/console/static/")
        leading = [
            str(attributes[name]) for name in ("src", "href", "action") if name in attributes
        ]
        assert all(re.match(r"/(?!/)|#|http://127\.0\.0\.1:", each) for each in leading), leading
