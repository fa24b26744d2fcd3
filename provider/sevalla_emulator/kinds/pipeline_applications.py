"""Applications in stages.

Source: `docs/contract/sites-balancers-pipelines.md`, Applications of a stage. Which are in it is a
fact that the stage keeps: there is no object of its own.
"""

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.errors import ApiError, not_found, refused
from sevalla_emulator.kinds import applications, pipeline_stages
from sevalla_emulator.kinds.pipeline_models import STAGES, AddApplication
from sevalla_emulator.kinds.pipelines import apps_in
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.wire import Message


def _add(call: Call) -> JsonValue:
    stage = pipeline_stages.KIND.writable(call)
    asked = call.read(AddApplication)
    application = call.backend.find(applications.KIND.name, call.account, asked.app_id)
    if application is None or application.deleting:
        raise refused("err-application-unknown", "app_id: no such application in this company")
    for other in call.backend.store.of_kind(STAGES):
        if application.id in apps_in(other) and not other.deleting:
            raise ApiError(409, "err-conflict", "app_id: in a stage already")
    stage.body = {**stage.body, "apps": [*apps_in(stage), application.id]}
    call.backend.store.save(stage)
    return Message(message="Application added to stage").model_dump()


def _remove(call: Call) -> JsonValue:
    stage = pipeline_stages.KIND.writable(call)
    apps, app_id = apps_in(stage), call.path["app_id"]
    if app_id not in apps:
        raise not_found("application in this stage")
    stage.body = {**stage.body, "apps": [one for one in apps if one != app_id]}
    call.backend.store.save(stage)
    return Message(message="Application removed from stage").model_dump()


_APPS = f"{pipeline_stages.KIND.one_path}/apps"
_MESSAGE: TypeAdapter[object] = TypeAdapter(Message)

OPERATIONS = (
    Operation(
        "POST",
        _APPS,
        "Add an application to a stage",
        _add,
        status=201,
        answers=_MESSAGE,
        body=AddApplication,
        refusals=(400, 404, 409, 422),
    ),
    Operation(
        "DELETE",
        f"{_APPS}/{{app_id}}",
        "Take an application out of a stage",
        _remove,
        answers=_MESSAGE,
        refusals=(400, 404),
    ),
)
