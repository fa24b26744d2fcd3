"""Pipelines, their stages, the applications in these, and the preview stage."""

from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.pipeline_models import Pipeline, PipelineItem
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields, message

REPO = "https://git.example/acme/shop"


@pytest.fixture
def path(api: Api) -> str:
    made = api.made("/pipelines", {"display_name": "Delivery", "type": "trunk"})
    return f"/pipelines/{made['id']}"


@pytest.fixture
def app(api: Api) -> JsonObject:
    return api.made("/applications", application())


def stages(api: Api, path: str) -> list[Any]:
    found: Any = api.seen(path)["stages"]
    assert [each["order"] for each in found] == [*range(len(found))]
    return [*found]


def names(api: Api, path: str) -> list[str]:
    return [each["display_name"] for each in stages(api, path)]


def made_stage(api: Api, path: str, name: str, place: int) -> JsonObject:
    return api.made(f"{path}/stages", {"display_name": name, "insert_before": place})


def test_a_pipeline_comes_with_two_stages(api: Api, path: str) -> None:
    assert [(each["display_name"], each["type"]) for each in stages(api, path)] == [
        ("Dev", "standard"),
        ("Production", "prod"),
    ]
    assert set(api.seen(path)) == set(Pipeline.model_fields)
    (item,) = api.get("/pipelines").json()["data"]
    assert set(item) == set(PipelineItem.model_fields)
    changed = fields(api.patch(path, {"display_name": "Renamed", "type": "branch"}))
    assert (changed["display_name"], changed["type"]) == ("Renamed", "branch")
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_a_stage_goes_before_another_and_leaves_no_gap(api: Api, path: str) -> None:
    made = made_stage(api, path, "Staging", 1)
    assert (made["type"], made["order"], made["branch"]) == ("standard", 1, None)
    made_stage(api, path, "Last", 50)
    assert names(api, path) == ["Dev", "Staging", "Production", "Last"]
    one = f"{path}/stages/{made['id']}"
    assert [api.get(one).status_code, api.patch(one, {}).status_code] == [405, 405]
    assert api.delete(one).status_code == 204
    assert api.delete(one).status_code == 404
    assert names(api, path) == ["Dev", "Production", "Last"]


def test_a_list_of_all_stages_puts_them_in_order(api: Api, path: str) -> None:
    ids = [each["id"] for each in stages(api, path)]
    order: list[JsonValue] = [
        {"stage_id": each, "order": place} for place, each in enumerate(reversed(ids))
    ]
    assert api.patch(path, {"stage_order": order}).status_code == 200
    assert names(api, path) == ["Production", "Dev"]
    stranger: JsonObject = {"stage_id": UNKNOWN_ID, "order": 2}
    refused: list[list[JsonValue]] = [order[:1], [*order, order[0]], [*order, stranger]]
    for wrong in refused:
        assert "stage_order" in message(api.patch(path, {"stage_order": wrong}))
    assert names(api, path) == ["Production", "Dev"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("insert_before", None),
        ("insert_before", -1),
        ("insert_before", 51),
        ("insert_before", "1"),
        ("display_name", ""),
        ("order", 1),
    ],
)
def test_a_stage_that_the_reference_does_not_allow(
    api: Api, path: str, name: str, value: JsonValue
) -> None:
    body: JsonObject = {"display_name": "Staging", "insert_before": 1, name: value}
    answer = api.post(f"{path}/stages", body)
    assert answer.status_code == 400
    assert name in message(answer)


def test_an_application_is_in_one_stage_at_most(api: Api, path: str, app: JsonObject) -> None:
    dev, production = (f"{path}/stages/{each['id']}/apps" for each in stages(api, path))
    body: JsonObject = {"app_id": app["id"]}
    assert set(api.made(dev, body)) == {"message"}
    own = {name: app[name] for name in ("id", "name", "display_name")}
    assert [each["apps"] for each in stages(api, path)] == [[own], []]
    assert [api.post(each, body).status_code for each in (dev, production)] == [409, 409]
    assert api.delete(f"{production}/{app['id']}").status_code == 404
    assert set(fields(api.delete(f"{dev}/{app['id']}"))) == {"message"}
    assert api.get(f"/applications/{app['id']}").status_code == 200
    assert api.post(production, {"app_id": UNKNOWN_ID}).status_code == 422
    api.made(production, body)
    api.delete(f"/applications/{app['id']}")
    assert [each["apps"] for each in stages(api, path)] == [[], []]


