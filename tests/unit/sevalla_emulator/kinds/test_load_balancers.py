"""Load balancers, their destinations and their domains."""

import pytest

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.load_balancer_destinations import MOST, Destination
from sevalla_emulator.kinds.load_balancers import LoadBalancer, LoadBalancerItem
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, fields, message

PLACE = "/load-balancers"
OUTSIDE: JsonObject = {"service_type": "EXTERNAL", "url": "https://x.example"}


def made(api: Api, **more: str) -> str:
    return str(api.made(PLACE, {"display_name": "Front", **more})["id"])


def destinations(api: Api, **more: str) -> str:
    return f"{PLACE}/{made(api, **more)}/destinations"


def listed(api: Api, place: str) -> list[JsonObject]:
    found: list[JsonObject] = api.get(place).json()["data"]
    return found


def test_a_list_shows_less_than_a_get(api: Api) -> None:
    one = api.seen(f"{PLACE}/{made(api)}")

    assert set(one) == set(LoadBalancer.model_fields)
    assert [set(each) for each in listed(api, PLACE)] == [set(LoadBalancerItem.model_fields)]
    assert (one["type"], one["project_id"]) == ("DEFAULT", None)


def test_a_change_answers_the_whole_and_null_clears_the_project(api: Api, control: Control) -> None:
    project = control.make_object("projects", {}).id
    own = f"{PLACE}/{made(api, project_id=project)}"

    answer = fields(api.patch(own, {"type": "GEO"}))
    assert (answer["type"], answer["project_id"]) == ("GEO", project)
    assert answer == api.seen(own)
    assert fields(api.patch(own, {"project_id": None}))["project_id"] is None
    assert api.patch(own, {"project_id": UNKNOWN_ID}).status_code == 422


def test_it_stays_when_its_project_goes(api: Api, control: Control) -> None:
    project = control.make_object("projects", {}).id
    own = f"{PLACE}/{made(api, project_id=project)}"
    api.delete(f"/projects/{project}")

    assert api.seen(own)["project_id"] is None


@pytest.mark.parametrize("wrong", [{"display_name": "x"}, {"type": "geo"}, {"name": "x"}])
def test_a_wrong_body_is_400(api: Api, wrong: JsonObject) -> None:
    assert api.post(PLACE, {"display_name": "Front", **wrong}).status_code == 400


def test_it_takes_along_what_belongs_to_it(api: Api, control: Control) -> None:
    api.made(destinations(api), OUTSIDE)
    (own,) = (each.id for each in control.objects().load_balancers)

    assert api.delete(f"{PLACE}/{own}").is_success
    assert control.objects().load_balancer_destinations == []
    assert control.objects().load_balancer_domains == []


def test_it_comes_with_a_system_domain_whose_name_no_application_can_have(
    api: Api, control: Control
) -> None:
    (domain,) = listed(api, f"{PLACE}/{made(api)}/domains")
    app = control.seed(applications=1).applications[0].id
    refusal = api.post(f"/applications/{app}/domains", {"domain_name": domain["name"]})

    assert (domain["type"], domain["is_primary"]) == ("SYSTEM", True)
    assert str(domain["name"]).endswith(".balancers.localhost")
    assert refusal.status_code == 409


def test_a_destination_is_enabled_and_listed_and_nothing_else_shows_it(api: Api) -> None:
    place = destinations(api)
    one = api.made(place, OUTSIDE)

    assert set(one) == set(Destination.model_fields)
    assert (one["is_enabled"], one["weight"], one["latitude"]) == (True, 100, None)
    assert listed(api, place) == [one]
    assert api.get(f"{place}/{one['id']}").status_code == 405
    assert api.patch(f"{place}/{one['id']}", {"weight": 1}).status_code == 405


def test_a_toggle_flips(api: Api) -> None:
    place = destinations(api)
    own = f"{place}/{api.made(place, OUTSIDE)['id']}"

    seen = [fields(api.post(f"{own}/toggle", {}))["is_enabled"] for _ in range(2)]
    assert seen == [False, True]


def test_of_a_geo_one_the_place_of_a_service_is_chosen(api: Api, control: Control) -> None:
    place = destinations(api, type="GEO")
    app = control.make_object("applications", {}).id
    one = api.made(place, {"service_type": "APP", "service_id": app})
    other = api.made(place, {**OUTSIDE, "latitude": -33.86, "longitude": 151})

    assert [type(one[name]) for name in ("latitude", "longitude")] == [float, float]
    assert (other["latitude"], other["longitude"]) == (-33.86, 151)
    assert (one["weight"], other["weight"]) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_type": "EXTERNAL"},
        {"service_type": "APP"},
        {"service_type": "APP", "service_id": UNKNOWN_ID, "url": "https://x.example"},
        {**OUTSIDE, "service_id": UNKNOWN_ID},
        {**OUTSIDE, "weight": 10_001},
        {**OUTSIDE, "weight": 0.5},
        {**OUTSIDE, "latitude": 90.5},
        {**OUTSIDE, "longitude": "8"},
        {**OUTSIDE, "is_enabled": False},
    ],
)
def test_a_wrong_destination_is_400(api: Api, wrong: JsonObject) -> None:
    assert api.post(destinations(api), wrong).status_code == 400


def test_there_are_twenty_destinations_and_no_more(api: Api) -> None:
    place = destinations(api)
    every = [api.made(place, OUTSIDE) for _ in range(MOST)]

    assert "at most 20" in message(api.post(place, OUTSIDE))
    api.delete(f"{place}/{every[0]['id']}")
    api.made(place, OUTSIDE)


def test_what_is_led_to_must_be_there_and_not_lead_back(api: Api) -> None:
    one, other = made(api), made(api)

    def lead(source: str, target: str) -> int:
        body: JsonObject = {"service_type": "LOAD_BALANCER", "service_id": target}
        return api.post(f"{PLACE}/{source}/destinations", body).status_code

    assert lead(one, UNKNOWN_ID) == 422
    assert lead(one, one) == 422
    assert lead(one, other) == 201
    assert lead(other, one) == 422
    assert "leads to it" in message(api.delete(f"{PLACE}/{other}"))
    assert api.delete(f"{PLACE}/{one}").is_success
    assert api.delete(f"{PLACE}/{other}").is_success
