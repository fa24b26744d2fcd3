"""What the tests of the suite do again and again, with inputs by Python's names."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from conformance.ways import Difference, Way, wired
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import SevallaError
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.resources.casing import to_camel
from unit.samples import Inputs
from unit.sevalla_provider.plugin.engine import MARK

NOTHING: frozenset[str] = frozenset()


class Found(NamedTuple):
    """What a refresh finds."""

    id: str
    state: Inputs
    inputs: Inputs


def create(way: Way, inputs: Inputs) -> Inputs:
    return way.create(wired(way.walk.resource, inputs))


def checked(way: Way, inputs: Inputs) -> Inputs:
    return way.check(wired(way.walk.resource, inputs))


def update(way: Way, state: Inputs, inputs: Inputs) -> Inputs:
    return way.update(state, wired(way.walk.resource, inputs))


def read(way: Way, state: Inputs, inputs: Inputs) -> Found:
    return Found(**way.read(state, checked(way, inputs)))


def difference(way: Way, state: Inputs, inputs: Inputs) -> Difference:
    return way.difference(state, wired(way.walk.resource, inputs))


def differs(way: Way, state: Inputs, inputs: Inputs, name: str, *, replaces: bool) -> None:
    """Insist that one property differs, and nothing else."""
    told, camel = difference(way, state, inputs), to_camel(name)
    assert told.there
    assert told.names in (None, {camel})
    assert told.replaces == ({camel} if replaces else NOTHING)


def is_as_said(way: Way, state: Inputs, inputs: Inputs) -> Found:
    """Insist that nothing is left to do, with and without a look at the API."""
    walk = way.walk
    walk.later_run()
    before = len(walk.line.writes)
    for _ in range(2):
        assert not difference(way, state, inputs).there
        found = read(way, state, inputs)
        assert own(found.state) == own(state)
        assert own(found.inputs) == own(checked(way, inputs))
        state = found.state
    assert len(walk.line.writes) == before
    return found


def own(properties: Inputs) -> Inputs:
    """Properties without what is hidden beside them, and without a time that passes."""
    return {name: value for name, value in properties.items() if name not in (HIDDEN, "updatedAt")}


def failure(way: Way, work: Callable[[], object]) -> BaseException | None:
    """What goes wrong; None where nothing does."""
    try:
        work()
    except (Failed, SevallaError) as error:
        return error
    return None


def plain(value: Any) -> Any:
    """Without marks."""
    if isinstance(value, dict):
        marked = MARK in value
        return plain(value["value"]) if marked else {k: plain(each) for k, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def leaves(value: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
