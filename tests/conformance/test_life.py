"""The life of every resource: made, waited for, looked at, gone, imported, destroyed."""

import pytest

from conformance.catalogue import SAMPLES
from conformance.sample import Sample
from conformance.steps import (
    NOTHING,
    checked,
    create,
    difference,
    failure,
    is_as_said,
    leaves,
    own,
    plain,
    read,
    update,
)
from conformance.test_inputs import costs, expected
from conformance.ways import Native, Way, wired
from sevalla_provider.clients.verbs import Get
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.health import Health
from unit.sevalla_provider.plugin.engine import LATER as PENDING

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)
UNSEEN = [
    (sample, name)
    for sample in SAMPLES
    if sample.resource.importable
    for name in sorted(sample.unseen)
]
what_is_unseen = pytest.mark.parametrize(
    ("sample", "name"), UNSEEN, ids=[f"{sample}.{name}" for sample, name in UNSEEN]
)
in_native = pytest.mark.parametrize("kind", [Native], ids=["native"])


@every_sample
def test_it_is_made_once_and_waited_for(sample: Sample, way: Way) -> None:
    """Peer row 38: a private port returns at `creating`."""
    made = create(way, sample.full)
    posts = [each.line for each in way.walk.line.writes if each.method == sample.maker]
    assert posts == [sample.made_by.format(**sample.said)]
    assert len(way.walk.made) == 1
    assert sample.resource.health(made.get("status")) is Health.READY


@every_sample
def test_the_plan_is_empty_afterwards(sample: Sample, way: Way) -> None:
    for said in (sample.full, sample.said):
        state = create(way, said)
        is_as_said(way, state, said)
        way.delete(state)


@every_sample
def test_what_is_only_read_is_no_drift(sample: Sample, way: Way) -> None:
    """Peer, everywhere: volatile outputs show as changes at each apply."""
    state = create(way, sample.full)
    way.walk.later()
    way.walk.lay(sample.outputs)
    way.walk.line.calm()
    found = read(way, state, sample.full)
    assert not difference(way, found.state, sample.full).there
    assert way.walk.line.writes == []


@every_sample
def test_what_is_gone_is_dropped(sample: Sample, way: Way) -> None:
    state = create(way, sample.said)
    way.walk.later()
    way.walk.remove()
    found = read(way, state, sample.said)
    if sample.stays:
        assert own(found.state) == own(state)
        assert not difference(way, found.state, sample.said).there
        way.walk.later()
        way.walk.run(way.walk.there.remove(sample.said[str(sample.resource.parent)]))
        found = read(way, state, sample.said)
    assert found.id == ""


@every_sample
def test_it_is_destroyed_and_waited_for(sample: Sample, way: Way) -> None:
    state = create(way, sample.full)
    way.walk.later()
    way.delete(state)
    operations = sample.resource.operations
    if operations.delete is not None:
        # What is on its way out counts as there, but where nobody can see it any more.
        assert way.walk.made_of(going=operations.get is not Get.PRESENCE) == NOTHING


@every_sample
def test_what_is_gone_already_is_destroyed(sample: Sample, way: Way) -> None:
    """Peer rows 1 (applications) and 24 (databases): a 404 on DELETE is an error, everywhere."""
    state = create(way, sample.full)
    way.walk.later()
    way.walk.remove()
    way.delete(state)


@in_native
@every_sample
def test_an_import_knows_what_the_api_shows(sample: Sample, way: Native) -> None:
    """Pulumi's dynamic provider cannot import: it learns from a state which provider to ask."""
    state = create(way, sample.full)
    way.walk.later()
    if not sample.resource.importable:
        refused = failure(way, lambda: way.imported(way.id))
        assert refused is not None
        assert "cannot be imported" in str(refused)
        return
    found = way.imported(way.id)
    state, inputs = found["state"], plain(found["inputs"])
    assert {*map(to_camel, sample.unseen)}.isdisjoint(inputs)
    # What the program has to say all the same is asked for.
    fields = sample.resource.inputs.model_fields
    owed = {name for name in sample.unseen if fields[name].is_required()}
    asked_for = {*map(to_camel, owed)}
    assert {*way.refusals(inputs)} == asked_for
    assert owed or not way.difference(state, inputs).there
    hidden = sample.unseen - owed
    said = {name: each for name, each in sample.full.items() if name not in hidden}
    for name, value in plain(checked(way, said)).items():
        assert name == HIDDEN or name in asked_for or plain(state[name]) == value
    assert not difference(way, state, said).there


