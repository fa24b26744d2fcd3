import pytest
from pydantic import JsonValue

from sevalla_emulator.clock import timestamp
from sevalla_emulator.private_connect.tunnel_models import Tunnel
from sevalla_emulator.testing import Control, EmulatedObject, ManualClock
from unit.sevalla_emulator.private_connect.support import TUNNELS, refusal, tunnel
from unit.sevalla_emulator.support import UNKNOWN_ID, Api


def test_a_tunnel_lives(
    tunnels: Api, agent: EmulatedObject, clock: ManualClock, control: Control
) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent, name="prod-db-readonly", protocol="tcp"))
    path = f"{TUNNELS}/{made['id']}"
    seen = tunnels.seen(path)

    assert made == {
        "id": made["id"],
        "name": "prod-db-readonly",
        "status": "connecting",
        "targetHost": "localhost",
        "targetPort": 5432,
        "tunnelPort": made["tunnelPort"],
        "protocol": "tcp",
        "isPublic": False,
        "agentId": agent.id,
        "agentLabel": "laptop",
        "agentOnline": True,
        "createdAt": timestamp(clock.now()),
        "metadata": {},
    }
    assert made["tunnelPort"] in range(23_000, 24_000)
    assert seen == {**made, "status": "active", "lastCheckedAt": timestamp(clock.now())}
    Tunnel.model_validate(seen)
    assert tunnels.get(TUNNELS).json() == [seen]
    assert tunnels.delete(path).json() == {"success": True}
    assert refusal(tunnels.get(path)) == "Tunnel not found"
    assert tunnels.get(path).status_code == 404
    assert tunnels.get(TUNNELS).json() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target", "localhost"),
        ("target", None),
        ("agentId", "me"),
        ("agentId", None),
        ("name", ""),
        ("name", "x" * 101),
        ("name", None),
        ("protocol", "ssh"),
        ("protocol", None),
        ("isPublic", "yes"),
        ("isPublic", None),
        ("metadata", {}),
        ("status", "paused"),
        ("agent_id", UNKNOWN_ID),
    ],
)
def test_post_refuses(
    tunnels: Api, control: Control, agent: EmulatedObject, field: str, value: JsonValue
) -> None:
    answer = tunnels.post(TUNNELS, {**tunnel(agent), field: value})

    assert answer.status_code == 400
    assert field in refusal(answer)
    assert control.objects().tunnels == []


@pytest.mark.parametrize("field", ["target", "agentId"])
def test_post_needs(tunnels: Api, agent: EmulatedObject, field: str) -> None:
    body = tunnel(agent)
    del body[field]

    assert field in refusal(tunnels.post(TUNNELS, body))


def test_the_agent_must_exist(tunnels: Api, agent: EmulatedObject) -> None:
    answer = tunnels.post(TUNNELS, {**tunnel(agent), "agentId": UNKNOWN_ID})

    assert (answer.status_code, refusal(answer)) == (404, "Agent not found")


def test_a_target_may_be_given_in_parts(tunnels: Api, agent: EmulatedObject) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent, target={"host": "::1", "port": 8080}))

    assert (made["targetHost"], made["targetPort"]) == ("::1", 8080)


def test_what_is_left_out_is_chosen_by_the_server(tunnels: Api, agent: EmulatedObject) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent, target="db.internal:3306"))

    assert (made["name"], made["protocol"], made["isPublic"]) == ("mysql", "auto", False)


def test_only_a_public_tunnel_has_a_url(tunnels: Api, agent: EmulatedObject) -> None:
    public = tunnels.made(TUNNELS, tunnel(agent, isPublic=True))
    private = tunnels.made(TUNNELS, tunnel(agent, name="private", isPublic=False))

    assert str(public["publicUrl"]).startswith("http://127.0.0.1:")
    assert "publicUrl" not in private


def test_tunnel_ports_differ_until_all_are_in_use(control: Control) -> None:
    seeded = control.seed(applications=0, agents=1, tunnels=60)

    numbers = [one["tunnelPort"] for one in seeded.tunnels]

    assert len(set(numbers)) == 60
    assert numbers[0] == 23_000


# --- names and limits ------------------------------------------------------------------------


