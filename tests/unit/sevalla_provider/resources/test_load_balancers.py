"""Load balancers and their destinations: what plan time refuses, and spellings of the same."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.balancers.load_balancer import LOAD_BALANCER
from sevalla_provider.resources.balancers.load_balancer_destination import (
    LOAD_BALANCER_DESTINATION,
)
from sevalla_provider.resources.balancers.load_balancer_domain import LOAD_BALANCER_DOMAIN
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, OTHER_APP, Inputs

BALANCER = OTHER_APP
A_SERVICE: Inputs = {"service_type": "APP", "service_id": APP}
OUTSIDE: Inputs = {"service_type": "EXTERNAL", "url": "https://x.example"}


def refused(resource: Resource[Any], inputs: Inputs) -> dict[str, str]:
    return {each.where(): each.reason for each in check(resource.inputs, inputs).failures}


def of_a_destination(inputs: Inputs) -> dict[str, str]:
    return refused(LOAD_BALANCER_DESTINATION, {"load_balancer_id": BALANCER, **inputs})


@pytest.mark.parametrize(
    ("said", "place", "word"),
    [
        ({"service_type": "app", "service_id": APP}, "service_type", "must be one of APP"),
        ({"service_type": "APP"}, "service_id", "is required"),
        ({"service_type": "LOAD_BALANCER"}, "service_id", "is required"),
        ({**A_SERVICE, "service_id": "shop"}, "service_id", "a UUID"),
        ({**A_SERVICE, "service_id": BALANCER}, "service_id", "lead to itself"),
        ({**A_SERVICE, "url": "https://x.example"}, "url", "must be left out"),
        ({"service_type": "EXTERNAL"}, "url", "is required"),
        ({**OUTSIDE, "service_id": APP}, "service_id", "must be left out"),
        ({**OUTSIDE, "url": ""}, "url", "of 1 to 2048"),
        ({**OUTSIDE, "url": "https://x.example/a b"}, "url", "no blanks"),
        ({**OUTSIDE, "url": ["https://x.example"]}, "url", "a string"),
        ({**OUTSIDE, "weight": -1}, "weight", "from 0 to 10000"),
        ({**OUTSIDE, "weight": 10_001}, "weight", "from 0 to 10000"),
        ({**OUTSIDE, "weight": 0.5}, "weight", "a whole number"),
        ({**OUTSIDE, "latitude": 90.1}, "latitude", "a number from -90 to 90"),
        ({**OUTSIDE, "latitude": "50.1"}, "latitude", "a number from -90 to 90"),
        ({**OUTSIDE, "latitude": float("nan")}, "latitude", "a number from -90 to 90"),
        ({**OUTSIDE, "longitude": -180.1}, "longitude", "a number from -180 to 180"),
        ({**OUTSIDE, "longitude": 10**400}, "longitude", "a number from -180 to 180"),
        ({**OUTSIDE, "longitude": True}, "longitude", "a number from -180 to 180"),
        ({**OUTSIDE, "is_enabled": "no"}, "is_enabled", "true or false"),
    ],
)
def test_a_destination_that_is_none_is_refused(said: Inputs, place: str, word: str) -> None:
    """The peer has no validator anywhere: "EXTERNAL needs url" fails only at the API."""
    told = of_a_destination(said)
    assert list(told) == [place]
    assert word in told[place]


@pytest.mark.parametrize(
    "said",
    [
        {"service_type": UNKNOWN},
        {"service_type": "APP", "service_id": UNKNOWN},
        {"service_type": "EXTERNAL", "url": UNKNOWN},
        {**A_SERVICE, "weight": 10_000, "latitude": -90, "longitude": 180.0},
        {**OUTSIDE, "url": "x.example:8443"},
    ],
)
def test_what_may_yet_be_right_is_not_refused(said: Inputs) -> None:
    assert of_a_destination(said) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "https://X.example/"}, {"url": "https://x.example"}),
        ({"latitude": 52.520008}, {"latitude": 52.52000808}),  # as half the precision has it
        ({"longitude": 151.0}, {"longitude": 151}),
        ({"weight": 50.0}, {"weight": 50}),
    ],
)
def test_spellings_of_the_same_are_the_same(one: Inputs, other: Inputs) -> None:
    model = LOAD_BALANCER_DESTINATION.inputs
    assert check(model, one).inputs == check(model, other).inputs


@pytest.mark.parametrize("one", [{"url": "https://x.example/A/"}, {"url": "https://x.example/a"}])
def test_a_path_is_left_as_it_is(one: Inputs) -> None:
    assert check(LOAD_BALANCER_DESTINATION.inputs, one).inputs == one


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"display_name": "x"}, "display_name"),
        ({"display_name": "x" * 65}, "display_name"),
        ({"display_name": "Front", "type": "geo"}, "type"),
        ({"display_name": "Front", "project_id": ""}, "project_id"),
        ({"display_name": "Front", "projectId": APP}, "projectId"),
    ],
)
def test_a_balancer_that_is_none_is_refused(said: Inputs, place: str) -> None:
    assert list(refused(LOAD_BALANCER, said)) == [place]


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = {"service_type": "EXTERNAL", "weight": -1, "latitude": 91}
    assert set(of_a_destination(said)) == {"url", "weight", "latitude"}


def test_a_domain_is_checked_as_an_application_s() -> None:
    said = {"load_balancer_id": BALANCER, "domain_name": "https://x", "custom_ssl_cert": "a.pem"}
    assert {"domain_name", "custom_ssl_cert"} <= set(refused(LOAD_BALANCER_DOMAIN, said))
