"""Pipelines (`docs/contract/sites-balancers-pipelines.md`, Pipelines)."""

from collections.abc import Iterator

from pydantic import JsonValue

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, number, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.kinds.pipeline_models import (
    STAGES,
    ChangePipeline,
    CreatePipeline,
    Pipeline,
    PipelineItem,
)
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Create, Delete, Update


def stages_of(backend: Backend, pipeline_id: str) -> list[Record]:
    """Return the stages of a pipeline by their places."""
    there = backend.store.members(STAGES, pipeline_id)
    return sorted(there, key=lambda one: number(one.body, "order", 0))


def apps_in(stage: Record) -> list[str]:
    """Return the ids of the applications in a stage, whatever the control API has made of it."""
    said = stage.body.get("apps")
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def shown_stage(call: Call, stage: Record) -> JsonObject:
    """Return a stage as readers see it."""
    shown: JsonObject = {**stage.body, "id": stage.id, "pipeline_id": stage.scope}
    if not call.backend.settings.stage_apps:
        del shown["apps"]
        return shown
    found = (call.backend.store.get(one) for one in apps_in(stage))
    apps: list[JsonValue] = [
        {
            "id": one.id,
            "name": text(one.body, "name"),
            "display_name": text(one.body, "display_name"),
        }
        for one in found
        if one
    ]
    return {**shown, "apps": apps}


def put_in_order(backend: Backend, stages: list[Record]) -> None:
    """Number stages as they stand."""
    for place, stage in enumerate(stages):
        if stage.body.get("order") != place:
            stage.body = {**stage.body, "order": place}
            backend.store.save(stage)


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    return {"display_name": f"pipeline {text(fields, 'id')[:8]}"}


def _show(call: Call, pipeline: Record) -> JsonObject:
    stages: list[JsonValue] = [
        shown_stage(call, one)
        for one in stages_of(call.backend, pipeline.id)
        if call.backend.lifecycle.poll(one)
    ]
    return {**pipeline.body, "stages": stages, **_laid(pipeline)}


def _laid(pipeline: Record) -> JsonObject:
    """What the control API has laid over the stages, such as nonsense."""
    return {name: said for name, said in pipeline.body.items() if name == "stages" and said != []}


def _changing(call: Call, pipeline: Record, given: JsonObject) -> JsonObject:
    if "stage_order" in given:
        _reorder(call, pipeline)
    return {name: value for name, value in given.items() if name != "stage_order"}


def _reorder(call: Call, pipeline: Record) -> None:
    asked = call.read(ChangePipeline).stage_order or []
    places = {one.stage_id: one.order for one in asked}
    there = stages_of(call.backend, pipeline.id)
    known = {one.id for one in there}
    missing = {one.id for one in there if not one.deleting} - places.keys()
    if len(places) < len(asked) or places.keys() - known or missing:
        raise refused("err-stage-order", "stage_order: not each stage of the pipeline once")
    put_in_order(call.backend, sorted(there, key=lambda one: places.get(one.id, len(there))))


def _companions(backend: Backend, pipeline: Record) -> Iterator[Record]:
    """The applications of all stages go along, in and out of a project."""
    for stage in stages_of(backend, pipeline.id):
        for one in map(backend.store.get, apps_in(stage)):
            if one is not None:
                yield one


KIND = Kind(
    name="pipelines",
    noun="pipeline",
    path="/pipelines",
    id_name="pipeline_id",
    shown=Pipeline,
    items=PipelineItem,
    write_only=("repo_url",),
    service_type="pipeline",
    companions=_companions,
    references={"project_id": projects.KIND},
    create=Create(body=CreatePipeline),
    update=Update(body=ChangePipeline, rule=_changing),
    delete=Delete(answer="either"),
    defaults=_defaults,
    show=_show,
)
