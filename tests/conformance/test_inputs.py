"""Every input of every resource: refused, changed, removed, and changed behind Pulumi's back."""

from typing import Any

import pytest

from conformance.catalogue import SAMPLES
from conformance.sample import NOT_SENT, SERVER_CHOOSES, Sample
from conformance.steps import (
    checked,
    create,
    difference,
    differs,
    is_as_said,
    own,
    plain,
    read,
    update,
)
from conformance.ways import Native, Way, wired
from sevalla_provider.resources.casing import to_camel, to_snake
from unit.samples import Inputs

EACH = [(sample, name) for sample in SAMPLES for name in sample.inputs]
OPTIONAL = [
    (sample, name)
    for sample, name in EACH
    if not (sample.inputs[name].required or sample.resource.inputs.model_fields[name].is_required())
]


RESPELLED = [(sample, name) for sample, name in EACH if sample.respelled(name)]


def over(pairs: list[tuple[Sample, str]]) -> pytest.MarkDecorator:
    ids = [f"{sample}.{name}" for sample, name in pairs]
    return pytest.mark.parametrize(("sample", "name"), pairs, ids=ids)


# Neither leaves anything behind: all inputs of a resource are tried in one place.
@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_wrong_value_is_named_before_any_request(sample: Sample, way: Way) -> None:
    said = {name: sample.saying(name, each.wrong) for name, each in sample.inputs.items()}
    told = {name: way.refusals(wired(sample.resource, wrong)) for name, wrong in said.items()}
    places = {
        name: {to_snake(place.replace("[", ".").partition(".")[0]) for place in refusals}
        for name, refusals in told.items()
    }
    assert places == {name: {name} for name in sample.inputs}
    reasons = [each for refusals in told.values() for each in refusals.items()]
    assert [each for each in reasons if f"`{each[0]}" not in each[1]] == []
    assert way.walk.line.asked == []


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_what_is_required_is_asked_for(sample: Sample, way: Way) -> None:
    required = [name for name in sample.inputs if (sample, name) not in OPTIONAL]
    silent = {name: wired(sample.resource, sample.silent(name)) for name in required}
    automatic = {name for name in required if sample.resource.traits[name].auto_named}
    assert {name for name in automatic if way.check(silent[name])[to_camel(name)]} == automatic
    told = {name: [*way.refusals(silent[name]).values()] for name in {*required} - automatic}
    assert [
        each for each in told.items() if len(each[1]) != 1 or "is required" not in each[1][0]
    ] == []


@over(EACH)
def test_a_change_costs_one_request_with_what_changed(sample: Sample, name: str, way: Way) -> None:
    each = sample.inputs[name]
    one, other = sample.saying(name, each.value), sample.saying(name, each.other)
    state = create(way, one)
    way.walk.line.calm()
    differs(way, state, other, name, replaces=each.replaces)
    assert way.walk.line.asked == []
    if not (each.replaces or each.only_planned):
        state = update(way, state, other)
        assert costs(way) == expected(way, other, name, sample.sent(name))
        is_as_said(way, state, other)


@over(OPTIONAL)
def test_what_is_removed_goes_back_to_what_its_absence_means(
    sample: Sample, name: str, way: Way
) -> None:
    each, silent = sample.inputs[name], sample.silent(name)
    at_first = each.only_planned or each.other == default_of(sample, name)
    there = each.value if at_first else each.other
    state = create(way, sample.saying(name, there))
    way.walk.line.calm()
    if each.removed is SERVER_CHOOSES:
        assert not difference(way, state, silent).there
        return
    differs(way, state, silent, name, replaces=each.replaces)
    if not each.replaces:
        state = update(way, state, silent)
        assert costs(way) == expected(way, silent, name, each.removed)
        is_as_said(way, state, silent)


@over(EACH)
def test_drift_is_seen_and_healed(sample: Sample, name: str, way: Way) -> None:
    each = sample.inputs[name]
    said = sample.saying(name, each.value)
    state = create(way, said)
    way.walk.later()
    way.walk.lay(sample.laid(name))
    found = read(way, state, said)
    if each.hidden:
        assert own(found.state) == own(state)
        assert not difference(way, found.state, said).there
        return
    assert found.state[to_camel(name)] != state[to_camel(name)]
    assert plain(found.inputs[to_camel(name)]) == plain(found.state[to_camel(name)])
    differs(way, found.state, said, name, replaces=each.replaces)
    if not each.replaces:
        is_as_said(way, update(way, found.state, said), said)


@over(RESPELLED)
def test_another_spelling_of_it_is_no_drift(sample: Sample, name: str, way: Way) -> None:
    said = sample.saying(name, sample.inputs[name].value)
    state = create(way, said)
    way.walk.later()
    way.walk.lay(sample.respelled(name))
    found = read(way, state, said)
    assert found.state[to_camel(name)] == state[to_camel(name)]
    assert own(found.inputs) == own(checked(way, said))
    assert not difference(way, found.state, said).there
    if isinstance(way, Native) and sample.resource.importable:
        assert not difference(way, way.imported(way.id)["state"], said).there


@over(OPTIONAL)
def test_drift_of_what_nobody_said(sample: Sample, name: str, way: Way) -> None:
    each, silent = sample.inputs[name], sample.silent(name)
    state = create(way, silent)
    way.walk.later()
    way.walk.lay(sample.laid(name))
    found = read(way, state, silent)
    if each.hidden or each.removed is SERVER_CHOOSES or each.removed == sample.sent(name):
        assert not difference(way, found.state, silent).there
        return
    differs(way, found.state, silent, name, replaces=each.replaces)
    if not each.replaces:
        is_as_said(way, update(way, found.state, silent), silent)


def default_of(sample: Sample, name: str) -> Any:
    """What the absence of a property means, as a program would say it."""
    removed = sample.inputs[name].removed
    return sample.resource.traits[name].default if removed is NOT_SENT else removed


def costs(way: Way) -> list[tuple[str, Any]]:
    return [(each.line, each.body) for each in way.walk.line.writes]


def expected(way: Way, said: Inputs, name: str, value: Any) -> list[tuple[str, Any]]:
    """The one request that a change should cost, with its body."""
    sample = way.walk.sample
    if value is NOT_SENT:
        return []
    id_output = sample.resource.own_part(way.id)
    if asks := sample.inputs[name].asks:
        return [(line.format(**said, id=id_output), named(body, id_output)) for line, body in asks]
    if sample.resource.entries is not None:
        (id_output,) = way.walk.made
    if sample.inputs[name].calls:
        return [(sample.inputs[name].calls[value].format(**said, id=id_output), None)]
    body = {sample.on_wire(name): value}
    if sample.whole:
        silence = {n: e.removed for n, e in sample.inputs.items() if not e.hidden}
        whole = {n: v for n, v in {**silence, **said}.items() if not sample.inputs[n].hidden}
        body = {**{sample.on_wire(n): sample.spelled(n, v) for n, v in whole.items()}, **body}
    return [(sample.changed_by.format(**said, id=id_output), body)]


def named(body: Inputs | None, own_id: str) -> Inputs | None:
    """A body that speaks of the object's own id."""
    return body and {name: own_id if value == "{id}" else value for name, value in body.items()}
