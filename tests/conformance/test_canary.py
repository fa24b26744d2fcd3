"""The canary: no secret leaves by any exit, of any resource, in either way in.

It goes out by every exit in turn; what leaves is searched for the secrets, but where they are
marked for the engine. A new exit adds its line to `EXITS`, a new resource its `canary`.
"""

import json
import logging
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import httpx
import pytest

from conformance.catalogue import SAMPLES
from conformance.made_up import CREDENTIAL, OWN_ID
from conformance.sample import Sample
from conformance.samples.credential import PUT, SHORT, VALUE
from conformance.ways import WAYS, Dynamic, Native, Walk, Way, shown, walk, wired
from sevalla_provider.clients.verbs import Get
from sevalla_provider.commands.drift import FORMATS
from sevalla_provider.drift.findings import findings
from sevalla_provider.drift.formats.ci import annotations
from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.text import text
from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.dynamic.provider import SevallaError
from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.import_file import Entry, import_file
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.importing.project import LANGUAGES, configured_of
from sevalla_provider.lifecycle.intents import digest_of
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.state import post_body
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.redaction import LOGGERS
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys
from unit.samples import Inputs
from unit.sevalla_provider.drift import samples as drift_samples
from unit.sevalla_provider.plugin.engine import MARK

Exit = Callable[[Way], object]


WATCHED = tuple(each for each in SAMPLES if each.canary is not None)


def program(sample: Sample) -> Inputs:
    """What the program says, by Pulumi's names."""
    assert sample.canary is not None
    return {**wired(sample.resource, sample.said), **sample.canary.inputs}


# States -------------------------------------------------------------------------------------------


def state(way: Way) -> object:
    """What is kept of inputs and outputs, at each step of a life."""
    changed = way.walk.changed
    checked = way.check(way.walk.inputs)
    made = way.create(way.walk.inputs)
    found = way.read(made, checked)
    steps = {"checked": checked, "made": made, "read": found["state"], "inputs": found["inputs"]}
    if way.walk.case.changed:
        steps |= {"updated": way.update(found["state"], changed)}
    steps |= {"read again": way.read(made, checked)["state"]}
    keeps_all(way, steps)
    inputs = ("checked", "inputs")
    return [visible(way, each, inputs=name in inputs) for name, each in steps.items()]


def keeps_all(way: Way, steps: Mapping[str, Inputs]) -> None:
    """A secret that is not in the state at all would be no proof."""
    assert any(
        json.dumps(each)[1:-1] in json.dumps(steps["made"]) for each in way.walk.case.canaries
    )


def visible(way: Way, kept: Inputs, *, inputs: bool = False) -> object:
    """What stands in plain in a state."""
    return shown(way.kept(kept, inputs=inputs) if isinstance(way, Dynamic) else kept)


def previews(way: Way) -> object:
    """What is foreseen."""
    if isinstance(way, Dynamic):
        return None
    foreseen = way.create(way.walk.inputs, preview=True)
    made = way.create(way.walk.inputs)
    later = way.walk.changed
    return [visible(way, each) for each in (foreseen, way.update(made, later, preview=True))]


def differences(way: Way) -> object:
    """What differs, by its places."""
    made = way.create(way.walk.inputs)
    return way.diff(made, way.walk.changed)


def half_made(way: Way) -> object:
    """What a failure keeps of an object, and what it says."""
    echoes(way, "GET", status=403)
    way.walk.vault.statuses = ["pending", "failed"]
    by_us = way.walk.resource is CREDENTIAL
    words = failure(way, lambda: way.create(way.walk.inputs), may_succeed=not by_us)
    assert not by_us or "403" in words
    return [words, way.walk.said]


# Words --------------------------------------------------------------------------------------------


def refusals(way: Way) -> object:
    """What is wrong with inputs, one wrong value after the other."""
    found = []
    for name, wrong in way.walk.case.refused.items():
        marks_all = isinstance(way, Native)
        said = way.refusals({**way.walk.inputs, name: wrong})
        assert said, name
        secret = casing.to_snake(name) in way.walk.secret
        found += list(said.values()) if (secret and marks_all) or secret else []
    return found


def advice(way: Way) -> object:
    """Warnings of inputs that are allowed."""
    way.check(way.walk.inputs)
    return way.walk.said


def statuses(way: Way) -> object:
    """What is told while it is waited for: of trouble, and of what is not yet as it shall be."""
    seen: list[str] = []

    def trouble(request: httpx.Request) -> httpx.Response | None:
        seen.append(f"{request.method} {request.url.path}")
        if seen.count(seen[-1]) % 2:
            return httpx.Response(503, json={"status": 503, "message": echo(way, request)})
        return None

    way.walk.vault.statuses = ["pending", "pending", "ready"]
    made = way.create(way.walk.inputs)
    way.walk.line.trouble = trouble
    way.read(made, way.walk.inputs)
    told = ""
    if way.walk.case.changed:
        # A call that is looked after when its answer is lost meets the trouble each time.
        told = failure(way, lambda: way.update(made, way.walk.changed), may_succeed=True)
    assert way.walk.said
    return [told, way.walk.said]


