"""Deployments of applications and of static sites: `deployment_of` makes the resource of either.

Sources: `docs/contract/applications.md`, Deployments; `docs/contract/sites-balancers-pipelines.md`,
Static sites, Deployments.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.deployment_models import GitDeploymentOutputs
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.values import InputModel

HALF_AN_HOUR = 1800.0
SUCCESS = "success"
HEALTH: Mapping[str | None, Health] = {
    None: Health.PENDING,
    "waiting": Health.PENDING,
    "inProgress": Health.PENDING,
    SUCCESS: Health.READY,
    "failed": Health.FAILED,
    "cancelled": Health.FAILED,
    "skipped": Health.FAILED,
}
OTHERS = ("AUTO", "ROLLBACK")
"""Begin the triggers of deployments that no POST of ours makes; the set is open."""


def health(status: str | None) -> Health:
    """Judge a deployment: only `success` is one."""
    return HEALTH.get(status, Health.UNKNOWN)


def normalize_response(shown: JsonObject) -> JsonObject:
    """Leave out a branch of null: it says nothing of what was asked for."""
    return {name: value for name, value in shown.items() if name != "branch" or value is not None}


def asked_for(_inputs: Properties, record: WireModel) -> bool:
    """Whether a POST may have made a deployment: nothing automatic, no rollback."""
    kind, trigger = getattr(record, "type", None), getattr(record, "trigger", None)
    return not (kind == "automatic" or str(trigger or "").startswith(OTHERS))


def progress(record: WireModel) -> str:
    """Name the last step that it has come to."""
    steps = getattr(record, "steps", None)
    return f"step {steps[-1]}" if steps else ""


def tombstone(known: Properties) -> Properties | None:
    """Keep what was deployed as it was: the platform prunes its log of deployments."""
    return known if known.get("status") == SUCCESS else None


def deployment_of(
    child: Operations,
    inputs: type[InputModel],
    outputs: type[GitDeploymentOutputs],
    *,
    token: str,
    noun: str,
    plural: str,
    what: str,
    health: Callable[[str | None], Health] = health,
    could_be_made_by: Callable[[Properties, WireModel], bool] = asked_for,
) -> Resource:
    """Make the resource of the deployments of one kind of service.

    Args:
        child: what the API can do with what belongs to one; the path is that of the service.
        what: what it deploys, and what that is good for: the beginning of its description.
    """
    return Resource(
        token=token,
        noun=noun,
        plural=plural,
        description=(
            f"{what}\n\n"
            "Whatever changes in `triggers` deploys again. A deployment that fails is an error "
            "with the end of its log, and the next `pulumi up` deploys anew; one that still runs "
            "when `pulumi up` is interrupted goes on, and the next `pulumi up` waits for it. "
            "Deleting it does nothing at the platform: what runs, runs on. It waits for half an "
            "hour unless `customTimeouts` says otherwise."
        ),
        inputs=inputs,
        outputs=outputs,
        id_output="deployment_id",
        operations=replace(
            child,
            path=f"{child.path}/deployments",
            deploys=True,
            log_path="/logs",
            update=None,
            delete=None,
        ),
        health=health,
        normalize_response=normalize_response,
        could_be_made_by=could_be_made_by,
        progress=progress,
        tombstone=tombstone,
        needs_parent=True,
        awaited=True,
        failure_advice=(
            "Mend what the log tells of, if it does; the next `pulumi up` deploys again. Should "
            "the platform be at fault, give the request id to its support."
        ),
        timeout=HALF_AN_HOUR,
        not_importable=(
            "a deployment is an entry in a log, and no object that a stack could take over. "
            "Declare one, and `pulumi up` deploys"
        ),
    )
