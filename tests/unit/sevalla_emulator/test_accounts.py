"""Two companies and two workspaces, of which neither sees anything of the other."""

from collections.abc import Iterator

import pytest

from sevalla_emulator.access import COMPANY_ID, OTHER_COMPANY_ID
from sevalla_emulator.testing import Control, EmulatedObject, RunningEmulator
from unit.sevalla_emulator.private_connect.support import TUNNELS, calling_tunnels, tunnel
from unit.sevalla_emulator.support import Api, application, calling, fields, message, process


@pytest.fixture
def other(emulator: RunningEmulator) -> Iterator[Api]:
    with calling(emulator, emulator.other_api_key) as client:
        yield client


@pytest.fixture
def other_tunnels(emulator: RunningEmulator) -> Iterator[Api]:
    with calling_tunnels(emulator, emulator.other_private_connect_key) as client:
        yield client


@pytest.fixture
def tunnels(emulator: RunningEmulator) -> Iterator[Api]:
    with calling_tunnels(emulator) as client:
        yield client


@pytest.fixture
def agent(control: Control) -> EmulatedObject:
    return control.make_agent()


def test_each_company_has_its_own_id_and_applications(api: Api, other: Api) -> None:
    ours = api.made("/applications", application())
    theirs = other.made("/applications", application())

    assert (ours["company_id"], theirs["company_id"]) == (COMPANY_ID, OTHER_COMPANY_ID)
    assert [one["id"] for one in api.get("/applications").json()["data"]] == [ours["id"]]
    assert [one["id"] for one in other.get("/applications").json()["data"]] == [theirs["id"]]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["", "/processes/{process}"])
def test_what_another_company_has_is_missing_in_the_documented_form(
    api: Api, other: Api, method: str, path: str
) -> None:
    app = api.made("/applications", application())
    made = api.made(f"/applications/{app['id']}/processes", process())
    one = f"/applications/{app['id']}{path.format(process=made['id'])}"

    answer = other.http.request(method, one, json={"display_name": "taken"})

    assert answer.status_code == 404
    assert message(answer)
    assert api.seen(one)["display_name"] != "taken"


def test_nothing_is_made_or_listed_in_another_company_s_application(api: Api, other: Api) -> None:
    path = f"/applications/{api.made('/applications', application())['id']}/processes"

    assert message(other.get(path)) == "application not found"
    assert message(other.post(path, process())) == "application not found"


def test_an_application_of_the_other_company_can_be_made_behind_its_back(
    control: Control, api: Api, other: Api
) -> None:
    made = control.make_object("applications", {"company_id": OTHER_COMPANY_ID})

    assert other.seen(f"/applications/{made.id}")["id"] == made.id
    assert api.get(f"/applications/{made.id}").status_code == 404


def test_each_company_has_limits_of_its_own(control: Control, api: Api, other: Api) -> None:
    control.change_settings(limits={"read": {"limit": 1}})

    answers = [client.get("/applications") for client in (api, other, api)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_each_workspace_has_its_own_tunnels_and_names(
    tunnels: Api, other_tunnels: Api, agent: EmulatedObject
) -> None:
    ours = tunnels.made(TUNNELS, tunnel(agent, name="db"))
    theirs = other_tunnels.made(TUNNELS, tunnel(agent, name="db"))

    assert ours["id"] != theirs["id"]
    for client, own in ((tunnels, ours), (other_tunnels, theirs)):
        assert [one["id"] for one in client.get(TUNNELS).json()] == [own["id"]]


def test_a_tunnel_and_a_share_of_another_workspace_are_missing(
    tunnels: Api, other_tunnels: Api, agent: EmulatedObject
) -> None:
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"
    share = tunnels.made(f"{path}/share", {"name": "visitors"})["share"]
    assert isinstance(share, dict)

    answers = [
        other_tunnels.get(path),
        other_tunnels.delete(path),
        other_tunnels.post(f"{path}/share", {"name": "visitors"}),
        other_tunnels.post(f"{path}/connect", {"agentId": agent.id}),
        other_tunnels.delete(f"/v1/shares/{share['id']}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    # Whoever has its token sees a share, with whatever key.
    assert fields(other_tunnels.get(f"/v1/shared/{share['token']}/info"))["name"] == "visitors"
    assert fields(tunnels.delete(f"/v1/shares/{share['id']}")) == {"success": True}
