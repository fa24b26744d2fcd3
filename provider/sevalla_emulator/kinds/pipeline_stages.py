"""Stages of pipelines (`docs/contract/sites-balancers-pipelines.md`, Stages)."""

import uuid

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, number, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import pipelines
from sevalla_emulator.kinds.pipeline_models import STAGES, CreateStage, Stage
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Create, Delete

_NAMESPACE = uuid.UUID("5e5a11a6-0000-4000-8000-000000000000")
_DEFAULTS = {"Dev": "standard", "Production": "prod"}
"""The stages that a pipeline comes with."""


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    there = backend.store.members(STAGES, text(fields, "pipeline_id"))
    return {"display_name": f"stage {text(fields, 'id')[:8]}", "order": len(there)}


def _creating(call: Call, given: JsonObject) -> JsonObject:
    """Let those at its place, and behind, move up."""
    there = pipelines.stages_of(call.backend, text(given, "pipeline_id"))
    place = min(number(given, "insert_before", 0), len(there))
    for stage in there[place:]:
        stage.body = {**stage.body, "order": number(stage.body, "order", 0) + 1}
        call.backend.store.save(stage)
    kept: JsonObject = {name: value for name, value in given.items() if name != "insert_before"}
    return {**kept, "order": place}


def _accompany(backend: Backend, record: Record) -> None:
    if record.kind != pipelines.KIND.name:
        return
    for name, stage_type in _DEFAULTS.items():
        # The same at each reset, as the ids of what is seeded.
        stage_id = str(uuid.uuid5(_NAMESPACE, f"{record.id} {name}"))
        given: JsonObject = {
            "id": stage_id,
            "pipeline_id": record.id,
            "display_name": name,
            "type": stage_type,
        }
        if backend.store.get(stage_id) is None:
            backend.keep(KIND.make(backend, given))


def _follow(backend: Backend, gone: Record) -> None:
    """Close the gap that a stage leaves, and let a stage lose an application that is gone."""
    if gone.kind == STAGES:
        there = pipelines.stages_of(backend, gone.scope)
        pipelines.put_in_order(backend, [one for one in there if not one.deleting])
        return
    for stage in backend.store.of_kind(STAGES):
        apps = pipelines.apps_in(stage)
        if gone.id in apps:
            stage.body = {**stage.body, "apps": [one for one in apps if one != gone.id]}
            backend.store.save(stage)


KIND = Kind(
    name=STAGES,
    noun="stage",
    path="/pipelines/{pipeline_id}/stages",
    id_name="stage_id",
    shown=Stage,
    parent=pipelines.KIND,
    listed="none",
    readable=False,
    create=Create(body=CreateStage, rule=_creating),
    delete=Delete(answer="either"),
    defaults=_defaults,
    show=pipelines.shown_stage,
    accompany=_accompany,
    follow=_follow,
)