def still_another(way: Way) -> object:
    """What is told of a property that the API shows late."""
    made = way.create(way.walk.inputs)
    if way.walk.resource is CREDENTIAL:
        late(way.walk)
        way.update(made, way.walk.changed)
        assert 'value is still "[secret]"' in way.walk.said
    return way.walk.said


def late(walking: Walk) -> None:
    """Let the API show another secret, that nobody knows yet, for two looks after a change."""
    looks = iter(range(3))

    def trouble(request: httpx.Request) -> httpx.Response | None:
        reply = walking.vault.serve(request)
        if reply is None or request.method not in ("PUT", "GET") or next(looks, None) is None:
            return reply
        return httpx.Response(200, json={**reply.json(), "value": "canary-of-another"})

    walking.line.trouble = trouble


def echo(way: Way, request: httpx.Request | None = None) -> str:
    """The server's words, which repeat what it was sent and is secret, and what it told itself:
    plain, quoted and inside an address."""
    case, secret = way.walk.case, way.walk.secret
    values = {*leaves([way.walk.inputs.get(casing.to_camel(each)) for each in secret])}
    values -= {APP_WORDS}
    values |= {*leaves(list(known(way).values()))}
    if way.walk.changing:
        values |= {*leaves(case.changed)}
    long = [each for each in sorted(values) if len(each) > len(SHORT)]
    told = [f'not "{each}", {each!r}, {json.dumps(each)}' for each in sorted(values)]
    addresses = [f"https://host.test/{quote(each, safe='')}?q={quote(each)}" for each in long]
    asked = "" if request is None else request.content.decode()
    return "; ".join([*long, *told, *addresses, asked])


def known(way: Way) -> Inputs:
    """What the API has told of the object that is secret."""
    kept = way.walk.vault.kept or {}
    return {name: value for name, value in kept.items() if name in way.walk.sample.told}


APP_WORDS = "visible-user"


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str) and not value.startswith("visible"):
        yield value


def echoes(way: Way, *methods: str, status: int = 422) -> None:
    """Let the server refuse, in words that repeat what it was sent."""

    def trouble(request: httpx.Request) -> httpx.Response | None:
        if request.method not in methods or not named(way, request):
            return None
        body = {"status": status, "message": echo(way, request), "data": {"code": VALUE}}
        return httpx.Response(status, json=body, headers={"x-request-id": quote(VALUE)})

    way.walk.line.trouble = trouble


def named(way: Way, request: httpx.Request) -> bool:
    """Whether a request is about the resource, and about no list or parent of it.

    Where the list is the read, it is about those of its objects that are there; where there is but
    one, the path is its own.
    """
    operations = way.walk.resource.operations
    last = request.url.path.rstrip("/").rpartition("/")[2]
    if operations.single or (operations.get is Get.FROM_LIST and way.id):
        return request.method != "GET" or operations.path.endswith(f"/{last}")
    return request.method != "GET" or (way.id or OWN_ID).endswith(last)


def failure(way: Way, work: Callable[[], object], *, may_succeed: bool = False) -> str:
    """The words of a failure."""
    try:
        work()
    except (Failed, SevallaError) as error:
        return way.words(error)
    assert may_succeed
    return ""


def refused_create(way: Way) -> object:
    """A 422 to the POST that repeats what it was sent."""
    echoes(way, "POST")
    told = failure(way, lambda: way.create(way.walk.inputs))
    assert "422" in told
    return [told, way.walk.said]


def refused_page(way: Way) -> object:
    """A page of a proxy that repeats what was sent."""
    page = httpx.Response(502, html=f"<p>{echo(way)}</p>")
    way.walk.line.trouble = lambda request: page if request.method == "POST" else None
    return [failure(way, lambda: way.create(way.walk.inputs)), way.walk.said]


def refused_update(way: Way) -> object:
    """A 422 to the change."""
    made = way.create(way.walk.inputs)
    echoes(way, "PATCH", "PUT")
    if not way.walk.case.changed or way.walk.resource.operations.update is None:
        return None
    changed = way.walk.changed
    told = failure(way, lambda: way.update(made, changed))
    assert "422" in told
    return [told, way.walk.said]


