"""Deployments of applications (`docs/contract/applications.md`, Deployments)."""

import hashlib
from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field, JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Create, Seeded
from sevalla_emulator.wire import Body, Omittable

_Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=1024)]
_UNDER_WAY = ("waiting", "inProgress")
_PREPARE = {"git": ["clone", "build"], "image": ["pull"], "artifact": ["reuse artifact"]}
_STATUS = {
    "waiting": "deploymentInProgress",
    "inProgress": "deploymentInProgress",
    "success": "deploymentSuccess",
    "failed": "deploymentFailed",
    "cancelled": "deploymentCancelled",
}


class Deploy(Body):
    """POST /applications/{app_id}/deployments."""

    branch: Omittable[_Text] = None
    docker_image: Omittable[_Text] = None
    is_restart: Omittable[bool] = None


class Deployment(BaseModel):
    """A deployment as GET and lists show it."""

    id: str
    app_id: str | None
    status: str | None = "success"
    type: str | None = "manual"
    trigger: str | None = "MANUAL_DEPLOY"
    steps: list[str] = []
    branch: str | None = None
    docker_image_url: str | None = None
    git_type: str | None = None
    repo_url: str | None = None
    commit_sha: str | None = None
    commit_message: str | None = None
    author_login: str | None = None
    author_img: str | None = None
    started_at: str | None = None
    finished_at: str | None = None
    created_at: str
    updated_at: str


class LogLine(BaseModel):
    """A line of a log."""

    timestamp: str | None = None
    message: str


class Log(BaseModel):
    """GET …/{deployment_id}/logs; no source tells its form."""

    data: list[LogLine]


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    application = _application(backend, text(fields, "app_id"))
    said = application.body if application else {}
    started = backend.stamp()
    if _is_image(said):
        wanted = fields.get("docker_image") or said.get("docker_image")
        made_of: JsonObject = {"docker_image_url": wanted}
    else:
        sha = hashlib.sha256(text(fields, "id").encode()).hexdigest()[:40]
        made_of = {
            "branch": said.get("default_branch"),
            "git_type": said.get("git_type"),
            "repo_url": said.get("repo_url"),
            "commit_sha": sha,
            "commit_message": f"The change that is {sha[:7]}",
            "author_login": "somebody",
        }
    return {
        "started_at": started,
        "finished_at": started,
        "steps": [*_prepare(said, fields), "deploy"],
        **made_of,
    }


def _creating(call: Call, given: JsonObject) -> JsonObject:
    application = applications.KIND.writable(call)
    wrong = "branch" if _is_image(application.body) else "docker_image"
    if wrong in given:
        source = application.body.get("source")
        raise refused("err-deployment-source", f"{wrong}: not for an application from {source}")
    if given.get("is_restart"):
        return {**_made_of(_last_success(call, application)), **given}
    return given


def _rollback(call: Call) -> JsonValue:
    application = applications.KIND.writable(call)
    earlier = _last_success(call, application, besides=1)
    fields: JsonObject = {"app_id": application.id, "trigger": "ROLLBACK_DEPLOYMENT"}
    deployment = KIND.make(call.backend, {**fields, **_made_of(earlier), "is_restart": True})
    call.backend.add(deployment)
    _begin(call, deployment)
    return KIND.answer(call, deployment, "object")


def _begin(call: Call, deployment: Record) -> None:
    """Let a new deployment wait, run and end, as the settings say."""
    backend, settings = call.backend, call.backend.settings
    application = _application(backend, deployment.scope)
    steps = _prepare(application.body if application else {}, deployment.body)
    deployment.body.update(status="waiting", steps=[], started_at=None, finished_at=None)
    outcome = "failed" if call.provisioning_fails else settings.deployment_outcome
    last: JsonObject = {"steps": [*steps, "deploy"]} if outcome == "success" else {}
    running: JsonObject = {"status": "inProgress", "steps": [*steps]}
    backend.lifecycle.begin(deployment, "queueing", settings.deployment, running)
    over: JsonObject = {"status": outcome, **last}
    backend.lifecycle.begin(deployment, "running", settings.deployment.twice, over)
    backend.store.save(deployment)
    _tell_application(backend, deployment.scope)


