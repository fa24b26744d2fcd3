"""An application with what it needs around it: from nothing, drifted, healed, changed and gone."""

from collections.abc import Callable

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.bad_day.scenario import Scenario
from acceptance.properties import SMALL
from acceptance.yesterday import as_the_platform
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_emulator.testing import EmulatedObject, RunningEmulator

FIRST, SECOND = "first-password", "second@password"
DATABASE_SMALL, DATABASE_LARGE = (each.id for each in DATABASE_RESOURCE_TYPES[:2])


@pytest.fixture
def platform(emulator: RunningEmulator) -> RunningEmulator:
    as_the_platform(emulator)
    return emulator


@pytest.fixture
def stack(new_stack: Callable[..., Stack], way: Way) -> Stack:
    return new_stack(way.project, way)


def database(password: str = FIRST, size: str = DATABASE_SMALL) -> Program:
    props = {
        "display_name": "store",
        "cluster_id": CLUSTERS[0].id,
        "type": "postgresql",
        "version": "16",
        "resource_type_id": size,
        "db_name": "shop",
        "db_user": "shop",
        "db_password": password,
    }
    return {"store": {"type": "Database", "props": props}}


def environment(password: str = FIRST, size: str = DATABASE_SMALL) -> Program:
    """One of each kind that a team's environment is made of."""
    of_shop = {"app_id": "${shop.app_id}"}
    of_store = {"database_id": "${store.database_id}"}
    fence = {"type": "allow", "ip_list": ["203.0.113.0/24"]}
    shop = {
        "display_name": "shop",
        "cluster_id": CLUSTERS[0].id,
        "source": "publicGit",
        "repo_url": "https://git.example/shop",
        "project_id": "${team.project_id}",
    }
    url = {"variables": {"DATABASE_URL": "${store.internal_url}"}}
    return {
        "team": {"type": "Project", "props": {"display_name": "team"}},
        "region": {
            "type": "GlobalEnvironmentVariable",
            "props": {"key": "REGION", "value": "eu"},
        },
        "shop": {"type": "Application", "props": shop},
        **database(password, size),
        "web": {
            "type": "Process",
            "props": {**of_shop, "type": "web", "resource_type_id": SMALL, "port": 3000},
        },
        "to_store": {
            "type": "InternalConnection",
            "props": {
                **of_shop,
                "target_type": "database",
                "target_id": "${store.database_id}",
            },
        },
        "fence": {"type": "IpRestriction", "props": {**of_shop, **fence}},
        "store_fence": {"type": "DatabaseIpRestriction", "props": {**of_store, **fence}},
        "site": {"type": "Domain", "props": {**of_shop, "domain_name": "shop.example"}},
        "hook": {"type": "DeploymentHook", "props": of_shop},
        "settings": {"type": "EnvironmentVariables", "props": {**of_shop, **url}},
        "live": {
            "type": "Deployment",
            "props": {**of_shop, "triggers": {"settings": "${settings.config_hash}"}},
        },
    }


def drift(platform: RunningEmulator) -> dict[str, str]:
    """Change one of each kind behind Pulumi's back; what a check must say of each."""
    control = platform.control
    there = control.objects()
    (store,), (shop,) = there.databases, there.applications
    control.change_object(store.id, {"display_name": "Meddled"})
    control.change_object(shop.id, {"display_name": "Meddled"})
    control.change_object(there.global_env_vars[0].id, {"value": "meddled"})
    control.change_object(there.projects[0].id, {"display_name": "Meddled"})
    for fence in (there.ip_restrictions[0], there.database_ip_restrictions[0]):
        control.change_object(fence.id, {"ip_list": ["198.51.100.0/24"]})
    control.change_object(there.env_vars[0].id, {"value": "meddled"})
    for kind in ("internal_connections", "deployment_hooks"):
        control.remove_object(getattr(there, kind)[0].id)
    (site,) = [each for each in there.domains if each["type"] == "CUSTOM"]
    control.remove_object(site.id)
    updated = {
        "Database store",
        "Application shop",
        "GlobalEnvironmentVariable region",
        "Project team",
        "IpRestriction fence",
        "DatabaseIpRestriction store_fence",
        "EnvironmentVariables settings",
    }
    gone = {"InternalConnection to_store", "DeploymentHook hook", "Domain site"}
    return dict.fromkeys(updated, "update") | dict.fromkeys(gone, "delete")


def test_from_nothing_drifted_healed_changed_and_gone(
    platform: RunningEmulator, stack: Stack
) -> None:
    control = platform.control

    def store() -> EmulatedObject:
        (found,) = control.objects().databases
        return found

    def url() -> object:
        (variable,) = control.objects().env_vars
        return variable["value"]

    made = stack.up(environment()).succeeded()
    assert set(made.changed.values()) == {"create"}
    assert len(made.changed) == 12
    first = store()
    assert first["status"] == "ready"
    address = f"{first['internal_hostname']}:{first['internal_port']}"
    assert url() == f"postgresql://shop:{FIRST}@{address}/shop"
    assert len(control.requests("POST")) == 9  # each is made once; two are PUT, one is taken over
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    expected = drift(platform)
    found = stack.drift()
    assert found.code != 0
    assert found.changed == expected
    stack.up(None, "--refresh").succeeded()
    assert stack.drift().code == 0

    # The password: the same database, one call, and its URL follows.
    control.clear_log()
    changed = stack.up(environment(SECOND)).succeeded()
    assert changed.changed["Database store"] == "update"
    assert [each.path for each in control.requests() if "reset-password" in each.path]
    assert store().id == first.id
    assert url() == f"postgresql://shop:second%40password@{address}/shop"
    # Resized: the same one, and waited for.
    control.change_settings(provisioning={"polls": 2})
    stack.up(environment(SECOND, DATABASE_LARGE)).succeeded()
    assert (store().id, store()["status"]) == (first.id, "ready")
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    assert all(word not in said for said in stack.said for word in (FIRST, SECOND))

    stack.destroy().succeeded()
    left = control.objects()
    assert [left.applications, left.databases, left.domains, left.projects] == [[], [], [], []]
    assert [left.global_env_vars, left.internal_connections] == [[], []]


def test_a_database_whose_answer_is_lost_is_made_once(
    platform: RunningEmulator, stack: Stack
) -> None:
    control = platform.control
    control.add_fault("reset", method="POST", path="/databases", when="after")
    stack.up(database()).succeeded()
    (store,) = control.objects().databases
    assert stack.state()["Database store"]["outputs"]["databaseId"] == store.id
    assert Scenario(control, stack, "").all_intents() == []
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()


def test_a_database_that_failed_is_made_anew(platform: RunningEmulator, stack: Stack) -> None:
    control = platform.control
    control.add_fault("provisioning_fails", method="POST", path="/databases")
    failed = stack.up(database()).failed()
    assert 'with status "error"' in failed.text
    control.clear_faults()
    stack.up(database()).succeeded()
    (store,) = control.objects().databases
    assert store["status"] == "ready"
    stack.destroy().succeeded()
    assert control.objects().databases == []
