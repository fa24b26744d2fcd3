"""What is particular to tunnels, connections and shares."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import METHODS, TUNNEL_SHARE
from unit.samples import SHARE_ID, TUNNEL_ID, Inputs, connection, share, tunnel
from unit.strategies import as_floats


def normal(inputs: Inputs, resource: Resource[Any] = TUNNEL) -> Inputs:
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return checked.inputs


def difference(before: Inputs, after: Inputs, resource: Resource[Any] = TUNNEL) -> list[str]:
    """The names of what differs."""
    found = changes(resource, normal(before, resource), normal(after, resource))
    return [change.name for change in found]


@pytest.mark.parametrize(
    ("status", "health"),
    [
        ("active", Health.READY),
        ("paused", Health.READY),
        ("connecting", Health.PENDING),
        ("error", Health.FAILED),
        (None, Health.PENDING),
        ("hibernating", Health.UNKNOWN),
    ],
)
def test_how_far_a_tunnel_is(status: str | None, health: Health) -> None:
    assert TUNNEL.health(status) is health


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (tunnel(), tunnel(), False),
        (tunnel(), tunnel(target="other:1"), False),
        (tunnel(), tunnel(name="another"), True),
    ],
)
def test_two_tunnels_of_one_name_cannot_be_at_once(one: Inputs, other: Inputs, both: bool) -> None:
    assert TUNNEL.conflicts(one, other) is not both


def test_connections_and_shares_can_be_at_once() -> None:
    assert not TUNNEL_CONNECTION.conflicts(connection(), connection())
    assert not TUNNEL_SHARE.conflicts(share(), share())


@pytest.mark.parametrize(("said", "warnings"), [(True, 1), (False, 0), (None, 0)])
def test_a_public_tunnel_is_warned_of(said: bool | None, warnings: int) -> None:
    advice = TUNNEL.warnings(tunnel(is_public=said))
    assert len(advice) == warnings
    assert all("`TunnelShare`" in each for each in advice)


def test_what_can_be_changed_in_place() -> None:
    kept = {
        resource.name: {name for name, trait in resource.traits.items() if not trait.replaces}
        for resource in (TUNNEL, TUNNEL_CONNECTION, TUNNEL_SHARE)
    }
    assert kept == {
        "Tunnel": {"name", "status", "metadata"},
        "TunnelConnection": set(),
        "TunnelShare": {"recreate_on_expiry"},
    }


def test_ids_are_those_of_the_contract() -> None:
    assert TUNNEL.split_id(TUNNEL_ID, {}) == ("", TUNNEL_ID)
    assert TUNNEL_CONNECTION.split_id(f"{TUNNEL_ID}/{SHARE_ID}", {}) == (TUNNEL_ID, SHARE_ID)
    assert TUNNEL_SHARE.split_id(SHARE_ID, {"tunnel_id": TUNNEL_ID}) == (TUNNEL_ID, SHARE_ID)


def test_an_id_alone_leads_to_tunnels_and_connections_and_to_no_share() -> None:
    leads = [each.importable for each in (TUNNEL, TUNNEL_CONNECTION, TUNNEL_SHARE)]
    assert leads == [True, True, False]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"target": "db:80"}, {"target": {"host": "DB", "port": 80}}),
        ({"is_public": False}, {"is_public": None}),
        ({"status": "active"}, {"status": None}),
        ({"metadata": {}}, {"metadata": None}),
        (
            {"metadata": {"a": 1, "b": {"c": 2, "d": 3}}},
            {"metadata": {"b": {"d": 3, "c": 2}, "a": 1}},
        ),
        ({"metadata": {"count": 3}}, {"metadata": {"count": 3.0}}),
        ({"metadata": {"deep": [{"count": 3}]}}, {"metadata": {"deep": [{"count": 3.0}]}}),
        ({"metadata": {"a": 1}}, {"metadata": {"a": 1, "b": None}}),
        ({"protocol": "tcp"}, {"protocol": None}),
    ],
    ids=str,
)
def test_what_means_the_same_is_no_change(before: Inputs, after: Inputs) -> None:
    assert difference(tunnel(**before), tunnel(**after)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"target": "db:80"}, {"target": "db:81"}),
        ({"name": "one"}, {"name": "other"}),
        ({"is_public": True}, {"is_public": None}),
        ({"status": "paused"}, {"status": None}),
        ({"metadata": {"a": 1}}, {"metadata": None}),
        ({"metadata": {"a": 1}}, {"metadata": {"a": "1"}}),
        ({"metadata": {"a": 1}}, {"metadata": {"A": 1}}),
        ({"metadata": {"a": [1, 2]}}, {"metadata": {"a": [2, 1]}}),
        ({"metadata": {"a": 1.5}}, {"metadata": {"a": 1}}),
        ({"protocol": "tcp"}, {"protocol": "http"}),
    ],
    ids=str,
)
def test_what_means_something_else_is_a_change(before: Inputs, after: Inputs) -> None:
    assert difference(tunnel(**before), tunnel(**after)) == list(before)


@pytest.mark.parametrize("key", ["camelCase", "snake_case", "__odd", "with space", "ü", ""])
def test_a_key_of_metadata_belongs_to_the_user(key: str) -> None:
    assert normal(tunnel(metadata={key: {key: 1}}))["metadata"] == {key: {key: 1}}


scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), documents, max_size=4))
def test_metadata_that_comes_back_in_pulumi_s_numbers_is_no_change(
    told: dict[str, JsonValue],
) -> None:
    assert difference(tunnel(metadata=told), tunnel(metadata=as_floats(told))) == []


@pytest.mark.parametrize("order", [*itertools.permutations(["POST", "GET", "OPTIONS"])], ids=str)
def test_methods_are_a_set(order: tuple[str, ...]) -> None:
    methods = normal(share(allowed_methods=[*order, "GET"]), TUNNEL_SHARE)["allowed_methods"]
    assert methods == ["GET", "POST", "OPTIONS"]


@given(st.permutations(METHODS))
def test_the_order_of_methods_is_no_change(methods: list[str]) -> None:
    some = {"allowed_methods": methods[:4]}
    same = {"allowed_methods": methods[3::-1]}
    assert difference(share(**some), share(**same), TUNNEL_SHARE) == []


@pytest.mark.parametrize(
    ("wanted", "replaced"), [(None, True), (True, True), (False, False)], ids=str
)
def test_a_share_that_expired_is_made_anew_unless_the_program_says_not(
    wanted: bool | None, replaced: bool
) -> None:
    kept = share(share_id=SHARE_ID, status="expired", recreate_on_expiry=False)
    found = changes(TUNNEL_SHARE, kept, normal(share(recreate_on_expiry=wanted), TUNNEL_SHARE))
    assert any(change.replaces for change in found) is replaced
    assert bool(found) is replaced


def test_what_remains_of_a_share_is_told_by_the_program() -> None:
    assert TUNNEL_SHARE.tombstone(share()) is None
    assert TUNNEL_SHARE.tombstone(share(recreate_on_expiry=True)) is None
    kept = share(recreate_on_expiry=False, status="active")
    assert TUNNEL_SHARE.tombstone(kept) == kept | {"status": "expired"}
