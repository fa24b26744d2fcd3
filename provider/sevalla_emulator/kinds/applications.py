"""Applications (`docs/contract/applications.md`, Applications, Actions on an application)."""

from collections.abc import Callable

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import docker_registries, projects
from sevalla_emulator.kinds.application_models import (
    CACHES,
    Application,
    ApplicationItem,
    ChangeApplication,
    CreateApplication,
    LogLine,
)
from sevalla_emulator.kinds.application_rules import (
    IMAGE,
    changing,
    creating,
    deleting,
    first_build,
    needed,
)
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Action, Create, Delete, Seeded, Update, sets

_ONE = "/applications/{app_id}"
_GIT, _REGISTRY = "https://git.example/emulated", "registry.example/emulated"


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    app_id = text(fields, "id")
    display_name = text(fields, "display_name", f"application {app_id[:8]}")
    name = f"{slug(display_name, 'application')[:50]}-{app_id[:5]}"
    source = text(fields, "source", "publicGit")
    return {
        "name": name,
        "display_name": display_name,
        "namespace": name,
        "cluster_id": CLUSTERS[0].id,
        **first_build(source),
        needed(source): f"{_REGISTRY if source == IMAGE else _GIT}/{name}",
    }


def _logs(name: str, read: Callable[[Call, Record], list[str]]) -> Operation:
    """Return the operation that reads logs."""

    def handle(call: Call) -> JsonValue:
        lines = read(call, KIND.find(call))
        return [LogLine(message=line).model_dump() for line in lines]

    return Operation(
        "GET",
        f"{_ONE}/{name}",
        f"List: {name.replace('-', ' ')} of an application",
        handle,
        answers=TypeAdapter(list[LogLine]),
        refusals=(400, 404),
    )


KIND = Kind(
    name="applications",
    noun="application",
    told=("repo_url", "docker_image", "default_branch"),
    path="/applications",
    id_name="app_id",
    shown=Application,
    items=ApplicationItem,
    write_only=("cluster_id", "docker_registry_credential_id", *CACHES),
    service=True,
    service_type="app",
    references={
        "project_id": projects.KIND,
        "docker_registry_credential_id": docker_registries.KIND,
    },
    create=Create(body=CreateApplication, rule=creating),
    update=Update(body=ChangeApplication, rule=changing),
    delete=Delete(answer="either", rule=deleting, refusals=(409,)),
    # What it says beside that is how its last deployment went.
    states=States(initial="", settled="", deleting="deleting"),
    actions=(
        Action(name="suspend", act=sets(is_suspended=True)),
        Action(name="activate", act=sets(is_suspended=False)),
    ),
    operations=(
        _logs("runtime-logs", lambda call, record: call.backend.workload.lines(record.id)),
        _logs("access-logs", lambda _call, _record: []),
    ),
    defaults=_defaults,
    seeded=Seeded(
        fill=lambda slot: {"display_name": f"app {slot.index + 1}"},
        default=1,
        finish=lambda backend, application: backend.deploy(application.id),
    ),
)