def test_a_stage_that_goes_leaves_its_applications(api: Api, path: str, app: JsonObject) -> None:
    made = made_stage(api, path, "Staging", 1)
    one = f"{path}/stages/{made['id']}"
    api.made(f"{one}/apps", {"app_id": app["id"]})
    assert api.delete(one).status_code == 204
    assert api.get(f"/applications/{app['id']}").status_code == 200
    other = f"{path}/stages/{stages(api, path)[0]['id']}/apps"
    assert api.post(other, {"app_id": app["id"]}).status_code == 201


def test_stages_need_not_show_their_applications(
    api: Api, control: Control, path: str, app: JsonObject
) -> None:
    dev = stages(api, path)[0]
    api.made(f"{path}/stages/{dev['id']}/apps", {"app_id": app["id"]})
    control.change_settings(stage_apps=False)
    assert all("apps" not in each for each in stages(api, path))


def test_a_pipeline_takes_its_applications_into_a_project(
    api: Api, path: str, app: JsonObject
) -> None:
    shop = api.made("/projects", {"display_name": "Shop"})
    dev = stages(api, path)[0]
    api.made(f"{path}/stages/{dev['id']}/apps", {"app_id": app["id"]})
    pipeline_id = path.rpartition("/")[2]
    services = f"/projects/{shop['id']}/services"
    api.made(services, {"service_id": pipeline_id, "service_type": "pipeline"})
    homes = [path, f"/applications/{app['id']}"]
    assert [api.seen(each)["project_id"] for each in homes] == [shop["id"]] * 2
    api.delete(f"{services}/{pipeline_id}?service_type=pipeline")
    assert [api.seen(each)["project_id"] for each in homes] == [None] * 2
    assert api.patch(path, {"project_id": UNKNOWN_ID}).status_code == 422
    assert fields(api.patch(path, {"project_id": shop["id"]}))["project_id"] == shop["id"]
    assert fields(api.patch(path, {"project_id": None}))["project_id"] is None


def test_a_preview_stage_is_switched_on_changed_and_off(api: Api, path: str) -> None:
    one, enable, disable = (f"{path}/preview{each}" for each in ("", "/enable", "/disable"))
    assert api.http.put(one, json={}).status_code == 404
    assert api.post(disable, {}).status_code == 404
    assert "repo_url" in message(api.post(enable, {}))
    assert api.post(enable, {"stale_app_days": 366}).status_code == 400
    assert "message" in fields(api.post(enable, {"repo_url": REPO, "auto_create_app": True}))
    assert api.post(enable, {}).status_code == 409
    preview = stages(api, path)[-1]
    assert "repo_url" not in preview
    assert (preview["type"], preview["auto_create_app"]) == ("preview", True)
    assert (preview["delete_stale_apps"], preview["stale_app_days"]) == (False, 5)
    fields(api.http.put(one, json={"stale_app_days": 9}))
    preview = stages(api, path)[-1]
    assert (preview["auto_create_app"], preview["stale_app_days"]) == (False, 9)
    assert "message" in fields(api.post(disable, {}))
    assert names(api, path) == ["Dev", "Production"]
    assert "message" in fields(api.post(enable, {}))  # the pipeline has a repository by now


def test_an_image_goes_on_to_later_stages_without_a_build(api: Api, path: str) -> None:
    first, later, elsewhere = (str(api.made("/applications", application())["id"]) for _ in "abc")
    dev, production = (f"{path}/stages/{each['id']}/apps" for each in stages(api, path))
    assert api.post(dev, {"app_id": first}).is_success
    assert api.post(production, {"app_id": later}).is_success

    def promote(*targets: JsonValue) -> Any:
        body: JsonObject = {"source_app_id": first, "target_app_ids": [*targets]}
        return api.post(f"{path}/promote", body)

    assert promote(later).status_code == 422  # nothing was deployed yet
    api.made(f"/applications/{first}/deployments", {})
    assert [promote(*each).status_code for each in ((), (elsewhere,), (first,))] == [400, 422, 422]
    (begun,) = promote(later).json()
    assert begun["target_app_id"] == later
    made = api.seen(f"/applications/{later}/deployments/{begun['deployment_id']}")
    (earlier,) = api.get(f"/applications/{first}/deployments").json()["data"]
    assert made["commit_sha"] == earlier["commit_sha"]
    assert (made["status"], made["steps"]) == ("success", ["reuse artifact", "deploy"])
