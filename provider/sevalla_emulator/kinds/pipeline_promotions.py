"""An application's image goes on to the applications of later stages.

Source: `docs/contract/sites-balancers-pipelines.md`, Preview stage.
"""

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import refused
from sevalla_emulator.kinds import applications, deployments, pipelines
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.wire import Body, Uuid


class Promote(Body):
    """POST /pipelines/{pipeline_id}/promote."""

    source_app_id: Uuid
    target_app_ids: Annotated[list[Uuid], Field(min_length=1)]


class Promoted(BaseModel):
    """One of the deployments that a promotion has begun."""

    target_app_id: str
    deployment_id: str


def _promote(call: Call) -> JsonValue:
    pipeline = pipelines.KIND.writable(call)
    asked = call.read(Promote)
    if asked.source_app_id in asked.target_app_ids:
        raise refused("err-promotion", "target_app_ids: the source is among them")
    there = _applications(call.backend, pipeline)
    wanted = dict.fromkeys((asked.source_app_id, *asked.target_app_ids))
    if missing := [one for one in wanted if one not in there]:
        raise refused("err-promotion", f"in no stage of the pipeline: {', '.join(missing)}")
    source, *targets = (there[one] for one in wanted)
    image = deployments.last_success(call, source)
    begun = [deployments.deploy_again(call, one, image, "PROMOTE_DEPLOYMENT") for one in targets]
    return [Promoted(target_app_id=one.scope, deployment_id=one.id).model_dump() for one in begun]


def _applications(backend: Backend, pipeline: Record) -> dict[str, Record]:
    """The applications of all stages by their ids."""
    ids = (one for stage in pipelines.stages_of(backend, pipeline.id) for one in _apps(stage))
    found = (backend.store.get(one) for one in ids)
    there = (one for one in found if one is not None and one.kind == applications.KIND.name)
    return {one.id: one for one in there if not one.deleting}


def _apps(stage: Record) -> list[str]:
    return [] if stage.deleting else pipelines.apps_in(stage)


OPERATIONS = (
    Operation(
        "POST",
        f"{pipelines.KIND.one_path}/promote",
        "Deploy the image of one application of a pipeline to others",
        _promote,
        answers=TypeAdapter(list[Promoted]),
        body=Promote,
        refusals=(400, 404, 422),
    ),
)
