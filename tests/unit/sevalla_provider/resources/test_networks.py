"""Sets of networks: what may be in them, and what is the same."""

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.applications.ip_restriction import IP_RESTRICTION
from sevalla_provider.resources.networks import MOST
from sevalla_provider.resources.normalize import normalize
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, Inputs


def restriction(**more: object) -> Inputs:
    return {"app_id": APP, "type": "deny", "ip_list": ["10.0.0.1"], **more}


def refusals(inputs: Inputs) -> dict[str, str]:
    failures = check(IP_RESTRICTION.inputs, inputs).failures
    return {each.where(): each.reason for each in failures}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["10.0.0.1", "10.0.0.2"], ["10.0.0.2", "10.0.0.1", "10.0.0.1"]),
        (["10.1.2.3/8"], ["10.0.0.0/8"]),
        (["10.0.0.1/32"], ["10.0.0.1"]),
        (["2001:DB8:0:0::1/128"], ["2001:db8::1"]),
        (["2001:db8::ffff/32"], ["2001:0db8::/32"]),
        (["::/0", "0.0.0.0/0"], ["0.0.0.0/0", "::/0"]),
    ],
)
def test_order_and_spelling_mean_nothing(one: JsonValue, other: JsonValue) -> None:
    """Peer rows 36 and 31 (databases): an ordered list, so that another order differs for ever."""
    first, second = (normalize(IP_RESTRICTION.inputs, "ip_list", each) for each in (one, other))
    assert first == second == normalize(IP_RESTRICTION.inputs, "ip_list", first)


def test_what_is_another_network_differs() -> None:
    texts: tuple[list[JsonValue], ...] = (
        ["10.0.0.0/8"],
        ["10.0.0.0/9"],
        ["10.0.0.0"],
        ["10.0.0.0/8", "10.0.0.0/9"],
        [],
    )
    forms = [normalize(IP_RESTRICTION.inputs, "ip_list", [*each]) for each in texts]
    assert len({str(each) for each in forms}) == len(texts)


@pytest.mark.parametrize(
    "value",
    [
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/-1",
        " 10.0.0.1",
        "10.0.0.1\n",
        "2001:db8::/129",
        "2001:db8:::1",
        "fe80::1%eth0",
        "fence.example",
        "10.0.0.1-10.0.0.9",
        "*",
        "",
        7,
        True,
        None,
        ["10.0.0.1"],
        "0000:0000:0000:0000:0000:ffff:0255.0255.0255.0255",
    ],
)
def test_what_is_no_network_is_named(value: JsonValue) -> None:
    told = refusals(restriction(ip_list=["10.0.0.1", value]))
    assert [*told] == ["ip_list[1]"]
    assert "203.0.113.7" in told["ip_list[1]"]


def test_there_may_be_500_of_them() -> None:
    """Each counts once: a set of networks is what is sent."""
    many = [f"10.0.{n // 256}.{n % 256}" for n in range(MOST)]
    assert refusals(restriction(ip_list=[*many, *many])) == {}
    told = refusals(restriction(ip_list=[*many, "10.9.9.9"]))
    assert told == {"ip_list": "must hold at most 500 networks, and holds 501"}


@pytest.mark.parametrize(
    ("inputs", "refused"),
    [
        ({"type": "allow", "ip_list": []}, True),
        ({"type": "allow", "is_enabled": True, "ip_list": []}, True),
        ({"type": "allow", "is_enabled": False, "ip_list": []}, False),
        ({"type": "allow", "is_enabled": UNKNOWN, "ip_list": []}, False),
        ({"type": UNKNOWN, "ip_list": []}, False),
        ({"type": "allow", "ip_list": UNKNOWN}, False),
        ({"type": "allow", "ip_list": [UNKNOWN]}, False),
        ({"type": "deny", "ip_list": []}, False),
        ({"type": "allow", "ip_list": ["10.0.0.1"]}, False),
    ],
)
def test_nobody_shuts_everybody_out(inputs: Inputs, refused: bool) -> None:
    """Peer row 35: `allow` with an empty list locks everybody out, unchecked."""
    told = refusals(restriction(**inputs))
    assert [*told] == (["ip_list"] if refused else [])
    assert not refused or "shuts everybody out" in told["ip_list"]


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"type": None}, "type"),
        ({"type": "Allow"}, "type"),
        ({"ip_list": None}, "ip_list"),
        ({"ip_list": "10.0.0.1"}, "ip_list"),
        ({"ip_list": {"10.0.0.1": True}}, "ip_list"),
        ({"is_enabled": 1}, "is_enabled"),
        ({"app_id": None}, "app_id"),
        ({"enabled": True}, "enabled"),
    ],
)
def test_what_else_is_refused(inputs: Inputs, named: str) -> None:
    assert [*refusals(restriction(**inputs))] == [named]