def refused_read_and_delete(way: Way) -> object:
    """A refusal to look, and to delete, whose words repeat what is in the state."""
    made = way.create(way.walk.inputs)
    told = []
    way.walk.there.session = way.walk.there.another_session()
    echoes(way, "GET", "DELETE")
    if way.walk.resource.operations.listed:
        told += [failure(way, lambda: way.read(made, way.walk.inputs))]
        assert "422" in told[0]
    forgotten = way.walk.sample.stays
    told += [failure(way, lambda: way.delete(made), may_succeed=forgotten)]
    return [told, way.walk.said]


def crash(way: Way) -> object:
    """A mistake of our own whose words repeat a secret."""

    def place(*_: object) -> NoReturn:
        raise KeyError(echo(way))

    vars(way.walk.there.session)["place"] = place
    told = failure(way, lambda: way.create(way.walk.inputs))
    assert "This is a mistake in the provider" in told
    return [told, way.walk.said]


# What is written ----------------------------------------------------------------------------------


def intents(way: Way) -> object:
    """What is on the disk of a create whose answer was lost, and of one that was answered."""
    way.walk.line.trouble = lambda request: (
        httpx.Response(500, json={"status": 500, "message": "x"})
        if request.method == "POST"
        else None
    )
    failure(way, lambda: way.create(way.walk.inputs), may_succeed=True)
    folder = way.walk.there.folder / "intents"
    lost = files(folder)
    way.walk.line.trouble = lambda _request: None
    if way.walk.resource.operations.listed:
        way.create(way.walk.inputs)
    there = f"{lost} {files(folder)}"
    assert "digest" in there
    resource = way.walk.resource
    properties = rename_keys(way.walk.inputs, resource.inputs, casing.pulumi, casing.python)
    assert digest_of(post_body(resource, properties), "").plain not in there
    return there


def files(folder: Path) -> str:
    """Names and texts of all files."""
    found = [each for each in folder.rglob("*") if each.is_file()]
    return "\n".join(f"{each.name}: {each.read_text(errors='replace')}" for each in found)


def logs(way: Way) -> object:
    """Every line of every logger, at the most talkative level."""
    lines: list[str] = []
    handler = logging.Handler()

    def emit(record: logging.LogRecord) -> None:
        if not record.name.startswith("sevalla_emulator"):  # that is no exit of the provider
            lines.append(record.getMessage())

    handler.emit = emit  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("", *LOGGERS)]
    before = [each.level for each in loggers]
    loggers[0].addHandler(handler)
    try:
        for each in loggers:
            each.setLevel(logging.DEBUG)
        made = way.create(way.walk.inputs)
        way.read(made, way.walk.inputs)
    finally:
        loggers[0].removeHandler(handler)
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
    assert any("HTTP Request" in line for line in lines)
    return lines


def reprs(way: Way) -> object:
    """What our objects say of themselves, and what is pickled into a state."""
    way.create(way.walk.inputs)
    session = way.walk.there.session
    client = session.client(way.walk.resource.api)
    pickled = pickle.dumps(way.provider) if isinstance(way, Dynamic) else b""
    told = f"{session!r} {session.settings!r} {client!r} {vars(client)!r} {pickled!r}"
    assert not [key for key in session.settings.keys.values() if key in told]
    return told


def reports(way: Way) -> object:
    """Drift, in every form of its report."""
    case, resource, secret = way.walk.case, way.walk.resource, way.walk.secret
    made = {**way.create(way.walk.inputs)}
    plain = unmarked(made)
    drifted = {
        **plain,
        **{each: other(plain.get(each)) for each in map(casing.to_camel, secret)},
    }
    hidden = {casing.to_camel(name) for name in case.marked}
    token = resource.token if isinstance(way, Native) else f"{DYNAMIC}{resource.name}"
    old, new = ({n: masked(n, v, hidden) for n, v in each.items()} for each in (plain, drifted))
    step = RefreshStep(
        urn=f"urn:pulumi:dev::shop::{token}::it",
        type=token,
        op="update",
        old={"id": way.id, "inputs": old, "outputs": old},
        new={"outputs": new},
    )
    report = drift_samples.report(*findings("dev", [step], drift_samples.NOW))
    assert report.stacks[0].findings
    told = [FORMATS[form](report) for form in FORMATS]
    return [*told, *annotations(report), markdown(report), text(report)]


DYNAMIC = "pulumi-python:dynamic/sevalla:"


def other(value: object) -> object:
    return {"canary-key-less": "canary-drifted"} if isinstance(value, dict) else "canary-drifted"


def masked(name: str, value: object, hidden: set[str]) -> object:
    """As the engine's events have what a program marked."""
    return {MARK: "1b47061264138c4ac30d75fd1eb44270"} if name in hidden else value


