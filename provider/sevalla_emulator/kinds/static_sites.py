"""Static sites (`docs/contract/sites-balancers-pipelines.md`, Static sites)."""

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.kinds.deploying import insist_on_none_running
from sevalla_emulator.kinds.static_site_models import (
    ChangedStaticSite,
    ChangeStaticSite,
    CreateStaticSite,
    StaticSite,
    StaticSiteItem,
)
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Action, Create, Delete, Update
from sevalla_emulator.wire import Message

DEPLOYMENTS = "static_site_deployments"
HOST = "sites.localhost"  # made up
_GIT = "https://git.example/emulated"
_HOSTS = ("github", "gitlab", "bitbucket")
_DETECTED: JsonObject = {"node_version": "20", "index_file": "index.html"}


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    site_id = text(fields, "id")
    display_name = text(fields, "display_name", f"site {site_id[:8]}")
    name = f"{slug(display_name, 'site')[:50]}-{site_id[:5]}"
    return {
        "name": name,
        "display_name": display_name,
        "hostname": f"{name}.{HOST}",
        "repo_url": f"{_GIT}/{name}",
        "default_branch": "main",
        **_DETECTED,
    }


def _creating(_call: Call, given: JsonObject) -> JsonObject:
    """Return a new site, whose first deployment begins at once."""
    return {**_rooted(given), **_git_type(given), "status": "deploymentInProgress"}


def _changing(_call: Call, record: Record, given: JsonObject) -> JsonObject:
    from_elsewhere = given.keys() & {"source", "git_type", "repo_url"}
    switched = _git_type({**record.body, **given}) if from_elsewhere else {}
    return {**_rooted(given), **switched}


def _rooted(given: JsonObject) -> JsonObject:
    """Call the root of a repository what the reference's example calls it."""
    return {**given, "root_directory": "/"} if given.get("root_directory") == "." else given


def _git_type(wanted: JsonObject) -> JsonObject:
    """Return whose Git it is: nobody's in particular where that is public.

    Raises:
        ApiError: 422 where it is private, and nobody can guess it.
    """
    if text(wanted, "source", "publicGit") == "publicGit":
        return {"git_type": None}
    guessed = (one for one in _HOSTS if one in text(wanted, "repo_url"))
    git_type = wanted.get("git_type") or next(guessed, None)
    if git_type is None:
        raise refused("err-git-type", "git_type: needed with the source privateGit")
    return {"git_type": git_type}


def _deleting(call: Call, record: Record) -> None:
    """Refuse to delete a site while one of its deployments runs."""
    insist_on_none_running(call.backend, DEPLOYMENTS, record)


def _purge(_call: Call, _record: Record) -> JsonObject:
    return Message(message="Cache purged").model_dump()


KIND = Kind(
    name="static_sites",
    noun="static site",
    told=("repo_url", "default_branch", "hostname"),
    path="/static-sites",
    id_name="static_site_id",
    shown=StaticSite,
    items=StaticSiteItem,
    tells_of=DEPLOYMENTS,
    service=True,
    service_type="static-site",
    references={"project_id": projects.KIND},
    create=Create(body=CreateStaticSite, rule=_creating, refusals=(422,)),
    update=Update(body=ChangeStaticSite, answer=ChangedStaticSite, rule=_changing),
    delete=Delete(answer=Message, rule=_deleting, refusals=(409,)),
    # What it says beside that is how its last deployment went.
    states=States(initial="", settled="", deleting="deleting"),
    actions=(Action(name="purge-cache", act=_purge, answer=Message),),
    defaults=_defaults,
)
