"""What the second API shares with the first, and what each has for itself."""

import httpx
import pytest

from sevalla_emulator.testing import Control, EmulatedObject, RunningEmulator
from unit.sevalla_emulator.private_connect.support import (
    TUNNELS,
    calling_tunnels,
    refusal,
    tunnel,
)
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, no_route


@pytest.mark.parametrize("key", ["", "wrong", "sevalla-emulator-key"])
def test_it_has_a_key_of_its_own(emulator: RunningEmulator, key: str) -> None:
    with calling_tunnels(emulator, key) as stranger:
        answer = stranger.get(TUNNELS)

    assert answer.status_code == 401
    assert "key" in refusal(answer)


def test_the_key_of_one_api_opens_no_other(emulator: RunningEmulator) -> None:
    bearer = {"authorization": f"Bearer {emulator.private_connect_key}"}

    answers = [
        httpx.get(f"{emulator.url}/applications", headers=bearer),
        httpx.get(f"{emulator.private_connect_url}{TUNNELS}", headers=bearer),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{TUNNELS}/{UNKNOWN_ID}", 404),
        ("GET", f"{TUNNELS}/not-a-uuid", 400),
        ("PUT", TUNNELS, 405),
        ("POST", TUNNELS, 400),
    ],
)
def test_every_refusal_has_its_form(tunnels: Api, method: str, path: str, status: int) -> None:
    answer = tunnels.http.request(method, path, content=b"{")

    assert answer.status_code == status
    assert refusal(answer)
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize("path", ["/v1/nothing", "/applications"])
def test_an_unknown_route_does_not_look_like_a_tunnel_that_is_missing(
    tunnels: Api, path: str
) -> None:
    assert no_route(tunnels.get(path)) == f"Route GET:{path} not found"


def test_the_first_api_knows_no_tunnels(api: Api) -> None:
    assert no_route(api.get(TUNNELS))


def test_no_limits_are_spoken_of_until_one_is_set(tunnels: Api, control: Control) -> None:
    assert not [name for name in tunnels.get(TUNNELS).headers if "ratelimit" in name]

    control.change_settings(
        limits={"private_connect": {"limit": 1, "window": 30}}, retry_after="seconds"
    )
    passed, refused = tunnels.get(TUNNELS), tunnels.get(TUNNELS)

    assert passed.headers["x-ratelimit-limit"] == "1"
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    assert refusal(refused)


def test_its_requests_fall_in_no_bucket_of_the_first(
    tunnels: Api, api: Api, control: Control
) -> None:
    control.change_settings(limits={"read": {"limit": 1}})
    for _ in range(3):
        tunnels.get(TUNNELS)

    assert api.get("/applications").status_code == 200


def test_log_and_counters_tell_the_apis_apart(
    tunnels: Api, api: Api, control: Control, agent: EmulatedObject
) -> None:
    tunnels.made(TUNNELS, tunnel(agent))
    tunnels.get("/nowhere")
    api.post("/applications", application())
    api.get("/nowhere")

    first, second = control.counters("sevalla"), control.counters("private-connect")
    assert set(first.routes) == {"POST /applications", "GET (unknown)"}
    assert set(second.routes) == {"POST /v1/tunnels", "GET (unknown)"}
    assert (first.writes, second.writes, control.counters().writes) == (1, 1, 2)
    assert control.counters().routes["GET (unknown)"].requests == 2
    assert set(second.buckets) == {"private_connect"}
    assert [entry.path for entry in control.requests(api="private-connect")] == [
        TUNNELS,
        "/nowhere",
    ]
    assert [entry.api for entry in control.requests("POST")] == ["private-connect", "sevalla"]


def test_the_key_is_never_in_the_log(
    tunnels: Api, control: Control, emulator: RunningEmulator
) -> None:
    tunnels.get(TUNNELS)

    assert emulator.private_connect_key not in str(control.requests())


def test_a_fault_can_be_meant_for_one_api(tunnels: Api, api: Api, control: Control) -> None:
    control.add_fault("status", api="private-connect", status=503)

    answer = tunnels.get(TUNNELS)
    assert answer.status_code == 503
    assert refusal(answer)
    assert api.get("/applications").status_code == 200
    control.clear_faults()
    control.add_fault("status", status=500)
    assert [one.status_code for one in (tunnels.get(TUNNELS), api.get("/applications"))] == [
        500,
        500,
    ]


def test_a_field_can_be_added_to_each_of_a_list(tunnels: Api, control: Control) -> None:
    control.seed(applications=0, agents=1, tunnels=2)
    control.add_fault("unknown_field", path=TUNNELS, merge={"colour": 1})

    assert [one["colour"] for one in tunnels.get(TUNNELS).json()] == [1, 1]


def test_an_answer_can_be_lost_after_the_work_is_done(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.add_fault("reset", method="POST", path=TUNNELS, when="after")

    with pytest.raises(httpx.TransportError):
        tunnels.post(TUNNELS, tunnel(agent))
    assert len(control.objects().tunnels) == 1


def test_agents_and_tunnels_are_seeded_the_same_each_time(control: Control) -> None:
    first = control.seed(applications=0, agents=2, tunnels=3)
    control.reset()
    second = control.seed(applications=0, agents=2, tunnels=3)

    assert [one.id for one in first.tunnels] == [one.id for one in second.tunnels]
    assert len({one["name"] for one in second.tunnels}) == 6
    assert {one["agentId"] for one in second.tunnels} == {one.id for one in second.agents}


def test_seeds_of_the_first_api_are_what_they_were(control: Control) -> None:
    alone = control.seed(applications=1, processes=1).processes[0].id
    control.reset()

    together = control.seed(applications=1, processes=1, agents=1, tunnels=1)

    assert together.processes[0].id == alone


def test_tunnels_are_not_seeded_without_agents(emulator: RunningEmulator) -> None:
    answer = httpx.post(f"{emulator.control_url}/seed", json={"tunnels": 1})

    assert answer.status_code == 400
    assert "agents" in answer.json()["message"]
