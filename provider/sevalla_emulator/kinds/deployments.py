"""Deployments of applications (`docs/contract/applications.md`, Deployments)."""

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.kinds.deploying import Deploying, GitDeployment, Text, from_git
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Create, Seeded
from sevalla_emulator.wire import Body, Omittable

_PREPARE = {"git": ["clone", "build"], "image": ["pull"], "artifact": ["reuse artifact"]}
_ONE = "/applications/{app_id}/deployments/{deployment_id}"


class Deploy(Body):
    """POST /applications/{app_id}/deployments."""

    branch: Omittable[Text] = None
    docker_image: Omittable[Text] = None
    is_restart: Omittable[bool] = None


class Deployment(GitDeployment):
    """A deployment as GET and lists show it."""

    app_id: str | None
    docker_image_url: str | None = None


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    application = _DEPLOYING.of(backend, text(fields, "app_id"))
    said = application.body if application else {}
    started = backend.stamp()
    if _is_image(said):
        wanted = fields.get("docker_image") or said.get("docker_image")
        made_of: JsonObject = {"docker_image_url": wanted}
    else:
        made_of = from_git(said, fields)
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
        return {**_made_of(last_success(call, application)), **given}
    return given


def _rollback(call: Call) -> JsonValue:
    application = applications.KIND.writable(call)
    earlier = last_success(call, application, besides=1)
    deployment = deploy_again(call, application, earlier, "ROLLBACK_DEPLOYMENT")
    return KIND.answer(call, deployment, "object")


def deploy_again(call: Call, application: Record, earlier: Record, trigger: str) -> Record:
    """Deploy the artifact of an earlier deployment, perhaps of another application's."""
    fields: JsonObject = {"app_id": application.id, "trigger": trigger, "is_restart": True}
    deployment = KIND.make(call.backend, {**fields, **_made_of(earlier)})
    call.backend.add(deployment)
    _DEPLOYING.begin(call, deployment)
    return deployment


def last_success(call: Call, application: Record, besides: int = 0) -> Record:
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


def _is_image(application: JsonObject) -> bool:
    return application.get("source") == "dockerImage"


def _prepare(application: JsonObject, fields: JsonObject) -> list[str]:
    if fields.get("is_restart"):
        return _PREPARE["artifact"]
    return _PREPARE["image" if _is_image(application) else "git"]


_DEPLOYING = Deploying("deployments", applications.KIND, _prepare, runs=True)

KIND = Kind(
    name="deployments",
    noun="deployment",
    told=("trigger", "branch", "docker_image_url"),
    path="/applications/{app_id}/deployments",
    id_name="deployment_id",
    shown=Deployment,
    parent=applications.KIND,
    newest_first=True,
    create=Create(
        body=Deploy,
        rule=_creating,
        after=_DEPLOYING.begin,
        refusals=(422,),
    ),
    actions=(Action(name="cancel", act=_DEPLOYING.cancel, refusals=(422,)),),
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
        _DEPLOYING.logs(_ONE),
    ),
    write_only=("docker_image", "is_restart", "log"),
    defaults=_defaults,
    states=States(initial="", settled=""),  # what it passes through is its own
    moved=_DEPLOYING.moved,
    seeded=Seeded(fill=lambda slot: {"app_id": slot.parent_id}, under="applications", most=10_000),
)
