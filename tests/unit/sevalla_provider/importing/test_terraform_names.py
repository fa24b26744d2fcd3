"""Names of a program, by the addresses of Terraform."""

import json
from typing import Any

import pytest

from sevalla_provider.importing.terraform_names import names_of
from sevalla_provider.importing.terraform_state import state_in

PROVIDER = 'provider["registry.terraform.io/sevalla-hosting/sevalla"]'

Row = tuple[str, str, str, str | int | None]
"""Of an instance: its module, its type without the prefix, its name and its key."""


def named(*rows: Row, taken: tuple[str, ...] = ()) -> list[str]:
    """The names of instances, in the order of the state."""
    resources: list[dict[str, Any]] = [
        {
            "module": module,
            "mode": "managed",
            "type": f"sevalla_{kind}",
            "name": name,
            "provider": PROVIDER,
            "instances": [{"attributes": {}} | ({} if key is None else {"index_key": key})],
        }
        for module, kind, name, key in rows
    ]
    instances = state_in(json.dumps({"version": 4, "resources": resources}).encode()).instances
    names = names_of(instances, taken)
    return [names[each.address] for each in instances]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (("", "application", "this", None), "this"),
        (('module.env["live"]', "application", "this", None), "env-live-this"),
        (("module.outer.module.inner[0]", "database", "db", 2), "outer-inner-0-db-2"),
        (("", "application_environment_variable", "v", "LOG_LEVEL"), "v-log-level"),
        (('module.a["x.y[\\"z\\"]"].module.b', "project", "p", "é/ü"), "a-x-y-z-b-p"),
        (("", "application", "_1", None), "n-1"),
        (("", "application", "a_very_long_name" * 4, None), "-".join(["a-very-long-name"] * 4)),
    ],
)
def test_a_name_is_made_of_the_address(row: Row, name: str) -> None:
    expected = name.replace("name-a", "namea") if "very" in name else name
    assert named(row) == [expected]


def test_the_application_keeps_a_name_that_types_share() -> None:
    assert named(
        ("", "database", "shop", None),
        ("", "application", "shop", None),
        ("", "load_balancer_destination", "shop", None),
    ) == ["shop-database", "shop", "shop-load-balancer-destination"]


def test_without_an_application_the_first_one_keeps_it() -> None:
    assert named(
        ('module.env["live"]', "global_environment_variable", "team", 0),
        ('module.env["live"]', "project", "team", 0),
        ('module.env["test"]', "project", "team", 0),
    ) == ["env-live-team-0", "env-live-team-0-project", "env-test-team-0"]


def test_what_is_spelled_alike_gets_a_number() -> None:
    keys = ("a.b", "A_B", "a b")
    rows = [("", "application_environment_variable", "v", key) for key in keys]
    assert named(*rows) == ["v-a-b", "v-a-b-2", "v-a-b-3"]


def test_no_appended_type_takes_the_name_of_somebody_else() -> None:
    assert named(
        ("", "application", "shop", None),
        ("", "database", "shop", None),
        ("", "project", "shop_database", None),
    ) == ["shop", "shop-database-2", "shop-database"]


def test_what_a_program_may_not_use_is_taken() -> None:
    assert named(("", "project", "pulumi", None), taken=("pulumi",)) == ["pulumi-2"]
