"""Where an object is, said twice."""

from sevalla_provider.importing.places import said_of_itself
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from unit.samples import APP, PROCESS_ID, Inputs

PLACE: Inputs = {"project_id": PROCESS_ID.upper()}


def test_a_service_that_names_its_project_needs_no_project_service() -> None:
    key = PROJECT_SERVICE.key_of(f"{PROCESS_ID}/{APP}")
    assert list(said_of_itself(APPLICATION, APP, PLACE)) == [key]


def test_nothing_else_says_where_it_is() -> None:
    assert list(said_of_itself(APPLICATION, APP, {})) == []
    assert list(said_of_itself(PROCESS, f"{APP}/{PROCESS_ID}", PLACE)) == []
    member = f"{PROCESS_ID}/{APP}"
    assert list(said_of_itself(PROJECT_SERVICE, member, {**PLACE, "service_id": APP})) == []