def test_a_post_under_a_name_that_is_there_rewrites_that_tunnel(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    other = control.make_agent("server")
    first = tunnels.made(TUNNELS, tunnel(agent, name="db", protocol="tcp", isPublic=True))
    tunnels.patch(f"{TUNNELS}/{first['id']}", {"metadata": {"team": "data"}})

    second = tunnels.made(TUNNELS, tunnel(other, name="db", target="other:6379"))

    del first["publicUrl"]
    assert second == {
        **first,
        "status": "connecting",
        "targetHost": "other",
        "targetPort": 6379,
        "protocol": "auto",
        "isPublic": False,
        "agentId": other.id,
        "agentLabel": "server",
        "metadata": {"team": "data"},
    }
    assert len(control.objects().tunnels) == 1


def test_two_without_a_name_collide_by_their_port(tunnels: Api, agent: EmulatedObject) -> None:
    first, second = (tunnels.made(TUNNELS, tunnel(agent)) for _ in range(2))

    assert first["id"] == second["id"]


def test_a_server_may_refuse_a_name_that_is_there(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(tunnel_names="conflict")
    tunnels.made(TUNNELS, tunnel(agent, name="db"))

    answer = tunnels.post(TUNNELS, tunnel(agent, name="db", target="other:6379"))

    assert answer.status_code == 409
    assert "db" in refusal(answer)
    assert control.objects().tunnels[0]["targetPort"] == 5432


def test_a_server_may_allow_a_name_twice(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(tunnel_names="duplicate")

    first, second = (tunnels.made(TUNNELS, tunnel(agent, name="db")) for _ in range(2))

    assert first["id"] != second["id"]
    assert [one["name"] for one in tunnels.get(TUNNELS).json()] == ["db", "db"]


def test_the_name_of_a_tunnel_being_deleted_is_free(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(deletion={"seconds": 60}, tunnel_names="conflict")
    first = tunnels.made(TUNNELS, tunnel(agent, name="db"))
    tunnels.delete(f"{TUNNELS}/{first['id']}")

    second = tunnels.made(TUNNELS, tunnel(agent, name="db"))

    assert second["id"] != first["id"]
    assert [one["id"] for one in tunnels.get(TUNNELS).json()] == [first["id"], second["id"]]


def test_the_plan_has_a_limit(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    control.change_settings(tunnel_plan_limit=1)
    made = tunnels.made(TUNNELS, tunnel(agent, name="one"))

    refused = tunnels.post(TUNNELS, tunnel(agent, name="two"))
    assert refused.status_code == 402
    assert "1" in refusal(refused)
    assert tunnels.made(TUNNELS, tunnel(agent, name="one"))["id"] == made["id"]
    tunnels.delete(f"{TUNNELS}/{made['id']}")
    assert tunnels.post(TUNNELS, tunnel(agent, name="two")).status_code == 201


# --- changes -----------------------------------------------------------------------------------


def test_patch_changes_what_it_is_given(tunnels: Api, agent: EmulatedObject) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent))
    path = f"{TUNNELS}/{made['id']}"
    before = tunnels.seen(path)

    metadata: JsonValue = {"team": "data", "deep": [{"x": None}]}
    assert tunnels.patch(path, {"name": "db"}).json() == {**before, "name": "db"}
    assert tunnels.patch(path, {"metadata": metadata}).json()["metadata"] == metadata
    assert tunnels.patch(path, {"status": "paused"}).json()["status"] == "paused"
    assert tunnels.seen(path) == {
        **before,
        "name": "db",
        "metadata": metadata,
        "status": "paused",
    }
    assert tunnels.patch(path, {"metadata": {}}).json()["metadata"] == {}
    assert tunnels.patch(path, {"status": "active"}).json()["status"] == "active"
    assert tunnels.patch(path, {}).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("name", None),
        ("status", "connecting"),
        ("status", "OK"),
        ("status", None),
        ("metadata", []),
        ("metadata", None),
        ("target", "localhost:80"),
        ("agentId", UNKNOWN_ID),
        ("protocol", "tcp"),
        ("isPublic", True),
        ("targetPort", 80),
    ],
)
def test_patch_refuses(tunnels: Api, agent: EmulatedObject, field: str, value: JsonValue) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent))

    answer = tunnels.patch(f"{TUNNELS}/{made['id']}", {field: value})

    assert answer.status_code == 400
    assert field in refusal(answer)


def test_a_name_cannot_be_taken_by_patch(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    tunnels.made(TUNNELS, tunnel(agent, name="one"))
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent, name='two'))['id']}"

    assert tunnels.patch(path, {"name": "one"}).status_code == 409
    assert tunnels.patch(path, {"name": "two"}).status_code == 200
    control.change_settings(tunnel_names="duplicate")
    assert tunnels.patch(path, {"name": "one"}).status_code == 200


