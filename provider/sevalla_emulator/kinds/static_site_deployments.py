"""Deployments of static sites.

Source: `docs/contract/sites-balancers-pipelines.md`, Static sites, Deployments.
"""

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import static_sites
from sevalla_emulator.kinds.deploying import Deploying, GitDeployment, Text, from_git
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Create
from sevalla_emulator.wire import Body, Omittable, Uuid

_STEPS = ["clone", "build"]
_AGAIN = ("branch", "commit_sha", "commit_message", "author_login")


class DeployStaticSite(Body):
    """POST /static-sites/{static_site_id}/deployments."""

    branch: Omittable[Text] = None
    deployment_id: Omittable[Uuid] = None


class StaticSiteDeployment(GitDeployment):
    """A deployment as GET and lists show it."""

    static_site_id: str | None


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    site = _DEPLOYING.of(backend, text(fields, "static_site_id"))
    started = backend.stamp()
    return {
        "started_at": started,
        "finished_at": started,
        "steps": [*_STEPS, "deploy"],
        **from_git(site.body if site else {}, fields),
    }


def _creating(call: Call, given: JsonObject) -> JsonObject:
    """Return a deployment, or what it shares with that which it repeats."""
    again = given.pop("deployment_id", None)
    if again is None:
        return given
    earlier = call.backend.find(KIND.name, text(given, "static_site_id"), str(again))
    if earlier is None:
        raise refused("err-deployment-unknown", "deployment_id: no such deployment of this site")
    return {**{name: earlier.body.get(name) for name in _AGAIN}, **given}


def _first(backend: Backend, record: Record) -> None:
    """Begin the deployment that a new site "starts by itself": one that says that it runs."""
    new = record.kind == static_sites.KIND.name
    if not new or record.body.get("status") != "deploymentInProgress":
        return
    deployment = KIND.make(backend, {"static_site_id": record.id})
    backend.store.insert(deployment)
    _DEPLOYING.start(backend, deployment)


_DEPLOYING = Deploying(static_sites.DEPLOYMENTS, static_sites.KIND, lambda _site, _asked: _STEPS)

KIND = Kind(
    name=static_sites.DEPLOYMENTS,
    noun="deployment",
    told=("trigger", "branch"),
    path="/static-sites/{static_site_id}/deployments",
    id_name="deployment_id",
    shown=StaticSiteDeployment,
    parent=static_sites.KIND,
    newest_first=True,
    create=Create(
        body=DeployStaticSite,
        rule=_creating,
        after=_DEPLOYING.begin,
        refusals=(422,),
    ),
    actions=(Action(name="cancel", act=_DEPLOYING.cancel, refusals=(422,)),),
    operations=(_DEPLOYING.logs("/static-sites/{static_site_id}/deployments/{deployment_id}"),),
    write_only=("log",),
    defaults=_defaults,
    states=States(initial="", settled=""),  # what it passes through is its own
    moved=_DEPLOYING.moved,
    accompany=_first,
)
