"""What deployments of applications and of static sites have in common: how they pass.

Sources: `docs/contract/applications.md`, Deployments; `docs/contract/sites-balancers-pipelines.md`,
Static sites, Deployments.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field, JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import ApiError, not_found, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=1024)]
_UNDER_WAY = ("waiting", "inProgress")
_STATUS = {
    "waiting": "deploymentInProgress",
    "inProgress": "deploymentInProgress",
    "success": "deploymentSuccess",
    "failed": "deploymentFailed",
    "cancelled": "deploymentCancelled",
}


class GitDeployment(BaseModel):
    """What GET and lists show of any deployment, beside what it is of."""

    id: str
    status: str | None = "success"
    type: str | None = "manual"
    trigger: str | None = "MANUAL_DEPLOY"
    steps: list[str] = []
    branch: str | None = None
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


def from_git(service: JsonObject, fields: JsonObject) -> JsonObject:
    """Return what a deployment shows of the commit that it is made of."""
    sha = hashlib.sha256(text(fields, "id").encode()).hexdigest()[:40]
    return {
        "branch": service.get("default_branch"),
        "git_type": service.get("git_type"),
        "repo_url": service.get("repo_url"),
        "commit_sha": sha,
        "commit_message": f"The change that is {sha[:7]}",
        "author_login": "somebody",
    }


def insist_on_none_running(backend: Backend, kind: str, service: Record) -> None:
    """Refuse to delete a service while one of its deployments, of this kind, runs.

    Raises:
        ApiError: 409.
    """
    members = backend.store.members(kind, service.id)
    if running := [one for one in members if one.body.get("status") in _UNDER_WAY]:
        reason = f"{len(running)} deployment(s) in progress: cancel first"
        raise ApiError(409, "err-deployment-in-progress", reason)


@dataclass(frozen=True)
class Deploying:
    """How the deployments of one kind of service pass.

    ``kind`` is the name of theirs; ``steps`` tells what one goes through before it goes live, by
    its service and by what was asked for; ``runs`` whether what is deployed may run here.
    """

    kind: str
    service: Kind
    steps: Callable[[JsonObject, JsonObject], list[str]]
    runs: bool = False

    def begin(self, call: Call, deployment: Record) -> None:
        """Let a new deployment wait, run and end, as the settings say."""
        self.start(call.backend, deployment, fails=call.provisioning_fails)

    def start(self, backend: Backend, deployment: Record, *, fails: bool = False) -> None:
        """Do the same of one that nobody has asked for."""
        settings = backend.settings
        service = self.of(backend, deployment.scope)
        steps = self.steps(service.body if service else {}, deployment.body)
        deployment.body.update(status="waiting", steps=[], started_at=None, finished_at=None)
        outcome = "failed" if fails else settings.deployment_outcome
        last: JsonObject = {"steps": [*steps, "deploy"]} if outcome == "success" else {}
        running: JsonObject = {"status": "inProgress", "steps": [*steps]}
        backend.lifecycle.begin(deployment, "queueing", settings.deployment, running)
        over: JsonObject = {"status": outcome, **last}
        if not (outcome == "success" and self._is_built(backend, deployment, service)):
            backend.lifecycle.begin(deployment, "running", settings.deployment.twice, over)
        backend.store.save(deployment)
        self._tell_service(backend, deployment.scope)

    def moved(self, backend: Backend, deployment: Record, at: float) -> None:
        """Date what a deployment has come to, and let its service know."""
        name = "started_at" if deployment.body.get("status") in _UNDER_WAY else "finished_at"
        deployment.body[name] = timestamp(at)
        backend.store.save(deployment)
        if deployment.body.get("status") == "success":
            backend.deploy(deployment.scope)
        self._tell_service(backend, deployment.scope)

    def cancel(self, call: Call, deployment: Record) -> None:
        """End a deployment that is under way.

        Raises:
            ApiError: 422 when it is over.
        """
        if deployment.body.get("status") not in _UNDER_WAY:
            raise refused("err-deployment-over", "the deployment is over")
        stamp = call.backend.stamp()
        deployment.body.update(status="cancelled", finished_at=stamp)
        kept = [one for one in deployment.transitions if one.name == "visibility"]
        deployment.transitions = kept
        call.backend.store.save(deployment)
        self._tell_service(call.backend, deployment.scope)

    def logs(self, path: str) -> Operation:
        """Return the operation that reads the log of a deployment; ``path`` is that of one."""
        return Operation(
            "GET",
            f"{path}/logs",
            "The log of a deployment",
            self._logs,
            answers=TypeAdapter(Log),
            refusals=(400, 404),
        )

    def of(self, backend: Backend, service_id: str) -> Record | None:
        """Return the service that is deployed."""
        found = backend.store.get(service_id)
        return found if found and found.kind == self.service.name else None

    def _is_built(self, backend: Backend, deployment: Record, service: Record | None) -> bool:
        """Whether it ends when a real build does."""
        again = deployment.body.get("is_restart") is True
        return self.runs and not again and service is not None and backend.workload.builds(service)

    def _logs(self, call: Call) -> JsonValue:
        scope = self.service.find(call).id
        deployment = call.backend.find(self.kind, scope, call.path["deployment_id"])
        if deployment is None:
            raise not_found("deployment")
        stamp = text(deployment.body, "started_at") or None
        lines = deployment.body.get("log")
        said = lines if isinstance(lines, list) else _narrated(deployment)
        log = Log(data=[LogLine(timestamp=stamp, message=str(line)) for line in said])
        return log.model_dump(mode="json")

    def _tell_service(self, backend: Backend, service_id: str) -> None:
        """Let the service's status be that of its last deployment; a skipped one is none."""
        service = self.of(backend, service_id)
        made = backend.store.members(self.kind, service_id)
        told = [_STATUS[status] for one in made if (status := text(one.body, "status")) in _STATUS]
        if service and told and not service.deleting:
            service.body["status"] = told[-1]
            backend.store.save(service)


def _narrated(deployment: Record) -> list[JsonValue]:
    steps = deployment.body.get("steps")
    lines: list[JsonValue] = [f"--> {step}" for step in (steps if isinstance(steps, list) else [])]
    if deployment.body.get("status") == "failed":
        return [*lines, 'npm error Missing script: "build"', "The build ended with exit code 1"]
    return lines
