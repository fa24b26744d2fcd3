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
    plain,
    read,
    update,
)
from conformance.ways import Native, Way
from sevalla_provider.clients.operations import Get
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.resource import Health

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)
in_native = pytest.mark.parametrize("kind", [Native], ids=["native"])


@every_sample
def test_it_is_made_once_and_waited_for(sample: Sample, way: Way) -> None:
    made = create(way, sample.full)
    posts = [each.line for each in way.walk.line.writes if each.method == "POST"]
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
    assert read(way, state, sample.said).id == ""


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
    # What the program has to say all the same is asked for, and written once it is given.
    fields = sample.resource.inputs.model_fields
    owed = {name for name in sample.unseen if fields[name].is_required()}
    asked_for = {*map(to_camel, owed)}
    assert {*way.refusals(inputs)} == asked_for
    assert owed or not way.difference(state, inputs).there
    hidden = sample.unseen - owed
    said = {name: each for name, each in sample.full.items() if name not in hidden}
    for name, value in plain(checked(way, said)).items():
        assert name == HIDDEN or name in asked_for or plain(state[name]) == value
    told = difference(way, state, said)
    assert told.there == bool(owed)
    assert told.names in (None, asked_for)
    assert not told.replaces


@in_native
@every_sample
def test_what_an_import_cannot_know_is_no_difference(
    sample: Sample, way: Native, request: pytest.FixtureRequest
) -> None:
    if not sample.resource.importable:
        return
    if sample.unseen:  # the state does not tell what an import left open from what nobody said
        request.applymarker(pytest.mark.xfail(strict=True, reason="it replaces today"))
    create(way, sample.full)
    way.walk.later()
    found = way.imported(way.id)
    assert not difference(way, found["state"], sample.full).there


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.secret], ids=str)
def test_what_is_secret_is_in_the_state_and_in_no_plain_word_of_it(
    sample: Sample, way: Way
) -> None:
    made = create(way, sample.full)
    found = read(way, made, sample.full)
    steps = [made, found.state, update(way, found.state, sample.later)]
    names = [*map(to_camel, sample.secret)]
    for state in steps:
        values = {*leaves([plain(state)[name] for name in names])} - {"visible-user"}
        secrets = {value for value in values if not value.startswith("visible-")}
        told = {*leaves(way.visible(state))}
        assert len(secrets) >= len(names)
        assert secrets.isdisjoint(told)
