"""Whatever an id holds, a request goes where the others of its kind go, or not at all."""

from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.clients.paths import is_segment, path
from sevalla_provider.clients.verbs import Get
from sevalla_provider.http import UnusableId
from sevalla_provider.lifecycle.delete import remove
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.samples import APP, OTHER_APP, PROCESS_ID
from unit.web import Script, said

pytestmark = pytest.mark.anyio

QUOTED = {
    "a/b": "a%2Fb",
    "../x": "..%2Fx",
    "/": "%2F",
    "//": "%2F%2F",
    "a?b=c": "a%3Fb%3Dc",
    "a#b": "a%23b",
    "%2e%2e": "%252e%252e",
    "%2F": "%252F",
    "...": "...",
    " ": "%20",
    "a b\n": "a%20b%0A",
    "\x00": "%00",
    "\\..\\": "%5C..%5C",
    ":": "%3A",
    "http://other.test": "http%3A%2F%2Fother.test",
    "@;&=+$,": "%40%3B%26%3D%2B%24%2C",
    "ü": "%C3%BC",
    "7": "7",
}
BY_LISTS = (Get.FROM_LIST, Get.IF_LISTED)
NOWHERE = ["", ".", "..", "\ud83d"]

every_resource = pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)


@pytest.mark.parametrize("text", NOWHERE, ids=ascii)
def test_what_cannot_be_one_segment_makes_no_path(text: str) -> None:
    assert not is_segment(text)
    with pytest.raises(UnusableId) as caught:
        path("applications", text, "processes")
    assert "cannot be a part of an address" in str(caught.value)
    assert "pulumi state delete" in str(caught.value)
    str(caught.value).encode()  # to the engine


def test_everything_else_is_one_segment() -> None:
    for text, quoted in QUOTED.items():
        assert is_segment(text)
        assert path("x", text, "y") == f"/x/{quoted}/y"


def above(resource: Resource[Any], parent_id: str) -> str:
    """What a collection is below: its parent, and what that is in."""
    return "/".join((*(PROCESS_ID for _ in resource.parents[1:]), parent_id))


async def sent(resource: Resource[Any], parent_id: str, object_id: str) -> list[tuple[str, str]]:
    """Method and path, as they go out, of all that a collection asks for."""
    stages: JsonValue = [{"id": "1", "type": "preview"}]
    told: dict[str, JsonValue] = {
        "id": "1",
        "token": "t",
        "data": [{"id": object_id}],
        "stages": stages,
    }
    script = Script([said(200, told)])
    collection = resource.collection(script.client(), above(resource, parent_id))
    collection.recall(object_id, {"token": object_id, "service_type": "app"})
    if resource.operations.get not in BY_LISTS:
        await collection.get(object_id)
    make = collection.send if resource.operations.nameless else collection.create
    await make(dict.fromkeys(("agentId", "service_id", "app_id"), object_id))
    if resource.operations.update:
        await collection.update(object_id, {})
    for name in resource.operations.renewals:
        await collection.renew(object_id, name)
    await remove(resource, collection, object_id, {})
    assert {request.url.host for request in script.requests} == {"api.test"}
    return [(each.method, each.url.raw_path.decode()) for each in script.requests]


@every_resource
async def test_every_request_keeps_its_path_whatever_the_ids_hold(resource: Resource[Any]) -> None:
    plain = await sent(resource, APP, OTHER_APP)
    assert len(plain) > 1
    for text, quoted in QUOTED.items():
        as_own = [(method, line.replace(OTHER_APP, quoted)) for method, line in plain]
        assert await sent(resource, APP, text) == as_own
        as_parent = [(method, line.replace(APP, quoted)) for method, line in plain]
        assert await sent(resource, text, OTHER_APP) == as_parent


@every_resource
@pytest.mark.parametrize("text", NOWHERE, ids=ascii)
async def test_nothing_is_sent_to_an_id_that_leads_elsewhere(
    resource: Resource[Any], text: str
) -> None:
    script = Script([said(200)])
    if resource.parent is not None:
        with pytest.raises(UnusableId):
            resource.collection(script.client(), above(resource, text))
    if resource.id_output == "agent_id" or resource.operations.single:
        return  # never a part of a path
    collection = resource.collection(script.client(), above(resource, APP))
    collection.recall(text, {"token": text})
    if resource.operations.get not in BY_LISTS:
        with pytest.raises(UnusableId):
            await collection.get(text)
    if resource.operations.delete is not None:
        with pytest.raises(UnusableId):
            await remove(resource, collection, text, {})
    assert script.count == 0


async def test_a_token_that_leads_elsewhere_is_not_shown() -> None:
    shares = TUNNEL_SHARE.collection(Script([said(200)]).client(), APP)
    shares.recall("1", {"token": "t0k3n\ud83d"})
    with pytest.raises(UnusableId) as caught:
        await shares.get("1")
    assert "t0k3n" not in str(caught.value)
