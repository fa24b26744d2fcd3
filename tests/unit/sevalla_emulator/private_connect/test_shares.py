import httpx
import pytest
from pydantic import JsonValue

from sevalla_emulator.clock import timestamp
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.testing import Control, EmulatedObject, ManualClock, RunningEmulator
from unit.sevalla_emulator.private_connect.support import TUNNELS, refusal, tunnel
from unit.sevalla_emulator.support import UNKNOWN_ID, Api


@pytest.fixture
def path(tunnels: Api, agent: EmulatedObject) -> str:
    made = tunnels.made(TUNNELS, tunnel(agent, name="site", protocol="http"))
    return f"{TUNNELS}/{made['id']}"


def shared(tunnels: Api, path: str, **more: JsonValue) -> JsonObject:
    share = tunnels.made(f"{path}/share", {"name": "review", **more})["share"]
    assert isinstance(share, dict)
    return share


def info(tunnels: Api, share: JsonObject) -> httpx.Response:
    return tunnels.get(f"/v1/shared/{share['token']}/info")


def test_a_share_lives(
    tunnels: Api, path: str, clock: ManualClock, emulator: RunningEmulator
) -> None:
    made = tunnels.made(f"{path}/share", {"name": "review", "expiresIn": "24h"})
    share = made["share"]
    assert isinstance(share, dict)

    origin = emulator.private_connect_url.removesuffix("/private-connect")
    assert made == {
        "success": True,
        "share": {
            "id": share["id"],
            "token": share["token"],
            "name": "review",
            "expiresAt": timestamp(clock.now() + 86_400),
            "shareUrl": f"{origin}/shared/{share['token']}",
        },
    }
    assert info(tunnels, share).json() == {
        "name": "review",
        "expiresAt": share["expiresAt"],
        "tunnelName": "site",
        "protocol": "http",
    }
    assert tunnels.delete(f"/v1/shares/{share['id']}").json() == {"success": True}
    assert info(tunnels, share).status_code == 404
    assert tunnels.delete(f"/v1/shares/{share['id']}").status_code == 404


def test_everyone_may_ask_about_a_share(tunnels: Api, path: str, emulator: RunningEmulator) -> None:
    share = shared(tunnels, path, description="to look at", rateLimitPerMin=5)

    answer = httpx.get(f"{emulator.private_connect_url}/v1/shared/{share['token']}/info")

    assert answer.json()["description"] == "to look at"
    assert answer.json()["rateLimitPerMin"] == 5


@pytest.mark.parametrize(
    ("expires_in", "seconds"), [("1h", 3600), ("24h", 86_400), ("7d", 604_800), ("30d", 2_592_000)]
)
def test_a_share_expires(
    tunnels: Api, control: Control, path: str, expires_in: str, seconds: int
) -> None:
    share = shared(tunnels, path, expiresIn=expires_in)

    control.advance(seconds - 1)
    assert info(tunnels, share).status_code == 200
    control.advance(1)
    answer = info(tunnels, share)
    assert (answer.status_code, refusal(answer)) == (410, "Share has expired")


@pytest.mark.parametrize("more", [{}, {"expiresIn": "never"}])
def test_a_share_may_never_expire(
    tunnels: Api, control: Control, path: str, more: JsonObject
) -> None:
    share = shared(tunnels, path, **more)

    control.advance(1e8)

    assert "expiresAt" not in share
    assert info(tunnels, share).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("name", None),
        ("description", "x" * 501),
        ("expiresIn", "2h"),
        ("expiresIn", 3600),
        ("expiresIn", None),
        ("allowedMethods", []),
        ("allowedMethods", ["get"]),
        ("allowedMethods", ["BREW"]),
        ("allowedMethods", "GET"),
        ("rateLimitPerMin", 0),
        ("rateLimitPerMin", 1001),
        ("rateLimitPerMin", 1.5),
        ("token", "mine"),
    ],
)
def test_share_refuses(
    tunnels: Api, control: Control, path: str, field: str, value: JsonValue
) -> None:
    answer = tunnels.post(f"{path}/share", {"name": "review", field: value})

    assert answer.status_code == 400
    assert field in refusal(answer)
    assert control.objects().shares == []


@pytest.mark.parametrize("protocol", ["tcp", "udp", "auto"])
def test_methods_are_for_http_alone(tunnels: Api, agent: EmulatedObject, protocol: str) -> None:
    made = tunnels.made(TUNNELS, tunnel(agent, protocol=protocol))
    path = f"{TUNNELS}/{made['id']}"

    answer = tunnels.post(f"{path}/share", {"name": "x", "allowedMethods": ["GET"]})

    assert answer.status_code == 400
    assert "allowedMethods" in refusal(answer)
    shared(tunnels, path)


def test_the_tunnel_must_exist(tunnels: Api) -> None:
    answer = tunnels.post(f"{TUNNELS}/{UNKNOWN_ID}/share", {"name": "x"})

    assert (answer.status_code, refusal(answer)) == (404, "Tunnel not found")


@pytest.mark.parametrize("token", ["nobody", UNKNOWN_ID, "a%2Fb", "ABC"])
def test_an_unknown_token_is_not_found(tunnels: Api, token: str) -> None:
    assert tunnels.get(f"/v1/shared/{token}/info").status_code == 404


def test_shares_go_with_their_tunnel(tunnels: Api, control: Control, path: str) -> None:
    control.change_settings(deletion={"seconds": 60})
    share = shared(tunnels, path)

    tunnels.delete(path)

    assert info(tunnels, share).status_code == 404
    control.advance(60)
    assert control.objects().shares == []


def test_the_open_server_answers_less_and_wants_a_session(
    tunnels: Api, control: Control, path: str
) -> None:
    control.change_settings(tunnel_style="open-server")

    answer = tunnels.made(f"{path}/share", {"name": "review"})
    (share,) = control.objects().shares
    revoked = tunnels.delete(f"/v1/shares/{share.id}")

    assert set(answer) == {"token", "shareUrl"}
    assert info(tunnels, answer).status_code == 200
    assert revoked.status_code == 401
    assert "Sign in" in refusal(revoked)


def test_a_share_can_be_made_behind_the_back(tunnels: Api, control: Control, path: str) -> None:
    made = control.make_object(
        "shares", {"tunnelId": path.rpartition("/")[2], "token": "known", "name": "x"}
    )

    assert tunnels.get("/v1/shared/known/info").json()["name"] == "x"
    control.remove_object(made.id)
    assert tunnels.get("/v1/shared/known/info").status_code == 404