@in_native
@every_sample
def test_what_an_import_cannot_know_is_no_difference(sample: Sample, way: Native) -> None:
    """Peer row 45: after an import the plan rewrites a registry's secret."""
    if not sample.resource.importable:
        return
    create(way, sample.full)
    way.walk.later()
    state = way.imported(way.id)["state"]
    assert not difference(way, state, sample.full).there
    later = dict.fromkeys(sample.unseen, PENDING)
    assert not difference(way, state, {**sample.full, **later}).there


@in_native
@what_is_unseen
def test_what_an_import_cannot_know_is_compared_with_what_was_said_last(
    sample: Sample, name: str, way: Native
) -> None:
    one, other = sample.full, {**sample.full, name: sample.inputs[name].other}
    create(way, one)
    way.walk.later()
    state = way.imported(way.id)["state"]
    # The engine keeps what a program says that makes no difference, and a refresh does not drop it.
    found = way.read(state, checked(way, one))
    derived = {*map(to_camel, sample.resource.derives({}))}
    seen = {n: value for n, value in own(found["state"]).items() if n not in derived}
    assert seen == own(state)
    state, said = found["state"], found["inputs"]
    assert plain(said)[to_camel(name)] == plain(checked(way, one))[to_camel(name)]
    assert not way.difference(state, wired(sample.resource, one), said).there
    told = way.difference(state, wired(sample.resource, other), said)
    assert told.names == frozenset({to_camel(name)})
    assert told.replaces == ({to_camel(name)} if sample.inputs[name].replaces else NOTHING)


@in_native
@what_is_unseen
def test_what_an_import_cannot_know_is_sent_once_it_is_changed(
    sample: Sample, name: str, way: Native
) -> None:
    if sample.inputs[name].replaces:
        return
    create(way, sample.full)
    way.walk.later()
    state = way.imported(way.id)["state"]
    wire = sample.on_wire(name)
    way.walk.line.calm()
    # Another property changes: of this one there is nothing to be said.
    one = {**sample.later, name: sample.inputs[name].value}
    state = update(way, state, one)
    assert bool(way.walk.line.writes) == (len(sample.updated) > 1)
    assert not [each.line for each in way.walk.line.writes if wire in (each.body or {})]
    way.walk.line.calm()
    state = update(way, state, sample.later)
    assert costs(way) == expected(way, sample.later, name, sample.sent(name))
    is_as_said(way, state, sample.later)


@in_native
@what_is_unseen
def test_what_earlier_versions_imported_is_compared_as_they_did(
    sample: Sample, name: str, way: Native
) -> None:
    create(way, sample.full)
    way.walk.later()
    state = way.imported(way.id)["state"]
    del state[HIDDEN]["unseen"]
    told = difference(way, state, sample.full).names
    assert told is not None
    assert to_camel(name) in told
    assert told == {*map(to_camel, sample.unseen)}


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.secret], ids=str)
def test_what_is_secret_is_in_the_state_and_in_no_plain_word_of_it(
    sample: Sample, way: Way
) -> None:
    made = create(way, sample.full)
    found = read(way, made, sample.full)
    steps = [made, found.state, update(way, found.state, sample.later)]
    names = [*map(to_camel, sample.secret)]
    assert {*names} <= {name for state in steps for name in state}
    for state in steps:
        kept = [plain(state)[name] for name in names if name in state]
        secrets = {value for value in leaves(kept) if not value.startswith("visible-")}
        told = {*leaves(way.visible(state))}
        assert len(secrets) >= len(kept)
        assert secrets.isdisjoint(told)
