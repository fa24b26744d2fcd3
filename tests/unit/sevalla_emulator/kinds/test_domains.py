from collections.abc import Callable
from typing import TypeAlias
from unittest.mock import ANY

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.domains import Domain
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields, message

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


PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def place(control: Control) -> str:
    return f"/applications/{control.seed(applications=1).applications[0].id}/domains"


def system(api: Api, domains: str) -> str:
    return str(api.get(domains).json()["data"][0]["id"])


def custom(api: Api, domains: str, **more: JsonValue) -> JsonObject:
    return api.made(domains, {"domain_name": "shop.example", **more})


def test_a_custom_one_is_verified_pointed_to_and_active(api: Api, control: Control) -> None:
    control.change_settings(verification={"seconds": 10})
    domains = place(control)
    made = custom(api, domains)
    own = f"{domains}/{made['id']}"
    seen = [made["status"]]
    for _ in range(3):
        seen.append(api.seen(own)["status"])
        control.advance(10)

    assert seen == ["VERIFICATION", "VERIFICATION", "POINTING", "ACTIVE"]


def test_its_dns_records_are_known_after_the_answer(api: Api, control: Control) -> None:
    domains = place(control)
    made = custom(api, domains, is_wildcard=True, custom_ssl_cert=PEM, custom_ssl_key=PEM)
    seen = api.seen(f"{domains}/{made['id']}")

    assert set(made) == set(seen) == set(Domain.model_fields)
    assert made["dns_records"] is None
    assert seen["dns_records"] == [
        {"type": "TXT", "name": "_verify.shop.example", "value": ANY},
        {"type": "CNAME", "name": "shop.example", "value": ANY},
    ]
    assert (seen["type"], seen["is_wildcard"], seen["is_primary"]) == ("CUSTOM", True, False)


def test_one_that_has_timed_out_is_looked_at_again(api: Api, control: Control) -> None:
    control.change_settings(verification_outcome="TIMED_OUT")
    domains = place(control)
    own = f"{domains}/{custom(api, domains)['id']}"
    assert api.seen(own)["status"] == "TIMED_OUT"

    control.change_settings(verification_outcome="ACTIVE")
    assert fields(api.post(f"{own}/refresh-status", {}))["status"] == "VERIFICATION"
    assert api.seen(own)["status"] == "ACTIVE"
    assert fields(api.post(f"{own}/refresh-status", {}))["status"] == "ACTIVE"


@pytest.mark.parametrize(
    "wrong",
    [
        {"domain_name": ""},
        {"domain_name": None},
        {"custom_ssl_cert": PEM},
        {"custom_ssl_key": PEM},
        {"is_wildcard": "yes"},
        {"name": "shop.example"},
    ],
)
def test_a_wrong_body_is_400(api: Api, control: Control, wrong: JsonObject) -> None:
    body: JsonObject = {"domain_name": "shop.example", **wrong}
    assert api.post(place(control), body).status_code == 400


def test_a_name_is_there_but_once_in_all_applications(api: Api, control: Control) -> None:
    one, other = (
        f"/applications/{each.id}/domains" for each in control.seed(applications=2).applications
    )
    custom(api, one)

    refusal = api.post(other, {"domain_name": "shop.example"})
    assert refusal.status_code == 409
    assert "shop.example" in message(refusal)
    renamed = api.patch(f"{other}/{system(api, other)}", {"name": "shop.example"})
    assert renamed.status_code == 409


def test_there_is_one_primary_domain(api: Api, control: Control) -> None:
    domains = place(control)
    own = f"{domains}/{custom(api, domains)['id']}"
    assert fields(api.post(f"{own}/set-primary", {}))["is_primary"] is True
    assert [each["is_primary"] for each in api.get(domains).json()["data"]] == [False, True]

    # Who goes leaves it to the system domain.
    assert api.delete(own).status_code == 204
    assert [each["is_primary"] for each in api.get(domains).json()["data"]] == [True]


def test_the_system_domain_is_renamed_and_switched_and_stays(api: Api, control: Control) -> None:
    domains = place(control)
    own = f"{domains}/{system(api, domains)}"

    assert fields(api.patch(own, {"name": "x.apps.localhost"}))["name"] == "x.apps.localhost"
    enabled = [fields(api.post(f"{own}/toggle", {}))["is_enabled"] for _ in range(2)]
    assert enabled == [False, True]
    assert "cannot be deleted" in message(api.delete(own))
    assert api.seen(own)["type"] == "SYSTEM"


def test_a_custom_one_is_not_renamed_and_not_switched(api: Api, control: Control) -> None:
    domains = place(control)
    own = f"{domains}/{custom(api, domains)['id']}"

    for refusal in (api.patch(own, {"name": "x.example"}), api.post(f"{own}/toggle", {})):
        assert refusal.status_code == 422
        assert "only the system domain" in message(refusal)


def test_what_the_delete_answers_is_a_setting(api: Api, control: Control) -> None:
    control.change_settings(delete_answer="message")
    domains = place(control)
    gone = api.delete(f"{domains}/{custom(api, domains)['id']}")

    assert (gone.status_code, set(gone.json())) == (200, {"message"})
    assert len(api.get(domains).json()["data"]) == 1
