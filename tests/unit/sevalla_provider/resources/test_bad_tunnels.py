"""What plan time finds wrong with tunnels, connections and shares."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from sevalla_provider.sanitize import DEEPEST_DOCUMENT
from unit.samples import Inputs, connection, share, tunnel


def nested(levels: int) -> Inputs:
    """An object of so many levels."""
    found: Inputs = {}
    for _ in range(levels - 1):
        found = {"a": found}
    return found


FINE: dict[str, tuple[Resource[Any], Inputs]] = {
    "tunnel": (TUNNEL, tunnel()),
    "connection": (TUNNEL_CONNECTION, connection()),
    "share": (TUNNEL_SHARE, share()),
}

BAD: dict[str, dict[str, tuple[Inputs, str]]] = {
    "tunnel": {
        "no target": ({"target": None}, "is required"),
        "no agent": ({"agent_id": None}, "is required"),
        "an agent's label": ({"agent_id": "my-laptop"}, "must be a UUID such as"),
        "an agent that is a number": ({"agent_id": 7}, "must be a UUID such as"),
        "an empty name": ({"name": ""}, "of 1 to 100 characters, and has 0"),
        "a name of 101": ({"name": "x" * 101}, "of 1 to 100 characters, and has 101"),
        "a name that is a number": ({"name": 7}, "must be a string of 1 to 100 characters"),
        "a protocol of another world": (
            {"protocol": "sctp"},
            'must be one of auto, tcp, udp, http, https, not "sctp"',
        ),
        "a protocol in capitals": ({"protocol": "TCP"}, "must be one of auto, tcp"),
        "error as a wish": ({"status": "error"}, 'must be one of active, paused, not "error"'),
        "connecting as a wish": ({"status": "connecting"}, "must be one of active, paused"),
        "public as text": ({"is_public": "yes"}, 'must be true or false, not "yes"'),
        "public as a number": ({"is_public": 1}, "must be true or false"),
        "metadata that is a list": ({"metadata": ["a"]}, "must be an object"),
        "metadata that no answer could hold": (
            {"metadata": nested(DEEPEST_DOCUMENT + 1)},
            f"must be nested no deeper than {DEEPEST_DOCUMENT} levels",
        ),
        "metadata that is text": ({"metadata": '{"a": 1}'}, "must be an object"),
        "metadata that is a number": ({"metadata": 7}, "must be an object"),
        "a misspelt argument": ({"protocl": "tcp"}, "did you mean `protocol`?"),
        "an output": ({"public_url": "https://x"}, "is not a property here"),
    },
    "connection": {
        "no tunnel": ({"tunnel_id": None}, "is required"),
        "a tunnel's name": ({"tunnel_id": "staging-db"}, "must be a UUID such as"),
        "no agent": ({"agent_id": None}, "is required"),
        "an agent's label": ({"agent_id": "my-laptop"}, "must be a UUID such as"),
        "port 0": ({"local_port": 0}, "a whole number from 1 to 65535, not 0"),
        "port 65536": ({"local_port": 65536}, "a whole number from 1 to 65535, not 65536"),
        "port as text": ({"local_port": "80"}, 'a whole number from 1 to 65535, not "80"'),
    },
    "share": {
        "no tunnel": ({"tunnel_id": None}, "is required"),
        "a tunnel's name": ({"tunnel_id": "staging-db"}, "must be a UUID such as"),
        "an empty name": ({"name": ""}, "of 1 to 100 characters, and has 0"),
        "a name of 101": ({"name": "x" * 101}, "of 1 to 100 characters, and has 101"),
        "a description of 501": (
            {"description": "x" * 501},
            "of 0 to 500 characters, and has 501",
        ),
        "two hours": ({"expires_in": "2h"}, 'must be one of 1h, 24h, 7d, 30d, never, not "2h"'),
        "a number of seconds": ({"expires_in": 3600}, "must be one of 1h, 24h, 7d, 30d, never"),
        "an unknown method": ({"allowed_methods": ["GET", "BREW"]}, 'OPTIONS, not "BREW"'),
        "a method in small letters": ({"allowed_methods": ["get"]}, 'not "get"'),
        "a method that is a number": ({"allowed_methods": [7]}, "must hold none but GET"),
        "a method that is an object": ({"allowed_methods": [{"GET": 1}]}, "must hold none but"),
        "no methods": ({"allowed_methods": []}, "must be a list of GET, HEAD"),
        "methods as text": ({"allowed_methods": "GET"}, "must be a list of GET, HEAD"),
        "a rate of 0": ({"rate_limit_per_min": 0}, "a whole number from 1 to 1000, not 0"),
        "a rate of 1001": ({"rate_limit_per_min": 1001}, "from 1 to 1000, not 1001"),
        "half a rate": ({"rate_limit_per_min": 1.5}, "from 1 to 1000, not 1.5"),
        "recreation as text": ({"recreate_on_expiry": "no"}, "must be true or false"),
    },
}

CASES = [(kind, name) for kind, bad in BAD.items() for name in bad]


@pytest.mark.parametrize(("kind", "name"), CASES, ids=str)
def test_a_bad_input_is_named_and_told_what_would_be_right(kind: str, name: str) -> None:
    resource, fine = FINE[kind]
    wrong, reason = BAD[kind][name]
    (failure,) = check(resource.inputs, fine | wrong).failures
    assert failure.path == tuple(wrong)
    assert reason in failure.reason


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong: Inputs = {"target": "db", "agent_id": "x", "name": "", "status": "error", "metadata": 7}
    found = check(TUNNEL.inputs, wrong).failures
    assert {failure.path[0] for failure in found} == set(wrong)


def test_nothing_said_means_everything_required_is_told() -> None:
    missing = {
        kind: {failure.path[0] for failure in check(resource.inputs, {}).failures}
        for kind, (resource, _) in FINE.items()
    }
    assert missing == {
        "tunnel": {"target", "agent_id", "name"},
        "connection": {"tunnel_id", "agent_id"},
        "share": {"tunnel_id", "name"},
    }


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("tunnel", {}),
        ("tunnel", {"name": "x"}),
        ("tunnel", {"name": "x" * 100}),
        ("tunnel", {"protocol": "udp", "is_public": True, "status": "paused", "metadata": {}}),
        ("tunnel", {"metadata": nested(DEEPEST_DOCUMENT)}),
        ("tunnel", {"protocol": None, "is_public": None, "status": None, "metadata": None}),
        ("connection", {}),
        ("connection", {"local_port": 1}),
        ("connection", {"local_port": 65535.0}),
        ("share", {}),
        ("share", {"description": "", "expires_in": "never", "rate_limit_per_min": 1}),
        ("share", {"description": "x" * 500, "expires_in": "1h", "rate_limit_per_min": 1000}),
        ("share", {"allowed_methods": ["GET"], "recreate_on_expiry": False}),
    ],
)
def test_the_edge_of_what_is_right_is_right(kind: str, more: Inputs) -> None:
    resource, fine = FINE[kind]
    assert check(resource.inputs, fine | more).failures == []
