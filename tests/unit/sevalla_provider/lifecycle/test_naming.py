"""Automatic names, whatever a resource is called: they fit what the API takes."""

from typing import Any

import pytest
from pulumi.runtime.proto.provider_pb2 import CheckRequest

from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.naming import (
    delete_before_replace,
    fitted,
    random_name,
    with_names,
)
from sevalla_provider.plugin.resource_call import new_name
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.unknown import UNKNOWN
from sevalla_provider.resources.values import most_characters
from unit.samples import Inputs, web

NAMED = [
    (resource, name)
    for resource in CATALOGUE
    for name, trait in resource.traits.items()
    if trait.auto_named
]

OWN = {
    "short": "web",
    "long": "x" * 300,
    "just too long": "x" * 248,
    "of several bytes": "\u00fc" * 300,
    "of two characters each": "\U0001f680" * 300,
    "joined": "\U0001f469\u200d\U0001f467" * 60,
    "with an end like ours": f"{'x' * 250}-0123456",
    "with what nobody sees": "ab\n\0c\u2028",
}

names_of_resources = pytest.mark.parametrize("own", OWN.values(), ids=OWN)


def most(resource: Resource[Any], name: str) -> int:
    field = resource.inputs.model_fields[name]
    found = most_characters(field.annotation, *field.metadata)
    assert found is not None
    return found


def fits(resource: Resource[Any], field: str, name: object) -> None:
    assert isinstance(name, str)
    assert len(name.encode("utf-16-le")) // 2 <= most(resource, field)
    assert name.replace("\u200d", "").isprintable()


def test_the_maximum_is_that_of_the_model() -> None:
    found = {(resource.name, name): most(resource, name) for resource, name in NAMED}
    assert found["Process", "display_name"] == 255
    assert found["Tunnel", "name"] == found["TunnelShare", "name"] == 100


@names_of_resources
@pytest.mark.parametrize(("resource", "field"), NAMED, ids=[f"{r.name}.{n}" for r, n in NAMED])
def test_an_automatic_name_is_one_that_the_api_takes(
    resource: Resource[Any], field: str, own: str
) -> None:
    def named(seed: bytes) -> Inputs:
        others: Inputs = {name: UNKNOWN for name in resource.traits if name != field}
        return with_names(resource, others, {}, lambda: random_name(own, seed))

    assert check(resource.inputs, named(b"one")).failures == []
    for seed in (b"one", b"other"):
        fits(resource, field, named(seed)[field])
        assert str(named(seed)[field]).endswith(random_name("", seed))


@names_of_resources
def test_an_automatic_name_stands_in_nobody_s_way_however_it_was_cut(own: str) -> None:
    one = fitted(random_name(own, b"one"), most(TUNNEL, "name"))
    assert not delete_before_replace(TUNNEL, own, {"name": one}, {"name": one})
    assert delete_before_replace(TUNNEL, "another", {"name": one}, {"name": one})


@names_of_resources
def test_both_ways_in_give_names_that_fit(own: str) -> None:
    request = CheckRequest(name=own, randomSeed=b"seed")
    native = with_names(PROCESS, web(display_name=None), {}, lambda: new_name(request))
    kept = {"urn": f"urn:pulumi:stack::project::{PROCESS.token}::{own}"}
    least = {"appId": web()["app_id"], "type": "web", "resourceTypeId": web()["resource_type_id"]}
    dynamic = ProcessProvider().check({}, {**least, HIDDEN: kept})
    assert dynamic.failures == []
    for name in (native["display_name"], dynamic.inputs["displayName"]):
        fits(PROCESS, "display_name", name)
        assert str(name).startswith(own[:2])


def test_an_end_that_joins_nothing_any_more_is_cut_as_well() -> None:
    assert fitted("a\u200d\U0001f467-0123456", 11) == "a-0123456"
