"""What is done with a whole application.

Source: `docs/contract/applications.md`, Actions on an application.
"""

from collections.abc import Callable

from pydantic import BaseModel, JsonValue, TypeAdapter

from sevalla_emulator.access import COMPANIES
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds import applications
from sevalla_emulator.kinds.application_models import (
    CACHES,
    Application,
    ApplicationName,
    ChangeApplication,
    CreateApplication,
)
from sevalla_emulator.kinds.application_rules import IMAGE
from sevalla_emulator.kinds.reference import check_cluster
from sevalla_emulator.operation import Call, Handler, Method, Operation
from sevalla_emulator.wire import Body, Message, Omittable, Uuid


class CloneApplication(Body):
    """POST /applications/{app_id}/clone."""

    display_name: ApplicationName
    cluster_id: Omittable[Uuid] = None


class Switched(BaseModel):
    """What a switch answers that is read by no call."""

    is_turned_on: bool


class Repository(BaseModel):
    """What an application is built from."""

    source: str
    git_type: str | None = None
    repo_url: str | None = None
    default_branch: str | None = None
    deployed_commit: str | None = None


_SET_UP = {*CreateApplication.model_fields, *ChangeApplication.model_fields}
_CDN, _EDGE_CACHE = CACHES


def _clone(call: Call) -> JsonValue:
    """Make another application that is set up alike; what is in the first one stays there."""
    first = applications.KIND.writable(call)
    alike: JsonObject = {name: first.body.get(name) for name in _SET_UP}
    place: JsonObject = {"company_id": COMPANIES[call.account]}
    fields = check_cluster(call, {**alike, **call.given(CloneApplication), **place})
    clone = applications.KIND.make(call.backend, fields)
    clone.scope = call.account
    call.backend.add(clone)
    return applications.KIND.answer(call, clone, "object")


def _flip(cache: str) -> Handler:
    def handle(call: Call) -> JsonValue:
        application = applications.KIND.writable(call)
        turned = Switched(is_turned_on=application.body.get(cache) is not True)
        application.body = {**application.body, cache: turned.is_turned_on}
        call.backend.store.save(application)
        return turned.model_dump()

    return handle


def _purge(call: Call) -> JsonValue:
    applications.KIND.writable(call)
    return Message(message="Cache purged").model_dump()


def _repository(call: Call) -> JsonValue:
    application = applications.KIND.find(call)
    if application.body.get("source") == IMAGE:
        raise refused("err-no-repository", f"an application from {IMAGE} has no repository")
    deployed = [
        one.body.get("commit_sha")
        for one in call.backend.store.members("deployments", application.id)
        if one.body.get("status") == "success"
    ]
    said: JsonObject = {name: application.body.get(name) for name in Repository.model_fields}
    return {**said, "deployed_commit": deployed[-1] if deployed else None}


def _call(
    method: Method,
    name: str,
    summary: str,
    handle: Callable[[Call], JsonValue],
    answers: type[BaseModel],
    *refusals: int,
    body: type[BaseModel] | None = None,
    status: int = 200,
) -> Operation:
    return Operation(
        method,
        f"{applications.KIND.one_path}/{name}",
        f"{summary} an application",
        handle,
        status=status,
        answers=TypeAdapter(answers),
        body=body,
        refusals=(400, 404, *refusals),
    )


OPERATIONS = (
    _call(
        "POST",
        "clone",
        "Make another of",
        _clone,
        Application,
        422,
        body=CloneApplication,
        status=201,
    ),
    _call("POST", "cdn/toggle", "Turn on or off: CDN of", _flip(_CDN), Switched),
    _call("POST", "edge-cache/toggle", "Turn on or off: cache of", _flip(_EDGE_CACHE), Switched),
    _call("POST", "purge-cache", "Purge: cache of", _purge, Message),
    _call("GET", "repository", "Get: repository of", _repository, Repository, 422),
)
