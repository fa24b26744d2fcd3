"""Ids in answers are taken as they come: no answer to a POST is thrown away for its id."""

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.http import InvalidResponse
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.samples import APP
from unit.web import Script, said

pytestmark = pytest.mark.anyio

TAKEN = [
    ("7", "7"),
    ("abc", "abc"),
    ("A/B?c#d", "A/B?c#d"),
    ("..", ".."),
    (".", "."),
    (" ", " "),
    (7, "7"),
    (0, "0"),
    (-3, "-3"),
    (7.0, "7"),
    (2**70, str(2**70)),
    (1.5, "1.5"),
]


@pytest.mark.parametrize(("told", "taken"), TAKEN, ids=repr)
async def test_an_answer_is_kept_whatever_its_id(told: JsonValue, taken: str) -> None:
    reply = said(201, {"id": told, "display_name": "x"})
    assert (await PROCESS.collection(Script([reply]).client(), APP).create({})).id == taken
    listed = said(200, {"data": [{"id": told}], "total": 1})
    assert list(await PROCESS.collection(Script([listed]).client(), APP).all()) == [taken]


@pytest.mark.parametrize(
    "body", ['{"id": ""}', '{"id": null}', "{}", '{"id": true}', '{"id": {}}', '{"id": NaN}']
)
async def test_what_names_nothing_is_looked_for(body: str) -> None:
    reply = httpx.Response(201, content=body.encode())
    with pytest.raises(InvalidResponse):
        await PROCESS.collection(Script([reply]).client(), APP).create({})


@pytest.mark.parametrize("told", [None, "", ".", "..", True, {}, []], ids=repr)
async def test_a_share_without_an_id_of_use_gets_one_of_ours(told: JsonValue) -> None:
    reply = said(201, {"success": True, "share": {"id": told, "token": "t0k3n"}})
    made = await TUNNEL_SHARE.collection(Script([reply]).client(), APP).create({})
    assert made.id.startswith("token-")
    assert made.model_dump()["token"] == "t0k3n"


async def test_a_share_keeps_a_number_of_the_api_s() -> None:
    reply = said(201, {"share": {"id": 12, "token": "t0k3n"}})
    assert (await TUNNEL_SHARE.collection(Script([reply]).client(), APP).create({})).id == "12"
