from collections.abc import Callable
from typing import TypeAlias

import pytest

from sevalla_emulator.kinds.domains import Domain
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application

Way: TypeAlias = Callable[[Api, Control], str]


def made(api: Api, _control: Control) -> str:
    return str(api.made("/applications", application())["id"])


def seeded(_api: Api, control: Control) -> str:
    return control.seed(applications=1).applications[0].id


def by_control(_api: Api, control: Control) -> str:
    return control.make_object("applications", {}).id


@pytest.mark.parametrize("way", [made, seeded, by_control])
def test_an_application_comes_with_a_system_domain(api: Api, control: Control, way: Way) -> None:
    app = f"/applications/{way(api, control)}"

    (domain,) = api.get(f"{app}/domains").json()["data"]

    assert set(domain) == set(Domain.model_fields)
    assert api.seen(f"{app}/domains/{domain['id']}") == domain
    assert domain["name"].startswith(str(api.seen(app)["name"]))
    assert [domain[name] for name in ("type", "is_primary", "is_enabled", "status")] == [
        "SYSTEM",
        True,
        True,
        "ACTIVE",
    ]


def test_it_goes_with_its_application(api: Api, control: Control) -> None:
    api.delete(f"/applications/{seeded(api, control)}")

    assert control.objects().domains == []


def test_its_id_is_the_same_after_each_reset(api: Api, control: Control) -> None:
    seeded(api, control)
    (before,) = control.objects().domains
    control.reset()
    seeded(api, control)

    assert [one.id for one in control.objects().domains] == [before.id]


def test_nobody_has_domains_of_no_application(api: Api) -> None:
    assert api.get(f"/applications/{UNKNOWN_ID}/domains").status_code == 404


def test_the_control_api_makes_custom_ones(api: Api, control: Control) -> None:
    app_id = seeded(api, control)
    control.make_object("domains", {"app_id": app_id, "name": "shop.example.com"})

    domains = api.get(f"/applications/{app_id}/domains").json()["data"]

    assert [one["type"] for one in domains] == ["SYSTEM", "CUSTOM"]