def unmarked(kept: Any) -> Any:
    """Without marks: as a state of before the marks has it."""
    if isinstance(kept, dict):
        if MARK in kept:
            return unmarked(kept["value"])
        return {key: unmarked(each) for key, each in kept.items() if not key.startswith("__")}
    return [unmarked(each) for each in kept] if isinstance(kept, list) else kept


def programs(way: Way) -> object:
    """What `import` writes: programs refer to configuration, which holds what was left out."""
    way.create(way.walk.inputs)
    resource = way.walk.resource
    if not resource.importable or resource.entries is not None:
        return None  # the objects are written, one by one, and not what stands for them
    session = way.walk.there.session
    found = way.walk.run(read(session, resource, way.id, {}, None))
    assert found is not None
    one = ImportedObject(RemoteObject(resource, way.id, "it", None), "it", found)
    texts = [text for each in LANGUAGES.values() for text in each.files("p", [one]).values()]
    folder = way.walk.there.folder
    entry = Entry(resource.token, "it", way.id)
    (folder / "import.json").write_text(import_file([entry]))
    configured = configured_of(folder, [one])
    assert {*leaves([each.value for each in configured])} == {
        *leaves([found.inputs.get(each) for each in resource.secrets])
    }
    assert all(each.key in " ".join(texts) for each in configured)
    if way.walk.case.marked:
        return None  # what a program marks nobody knows who has none
    return [*texts, repr(configured)]


# Functions ----------------------------------------------------------------------------------------


def functions(way: Way) -> object:
    """What is looked up."""
    resource = way.walk.resource
    listed = resource.operations.listed and resource.entries is None
    if resource.operations.get is Get.IF_LISTED:
        return None  # nobody can tell whether there is one
    if isinstance(way, Dynamic) or not listed:
        return None
    way.create(way.walk.inputs)
    if resource.parent is None:
        where: Inputs = {}
    else:
        where = {casing.to_camel(resource.parent): way.id.partition("/")[0]}
    one = {**where, casing.to_camel(resource.id_output): resource.own_part(way.id)}
    found = way.invoke(f"get{resource.name}", one)["return"]
    assert found
    if resource.operations.single:
        return None if way.walk.case.marked else shown(found)
    every = way.invoke(f"get{resource.plural}", where)["return"]
    assert every
    if way.walk.case.marked:
        return None  # what a program marks nobody knows who looks it up
    words = ("visible-name", "visible-user") if resource is CREDENTIAL else ("visible",)
    assert all(word in json.dumps(shown(every)) for word in words)
    return [shown(found), shown(every)]


def lookups(way: Way) -> object:
    """What a look-up says that finds nothing, or makes no sense."""
    if isinstance(way, Dynamic):
        return None
    args = {"name": SHORT}
    told = (
        [failure(way, lambda: way.invoke("getClusters", args, "name"))] if has_clusters(way) else []
    )
    return [*told, *failures_of(way)]


def has_clusters(way: Way) -> bool:
    return way.walk.token.startswith("sevalla:index")


def failures_of(way: Native) -> list[str]:
    if not has_clusters(way):
        return []
    found: list[str] = way.invoke("getClusters", {"name": {"canary-1": 1}}, "name")["failures"]
    assert found
    return found


EXITS: tuple[Exit, ...] = (
    state,
    previews,
    differences,
    half_made,
    refusals,
    advice,
    statuses,
    still_another,
    refused_create,
    refused_page,
    refused_update,
    refused_read_and_delete,
    crash,
    intents,
    logs,
    reprs,
    reports,
    programs,
    functions,
    lookups,
)


@pytest.mark.parametrize("sample", WATCHED, ids=str)
@pytest.mark.parametrize("kind", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("leaves_by", EXITS, ids=lambda each: each.__name__)
def test_no_secret_leaves(
    leaves_by: Exit,
    kind: type[Native] | type[Dynamic],
    sample: Sample,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with walk(sample, tmp_path, monkeypatch, program(sample)) as walking:
        told = str(leaves_by(kind(walking)))
    assert walking.told.isdisjoint({"None"}), "the API told no secret"
    for canary in {*walking.case.canaries, *walking.told}:
        for spelling in {canary, quote(canary, safe=""), json.dumps(canary)[1:-1]}:
            assert not re.search(re.escape(spelling), told), told


def test_a_short_secret_leaves_no_holes_in_other_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with walk(PUT, tmp_path, monkeypatch, program(PUT)) as walking:
        way = Native(walking)
        made = way.create({**walking.inputs, "pin": "z"})
        body = {"status": 403, "message": "the zone is frozen"}
        way.walk.line.trouble = lambda request: httpx.Response(403, json=body)
        told = failure(way, lambda: way.delete(made))
    assert "the zone is frozen" in told