@pytest.mark.parametrize("method", ["get", "delete"])
def test_an_unknown_tunnel_is_not_found(tunnels: Api, method: str) -> None:
    answer = tunnels.http.request(method.upper(), f"{TUNNELS}/{UNKNOWN_ID}")

    assert (answer.status_code, refusal(answer)) == (404, "Tunnel not found")


def test_an_unknown_tunnel_cannot_be_changed(tunnels: Api) -> None:
    answer = tunnels.patch(f"{TUNNELS}/{UNKNOWN_ID}", {"name": "x"})

    assert (answer.status_code, refusal(answer)) == (404, "Tunnel not found")


# --- time, agents, styles ----------------------------------------------------------------------


def test_it_connects_over_time(
    tunnels: Api, control: Control, agent: EmulatedObject, clock: ManualClock
) -> None:
    control.change_settings(provisioning={"seconds": 10})
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"
    active_at = timestamp(clock.now() + 10)

    control.advance(9)
    assert tunnels.seen(path)["status"] == "connecting"
    control.advance(5)
    assert (tunnels.seen(path)["status"], tunnels.seen(path)["lastCheckedAt"]) == (
        "active",
        active_at,
    )


def test_it_connects_after_looks(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    control.change_settings(provisioning={"polls": 2})
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"

    listed = tunnels.get(TUNNELS).json()[0]["status"]
    seen = [tunnels.seen(path)["status"] for _ in range(2)]

    assert [listed, *seen] == ["connecting", "connecting", "active"]


def test_connecting_can_fail(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    control.add_fault("provisioning_fails", method="POST", path="/v1/tunnels", calls=[1])
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"

    assert tunnels.seen(path)["status"] == "error"
    control.change_settings(tunnel_style="open-server")
    assert tunnels.seen(path)["status"] == "FAIL"


def test_a_tunnel_paused_while_it_connects_stays_paused(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(provisioning={"seconds": 10})
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"

    tunnels.patch(path, {"status": "active"})
    assert tunnels.seen(path)["status"] == "connecting"
    tunnels.patch(path, {"status": "paused"})
    control.advance(10)
    assert tunnels.seen(path)["status"] == "paused"


def test_agents_come_and_go(tunnels: Api, control: Control) -> None:
    agent = control.make_agent("server", online=False)
    made = tunnels.made(TUNNELS, tunnel(agent))
    path = f"{TUNNELS}/{made['id']}"

    assert (made["agentLabel"], made["agentOnline"]) == ("server", False)
    control.set_online(agent.id, online=True)
    assert tunnels.seen(path)["agentOnline"] is True
    control.remove_object(agent.id)
    seen = tunnels.seen(path)
    assert (seen["agentId"], seen["agentOnline"]) == (agent.id, False)
    assert "agentLabel" not in seen


def test_the_open_server_has_words_of_its_own(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(tunnel_style="open-server")
    made = tunnels.made(TUNNELS, tunnel(agent))
    path = f"{TUNNELS}/{made['id']}"

    assert made["status"] == "UNKNOWN"
    assert "metadata" not in made
    assert tunnels.seen(path)["status"] == "OK"
    changed = tunnels.patch(path, {"status": "paused", "metadata": {"x": 1}}).json()
    assert (changed["status"], "metadata" in changed) == ("paused", False)
    control.change_settings(tunnel_style="documented")
    assert tunnels.seen(path)["metadata"] == {"x": 1}


def test_anything_may_be_laid_over_a_tunnel(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    made = control.make_object("tunnels", {"agentId": agent.id, "colour": 1})
    control.change_object(made.id, {"status": "melting", "agentOnline": None, "targetPort": "x"})

    seen = tunnels.seen(f"{TUNNELS}/{made.id}")
    assert (seen["status"], seen["agentOnline"], seen["targetPort"]) == ("melting", None, "x")
    assert seen["colour"] == 1


def test_a_deleted_tunnel_may_be_seen_for_a_while(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(deletion={"polls": 1})
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"

    assert tunnels.delete(path).status_code == 200
    assert tunnels.delete(path).status_code == 404
    assert [tunnels.get(path).status_code for _ in range(2)] == [200, 404]


def test_a_new_tunnel_may_be_found_late(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    control.change_settings(consistency={"polls": 1})
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, tunnel(agent))['id']}"

    assert tunnels.get(TUNNELS).json() == []
    assert tunnels.get(path).status_code == 200