def _moved(backend: Backend, deployment: Record, at: float) -> None:
    name = "started_at" if deployment.body.get("status") in _UNDER_WAY else "finished_at"
    deployment.body[name] = timestamp(at)
    backend.store.save(deployment)
    if deployment.body.get("status") == "success":
        backend.deploy(deployment.scope)
    _tell_application(backend, deployment.scope)


def _cancel(call: Call, deployment: Record) -> None:
    if deployment.body.get("status") not in _UNDER_WAY:
        raise refused("err-deployment-over", "the deployment is over")
    stamp = call.backend.stamp()
    deployment.body.update(status="cancelled", finished_at=stamp)
    deployment.transitions = [one for one in deployment.transitions if one.name == "visibility"]
    call.backend.store.save(deployment)
    _tell_application(call.backend, deployment.scope)


def _logs(call: Call) -> JsonValue:
    deployment = KIND.find(call)
    stamp = text(deployment.body, "started_at") or None
    lines = deployment.body.get("log")
    said = lines if isinstance(lines, list) else _narrated(deployment)
    log = Log(data=[LogLine(timestamp=stamp, message=str(line)) for line in said])
    return log.model_dump(mode="json")


def _narrated(deployment: Record) -> list[JsonValue]:
    steps = deployment.body.get("steps")
    lines: list[JsonValue] = [f"--> {step}" for step in (steps if isinstance(steps, list) else [])]
    if deployment.body.get("status") == "failed":
        return [*lines, 'npm error Missing script: "build"', "The build ended with exit code 1"]
    return lines


def _last_success(call: Call, application: Record, besides: int = 0) -> Record:
    """Return the last deployment that succeeded, or the one so many before it.

    Raises:
        ApiError: 422 when there is none.
    """
    made = call.backend.store.members(KIND.name, application.id)
    succeeded = [one for one in made if one.body.get("status") == "success"]
    if len(succeeded) <= besides:
        raise refused("err-no-artifact", "no earlier deployment of the application succeeded")
    return succeeded[-1 - besides]


def _made_of(earlier: Record) -> JsonObject:
    """Return what a deployment shows that is made of another one's artifact."""
    names = ("branch", "docker_image_url", "commit_sha", "commit_message", "author_login")
    return {name: earlier.body.get(name) for name in names}


def _tell_application(backend: Backend, app_id: str) -> None:
    """Let the application's status be that of its last deployment; a skipped one is none."""
    application = _application(backend, app_id)
    made = backend.store.members(KIND.name, app_id)
    told = [_STATUS[status] for one in made if (status := text(one.body, "status")) in _STATUS]
    if application and told and not application.deleting:
        application.body["status"] = told[-1]
        backend.store.save(application)


def _application(backend: Backend, app_id: str) -> Record | None:
    found = backend.store.get(app_id)
    return found if found and found.kind == applications.KIND.name else None


def _is_image(application: JsonObject) -> bool:
    return application.get("source") == "dockerImage"


def _prepare(application: JsonObject, fields: JsonObject) -> list[str]:
    if fields.get("is_restart"):
        return _PREPARE["artifact"]
    return _PREPARE["image" if _is_image(application) else "git"]


KIND = Kind(
    name="deployments",
    noun="deployment",
    path="/applications/{app_id}/deployments",
    id_name="deployment_id",
    shown=Deployment,
    parent=applications.KIND,
    newest_first=True,
    create=Create(
        body=Deploy,
        rule=_creating,
        after=_begin,
        refusals=(422,),
    ),
    actions=(Action(name="cancel", act=_cancel, refusals=(422,)),),
    operations=(
        Operation(
            "POST",
            "/applications/{app_id}/deployments/rollback",
            "Roll back to the deployment before the last one that succeeded",
            _rollback,
            status=201,
            answers=TypeAdapter(Deployment),
            refusals=(400, 404, 422),
        ),
        Operation(
            "GET",
            "/applications/{app_id}/deployments/{deployment_id}/logs",
            "The log of a deployment",
            _logs,
            answers=TypeAdapter(Log),
            refusals=(400, 404),
        ),
    ),
    write_only=("docker_image", "is_restart", "log"),
    defaults=_defaults,
    moved=_moved,
    seeded=Seeded(fill=lambda slot: {"app_id": slot.parent_id}, under="applications", most=10_000),
)
