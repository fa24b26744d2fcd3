"""Ids that people say are checked, and have one form; those of answers are kept."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.ids import AnyId, MalformedId
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.samples import APP, OTHER_AGENT, PROCESS_ID, TUNNEL_ID, connection, web

HOSTILE = [
    "",
    ".",
    "..",
    "/",
    "//",
    "x",
    "?",
    "#",
    "%2e",
    "%2e%2e",
    " ",
    "\n",
    "\x00",
    "\ud83d",
    "7",
    f" {APP}",
    f"{APP} ",
    f"{APP}\n",
    f"{APP}?x=1",
    f"{APP}#x",
    f"{APP}/",
    f"/{APP}",
    f"{APP}%20",
    f"{{{APP}}}",
    APP.replace("-", ""),
    APP.replace("0", "\u0660"),
    APP[:-1],
]
IMPORTABLE = [each for each in CATALOGUE if each.importable]
importable = pytest.mark.parametrize("resource", IMPORTABLE, ids=lambda each: each.name)


def whole(resource: Resource[Any], own: str) -> str:
    return resource.id_of(above(resource, APP), own)


def above(resource: Resource[Any], text: str) -> str:
    """The part of an id that names the parent, which begins with a text."""
    return "/".join((text, *(APP for _ in resource.parents[1:])))


@importable
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_is_no_id_is_refused_by_naming_the_form(resource: Resource[Any], text: str) -> None:
    parts = set() if _may_be_own(resource, text) else {whole(resource, text)}
    if resource.parent is not None:
        single = resource.operations.single
        compound = set() if single else {resource.id_of(above(resource, text), APP)}
        parts |= {text, *compound, f"{APP}//{APP}", f"{whole(resource, APP)}/{APP}"}
    for each in parts:
        with pytest.raises(MalformedId) as caught:
            resource.checked_id(each, {})
        assert f"is not of the form {resource.id_form}" in str(caught.value)
        assert "a UUID such as" in str(caught.value)
        str(caught.value).encode()


def _may_be_own(resource: Resource[Any], text: str) -> bool:
    """Whether nobody documents what an id is, and it may be this."""
    return resource.own_id_rule == AnyId() and text in ("x", "7", APP.replace("-", ""), APP[:-1])


@importable
def test_an_id_in_capitals_is_the_same_id(resource: Resource[Any]) -> None:
    typed = whole(resource, PROCESS_ID).upper()
    assert resource.checked_id(typed, {}) == whole(resource, PROCESS_ID)
    assert resource.same_id(typed) == resource.same_id(whole(resource, PROCESS_ID))


@pytest.mark.parametrize(
    "share_id", [APP.upper(), "token-0123456789abcdef", "TOKEN-0123456789ABCDEF"]
)
def test_a_share_has_an_id_of_the_api_or_one_of_ours(share_id: str) -> None:
    assert TUNNEL_SHARE.checked_id(share_id, {"tunnel_id": TUNNEL_ID}) == share_id.lower()


@pytest.mark.parametrize("share_id", ["token-", "token-0123456789abcdeg", "token-../x", "..", "1"])
def test_a_share_has_no_other_id(share_id: str) -> None:
    with pytest.raises(MalformedId, match=r"form share_id .*UUID.* token-0123456789abcdef"):
        TUNNEL_SHARE.checked_id(share_id, {"tunnel_id": TUNNEL_ID})


def test_an_id_alone_leads_to_no_share() -> None:
    with pytest.raises(MalformedId, match="cannot be imported"):
        TUNNEL_SHARE.checked_id(APP, {})


@pytest.mark.parametrize("own", ["7", "..", "a/b?c", APP.upper()])
def test_an_id_of_our_own_state_stays_as_an_answer_told_it(own: str) -> None:
    kept: Properties = {"process_id": own}
    assert PROCESS.checked_id(f"{APP}/{own}", kept) == f"{APP}/{own}"
    assert PROCESS.split_id(f"{APP}/{own}", kept) == (APP, own)
    assert PROCESS.own_part(f"{APP}/{own}") == own
    assert TUNNEL.checked_id(own, {"tunnel_id": own}) == own
    assert TUNNEL.split_id(own, {}) == ("", own)
    assert TUNNEL.own_part(own) == own


def test_what_is_no_uuid_keeps_its_capitals() -> None:
    assert PROCESS.same_id(f"{APP.upper()}/Abc") == f"{APP}/Abc"


@pytest.mark.parametrize(
    ("resource", "inputs", "name"),
    [
        (PROCESS, web(), "app_id"),
        (TUNNEL_CONNECTION, connection(), "tunnel_id"),
        (TUNNEL_CONNECTION, connection(), "agent_id"),
    ],
    ids=["process", "connection", "agent"],
)
def test_a_state_that_an_import_wrote_in_capitals_plans_nothing(
    resource: Resource[Any], inputs: Properties, name: str
) -> None:
    kept = {**inputs, name: str(inputs[name]).upper()}
    assert kept != inputs
    assert changes(resource, kept, inputs) == []
    assert [each.name for each in changes(resource, {**inputs, name: OTHER_AGENT[::-1]}, inputs)]
