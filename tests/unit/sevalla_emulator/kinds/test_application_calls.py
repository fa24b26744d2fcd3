"""What is done with a whole application.

Source: `docs/contract/applications.md`, Actions on an application.
"""

import pytest

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields


@pytest.fixture
def path(api: Api) -> str:
    return f"/applications/{api.made('/applications', application())['id']}"


def test_a_clone_is_set_up_alike_and_has_nothing_of_what_is_in_the_first(
    api: Api, path: str
) -> None:
    changed: JsonObject = {"build_type": "dockerfile", "dockerfile_path": "api/Dockerfile"}
    assert api.patch(path, changed).is_success
    api.made(f"{path}/env-vars", {"key": "COLOUR", "value": "blue"})
    api.made(f"{path}/deployments", {})
    clone = api.made(f"{path}/clone", {"display_name": "Twin", "cluster_id": CLUSTERS[1].id})
    first, second = api.seen(path), api.seen(f"/applications/{clone['id']}")
    assert {name for name in first if first[name] != second[name]} == {
        *("id", "name", "namespace", "display_name", "status")
    }
    assert api.get(f"/applications/{clone['id']}/env-vars").json()["total"] == 0
    assert api.get(f"/applications/{clone['id']}/domains").json()["total"] == 1
    assert api.post(f"{path}/clone", {"display_name": "X2", "cluster_id": UNKNOWN_ID}).is_error


@pytest.mark.parametrize("cache", ["cdn", "edge-cache"])
def test_a_cache_is_off_until_it_is_switched_and_no_call_shows_it(
    api: Api, path: str, cache: str
) -> None:
    before = api.seen(path).keys()
    answers = [fields(api.post(f"{path}/{cache}/toggle", {})) for _ in range(2)]
    assert answers == [{"is_turned_on": True}, {"is_turned_on": False}]
    assert api.seen(path).keys() == before
    assert fields(api.post(f"{path}/purge-cache", {})).keys() == {"message"}


def test_a_repository_tells_what_of_it_is_live(api: Api, control: Control, path: str) -> None:
    said = api.seen(f"{path}/repository")
    assert (said["source"], said["deployed_commit"]) == ("publicGit", None)
    deployed = api.made(f"{path}/deployments", {})
    control.change_settings(deployment_outcome="failed")
    api.made(f"{path}/deployments", {})
    assert api.seen(f"{path}/repository")["deployed_commit"] == deployed["commit_sha"]
    image = api.made("/applications", application(source="dockerImage", docker_image="nginx"))
    assert api.get(f"/applications/{image['id']}/repository").status_code == 422
