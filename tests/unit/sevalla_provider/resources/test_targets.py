"""Where a tunnel leads: `host:port` or an object of both, in one normal form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.tunnels.targets import joined
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import Inputs, tunnel

EXAMPLE = "must be `db.internal:5432`, or `[::1]:5432` for an IPv6 address"
HOST = "must have a host name or an address of 1 to 253 characters before the port, not "
PORT = "must have a port from 1 to 65535, not "


def normal(target: object) -> Any:
    """A target in normal form."""
    checked = check(TUNNEL.inputs, tunnel(target=target))
    assert checked.failures == []
    return checked.inputs["target"]


def complaint(target: object) -> str:
    """What is wrong with a target, which is all that is wrong."""
    (failure,) = check(TUNNEL.inputs, tunnel(target=target)).failures
    assert failure.path == ("target",)
    return failure.reason


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("db.internal:5432", "db.internal:5432"),
        ("localhost:1", "localhost:1"),
        ("localhost:65535", "localhost:65535"),
        ("DB.Internal:5432", "db.internal:5432"),
        (" db.internal:5432 ", "db.internal:5432"),
        ("db.internal:05432", "db.internal:5432"),
        ("db_1.internal.:5432", "db_1.internal.:5432"),
        ("10.0.0.1:80", "10.0.0.1:80"),
        ("[::1]:5432", "[::1]:5432"),
        ("[0:0:0:0:0:0:0:1]:5432", "[::1]:5432"),
        ("[2001:DB8::A]:443", "[2001:db8::a]:443"),
        ("x" * 253 + ":1", "x" * 253 + ":1"),
        ({"host": "db.internal", "port": 5432}, "db.internal:5432"),
        ({"host": "db.internal", "port": 5432.0}, "db.internal:5432"),
        ({"host": "::1", "port": 5432}, "[::1]:5432"),
        ({"host": "[::1]", "port": 5432}, "[::1]:5432"),
    ],
    ids=str,
)
def test_a_target_has_one_normal_form(target: object, expected: str) -> None:
    assert normal(target) == expected


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("db.internal", f'{EXAMPLE}, not "db.internal"'),
        ("db.internal:", f'{EXAMPLE}, not "db.internal:"'),
        ("db.internal:http", EXAMPLE),
        ("db.internal:80/path", EXAMPLE),
        ("db.internal:-1", EXAMPLE),
        ("db.internal:+80", EXAMPLE),
        ("db.internal:8 0", EXAMPLE),
        ("db.internal:٨٠", EXAMPLE),
        ("db.internal:" + "9" * 5000, EXAMPLE),
        ("", f'{EXAMPLE}, not ""'),
        ("db.internal:0", f"{PORT}0"),
        ("db.internal:65536", f"{PORT}65536"),
        (":5432", f'{HOST}""'),
        (" :5432", f'{HOST}""'),
        ("db .internal:5432", HOST),
        ("db..internal:5432", HOST),
        ("-db:5432", HOST),
        ("https://db:5432", EXAMPLE),
        ("db@internal:5432", HOST),
        ("x" * 254 + ":1", HOST),
        ("::1", EXAMPLE),
        ("::1:5432", EXAMPLE),
        ("::1]:5432", EXAMPLE),
        ("[::1]", EXAMPLE),
        ("[::1:5432", 'has "[::1", which is no IPv6 address'),
        ("[[::1]]:5432", 'has "[::1]", which is no IPv6 address'),
        ("[::g]:5432", 'has "::g", which is no IPv6 address'),
        ("[1:2:3]:5432", "which is no IPv6 address"),
        ("[10.0.0.1]:5432", HOST),
        ("[]:5432", HOST),
        ({"host": "", "port": 5432}, f'{HOST}""'),
        ({"host": 7, "port": 5432}, f"{HOST}7"),
        ({"host": "[::1", "port": 5432}, "which is no IPv6 address"),
        ({"host": "db.internal:80", "port": 5432}, "which is no IPv6 address"),
        ({"host": "db.internal", "port": 0}, f"{PORT}0"),
        ({"host": "db.internal", "port": 65536}, f"{PORT}65536"),
        ({"host": "db.internal", "port": 80.5}, f"{PORT}80.5"),
        ({"host": "db.internal", "port": "80"}, f'{PORT}"80"'),
        ({"host": "db.internal", "port": True}, f"{PORT}True"),
        ({"host": "db.internal"}, "or an object of `host` and `port`"),
        ({"host": "db.internal", "port": None}, "or an object of `host` and `port`"),
        ({"port": 5432}, "or an object of `host` and `port`"),
        ({"host": "db.internal", "port": 80, "path": "/"}, "or an object of `host` and `port`"),
        ({}, "or an object of `host` and `port`"),
        (5432, "or an object of `host` and `port`"),
        (True, "or an object of `host` and `port`"),
        (["db.internal", 5432], "or an object of `host` and `port`"),
        (None, "is required"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_target_that_is_none_is_told_what_would_be_right(target: object, reason: str) -> None:
    assert reason in complaint(target)


@pytest.mark.parametrize(
    "target",
    [UNKNOWN, {"host": UNKNOWN, "port": 5432}, {"host": "db.internal", "port": UNKNOWN}],
    ids=str,
)
def test_a_target_that_is_not_known_yet_is_not_judged(target: object) -> None:
    assert check(TUNNEL.inputs, tunnel(target=target)).failures == []


names = st.from_regex(r"[a-z0-9_][a-z0-9_-]{0,20}(\.[a-z0-9_-]{1,20}){0,3}", fullmatch=True)
addresses = st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map(str)
ports = st.integers(1, 65535)


@given(names | addresses, ports)
def test_both_spellings_have_one_form_which_is_that_of_the_server(host: str, port: int) -> None:
    apart = normal({"host": host, "port": float(port)})
    assert apart == normal(joined(host, port)) == normal(joined(host, port).upper())
    assert apart == normal(apart)


@given(st.ip_addresses(v=6), ports)
def test_a_server_may_show_an_ipv6_address_in_brackets_or_without(host: Any, port: int) -> None:
    shown = {joined(str(host), port), joined(f"[{host}]", port), joined(host.exploded, port)}
    assert {normal(each) for each in shown} == {f"[{host}]:{port}"}


@given(st.text() | st.dictionaries(st.sampled_from(["host", "port", "x"]), st.text()))
def test_whatever_is_said_it_is_taken_or_told_what_would_be_right(target: Inputs | str) -> None:
    for failure in check(TUNNEL.inputs, tunnel(target=target)).failures:
        assert failure.reason.startswith(("must ", "has "))
