"""The preview stage of a pipeline.

Source: `docs/contract/sites-balancers-pipelines.md`, Preview stage. It is on while there is a stage
of that type.
"""

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.errors import ApiError, not_found, refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds import pipeline_stages, pipelines
from sevalla_emulator.kinds.pipeline_models import PreviewSettings
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.wire import Message

_REPO = "repo_url"
_OFF: JsonObject = {"auto_create_app": False, "delete_stale_apps": False, "stale_app_days": 5}


def _preview(call: Call, pipeline: Record) -> Record | None:
    there = pipelines.stages_of(call.backend, pipeline.id)
    return next((one for one in there if one.body.get("type") == "preview"), None)


def _enable(call: Call) -> JsonValue:
    pipeline = pipelines.KIND.writable(call)
    given = call.given(PreviewSettings)
    there = _preview(call, pipeline)
    if there is not None and not there.deleting:
        raise ApiError(409, "err-conflict", "the preview stage is on already")
    if _REPO not in given and not _has_repository(call, pipeline):
        raise refused("err-repository-unknown", f"{_REPO}: the pipeline has no repository yet")
    fields: JsonObject = {**_OFF, **_settings(call, pipeline, given)}
    place: JsonObject = {
        "pipeline_id": pipeline.id,
        "display_name": "Preview",
        "type": "preview",
    }
    call.backend.add(pipeline_stages.KIND.make(call.backend, {**fields, **place}))
    return Message(message="Preview stage enabled").model_dump()


def _change(call: Call) -> JsonValue:
    pipeline = pipelines.KIND.writable(call)
    given = call.given(PreviewSettings)
    stage = _on(call, pipeline)
    stamp: JsonObject = {"updated_at": call.backend.stamp()}
    stage.body = {**stage.body, **_OFF, **_settings(call, pipeline, given), **stamp}
    call.backend.store.save(stage)
    return Message(message="Preview stage updated").model_dump()


def _disable(call: Call) -> JsonValue:
    call.backend.begin_deletion(_on(call, pipelines.KIND.writable(call)))
    return Message(message="Preview stage disabled").model_dump()


def _on(call: Call, pipeline: Record) -> Record:
    stage = _preview(call, pipeline)
    if stage is None or stage.deleting:
        raise not_found("preview stage")
    return stage


def _settings(call: Call, pipeline: Record, given: JsonObject) -> JsonObject:
    """What is kept in the stage; the repository is the pipeline's, and nobody sees it."""
    if _REPO in given:
        pipeline.body = {**pipeline.body, _REPO: given[_REPO]}
        call.backend.store.save(pipeline)
    return {name: value for name, value in given.items() if name != _REPO}


def _has_repository(call: Call, pipeline: Record) -> bool:
    stages = pipelines.stages_of(call.backend, pipeline.id)
    ids = (app_id for stage in stages for app_id in pipelines.apps_in(stage))
    applications = (call.backend.store.get(app_id) for app_id in ids)
    return any(one.body.get(_REPO) for one in (pipeline, *applications) if one)


_PATH = f"{pipelines.KIND.one_path}/preview"
_MESSAGE: TypeAdapter[object] = TypeAdapter(Message)

OPERATIONS = (
    Operation(
        "POST",
        f"{_PATH}/enable",
        "Switch the preview stage of a pipeline on",
        _enable,
        answers=_MESSAGE,
        body=PreviewSettings,
        refusals=(400, 404, 409, 422),
    ),
    Operation(
        "PUT",
        _PATH,
        "Change the preview stage of a pipeline",
        _change,
        answers=_MESSAGE,
        body=PreviewSettings,
        refusals=(400, 404),
    ),
    Operation(
        "POST",
        f"{_PATH}/disable",
        "Switch the preview stage of a pipeline off",
        _disable,
        answers=_MESSAGE,
        refusals=(400, 404),
    ),
)
