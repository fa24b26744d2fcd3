"""A project that is said in two ways: who says what is warned of, and nobody else is."""

from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from sevalla_provider.resources.databases.database import DATABASE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, OTHER_PROCESS_ID, PROCESS_ID, Inputs

pytestmark = pytest.mark.anyio

ONE, OTHER = PROCESS_ID, OTHER_PROCESS_ID


def warnings(there: Bench, resource: Resource[Any], name: str, own: str, inputs: Inputs) -> str:
    operations = ResourceOperations(
        lambda: there.session, resource, name, name, Exception, lambda text, _: Exception(text)
    )
    state = PropertySet({**inputs, resource.id_output: own})
    return "\n".join(operations.diff(own, state, PropertySet(inputs)).warnings)


def application(there: Bench, app_id: str = APP, **said: Any) -> str:
    return warnings(there, APPLICATION, "shop", app_id, said)


def service(there: Bench, project: Any, app_id: Any = APP) -> str:
    said = {"project_id": project, "service_id": app_id, "service_type": "app"}
    return warnings(there, PROJECT_SERVICE, "shop in tools", f"{ONE}/{APP}", said)


async def test_two_that_say_different_projects_are_named(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert application(there, project_id=ONE) == ""
        told = service(there, OTHER)
        assert 'project service "shop in tools" says' in told
        assert 'application "shop" says' in told
        assert ONE in told
        assert OTHER in told
        assert 'application "shop" says' in application(there, project_id=ONE)  # and back again


async def test_a_service_whose_silence_means_none_is_named_as_well(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert warnings(there, DATABASE, "orders", APP, {}) == ""
        said = {"project_id": ONE, "service_id": APP, "service_type": "database"}
        told = warnings(there, PROJECT_SERVICE, "orders in tools", f"{ONE}/{APP}", said)
        assert 'database "orders" says nothing' in told
        assert warnings(there, DATABASE, "others", OTHER_APP, {"project_id": UNKNOWN}) == ""


async def test_those_that_agree_or_speak_of_others_are_left_in_peace(tmp_path: Path) -> None:
    """Peer row 13: used with `project_service`, an unset `project_id` is a diff for ever."""
    async with bench(tmp_path) as there:
        assert application(there, project_id=ONE) == ""
        assert service(there, ONE) == ""
        assert application(there, OTHER_APP) == ""
        assert service(there, OTHER, OTHER_APP) == ""
        assert service(there, OTHER, UNKNOWN) == ""
        assert application(there, OTHER_APP, project_id=UNKNOWN) == ""


async def test_one_that_changes_its_word_quarrels_with_nobody(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert application(there, project_id=ONE) == ""
        assert application(there, project_id=OTHER) == ""
