"""What is wrong with tunnels, connections and shares is said at plan time."""

from typing import Any

import pytest
from tools.workbench.ways import Way

from acceptance.provider_host import ProviderHost
from acceptance.tunnels import connection, share, tunnel

AGENT = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
TUNNEL = "0a1b2c3d-4e5f-6789-abcd-ef0123456780"

# name: (properties, what the failure says), by resource; the property is the first one given.
BAD: dict[str, dict[str, tuple[dict[str, Any], str]]] = {
    "Tunnel": {
        "no port": ({"target": "db"}, "must be `db.internal:5432`"),
        "port 0": ({"target": "db:0"}, "from 1 to 65535, not 0"),
        "port 65536": ({"target": {"host": "db", "port": 65536}}, "from 1 to 65535, not 65536"),
        "IPv6 without brackets": ({"target": "::1:80"}, "`[::1]:5432` for an IPv6 address"),
        "no IPv6": ({"target": "[::g]:80"}, "which is no IPv6 address"),
        "no host": ({"target": ":80"}, "must have a host name or an address"),
        "empty host": ({"target": {"host": "", "port": 80}}, "must have a host name"),
        "no target": ({"target": 5432}, "must be `db.internal:5432`"),
        "name of nothing": ({"name": ""}, "of 1 to 100 characters"),
        "long name": ({"name": "n" * 101}, "of 1 to 100 characters"),
        "status": ({"status": "error"}, "must be one of active, paused"),
        "metadata": ({"metadata": [1]}, "must be an object"),
        "protocol": ({"protocol": "sctp"}, "must be one of auto, tcp, udp, http, https"),
        "agent": ({"agent_id": "me"}, "must be a UUID"),
    },
    "TunnelConnection": {
        "port": ({"local_port": 65536}, "from 1 to 65535, not 65536"),
        "agent": ({"agent_id": "me"}, "must be a UUID"),
    },
    "TunnelShare": {
        "description": ({"description": "d" * 501}, "of 0 to 500 characters"),
        "expiry": ({"expires_in": "2h"}, "must be one of 1h, 24h, 7d, 30d, never"),
        "method": ({"allowed_methods": ["GET", "STEAL"]}, 'not "STEAL"'),
        "rate 0": ({"rate_limit_per_min": 0}, "from 1 to 1000, not 0"),
        "rate 1001": ({"rate_limit_per_min": 1001}, "from 1 to 1000, not 1001"),
        "name": ({"name": "n" * 101}, "of 1 to 100 characters"),
    },
}
FINE: dict[str, dict[str, Any]] = {
    "Tunnel": tunnel(AGENT)["props"],
    "TunnelConnection": connection(AGENT)["props"] | {"tunnel_id": TUNNEL},
    "TunnelShare": share()["props"] | {"tunnel_id": TUNNEL},
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in BAD for name in BAD[kind]])
def test_a_mistake_is_named(host: ProviderHost, way: Way, kind: str, name: str) -> None:
    props, told = BAD[kind][name]
    _, failures = host.check(kind, "mine", FINE[kind] | props)
    assert [way.spell(place) for place in props] == [*failures]
    assert told in "".join(failures.values())


@pytest.mark.parametrize("kind", FINE)
def test_what_is_right_is_taken(host: ProviderHost, kind: str) -> None:
    assert host.check(kind, "mine", FINE[kind])[1] == {}


@pytest.mark.parametrize("target", ["[::1]:80", {"host": "::1", "port": 80}, "[0:0::1]:80"])
def test_an_ipv6_target_has_one_form(host: ProviderHost, target: Any) -> None:
    inputs, failures = host.check("Tunnel", "mine", FINE["Tunnel"] | {"target": target})
    assert (inputs["target"], failures) == ("[::1]:80", {})
