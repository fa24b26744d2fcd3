"""What goes wrong with every resource: answers that are lost, creates half-made, refusals."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from conformance.catalogue import SAMPLES
from conformance.sample import Sample
from conformance.steps import (
    NOTHING,
    create,
    difference,
    failure,
    is_as_said,
    read,
    update,
)
from conformance.ways import Dynamic, Native, Way
from sevalla_provider.resources.health import Health
from unit.samples import Inputs

WORDS = "the words of the server"
REQUEST = "req-4711"

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)
changing = pytest.mark.parametrize("sample", [s for s in SAMPLES if s.changed_by], ids=str)
FORGOTTEN = [
    each
    for each in SAMPLES
    if each.resource.operations.delete and each.resource.operations.delete.may_need_person
]


# Lost answers -------------------------------------------------------------------------------------


def each_lost(way: Way, *, but: str = "") -> Iterator[None]:
    """Let the answer to one request be lost after the other, for as long as there are any.

    Args:
        but: the method whose answers are not.
    """
    number = 0
    while True:
        way.walk.line.calm()
        seen = iter(range(1, 1000))
        turn = number

        def lost(request: httpx.Request, seen: Iterator[int] = seen, turn: int = turn) -> bool:
            return request.method != but and next(seen) == turn

        way.walk.line.loses = lost
        yield
        others = [each for each in way.walk.line.asked if each.method != but]
        if len(others) <= number:
            return
        number += 1


@every_sample
def test_a_create_survives_the_loss_of_any_answer(sample: Sample, way: Way) -> None:
    said = sample.later
    for _ in each_lost(way, but="POST" if sample.can_be_lost else ""):
        state = create(way, said)
        assert len(way.walk.made_of(going=False)) == 1
        way.walk.line.calm_down()
        is_as_said(way, state, said)
        way.delete(state)
        if sample.stays:
            way.walk.remove()
        way.walk.later(200)  # of services no more than 20 are made in an hour


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.can_be_lost], ids=str)
def test_what_can_never_be_found_again_is_not_asked_for_twice(sample: Sample, way: Way) -> None:
    way.walk.line.loses = lambda request: request.method == "POST"
    words = str(failure(way, lambda: create(way, sample.full)))
    assert "The API lists no" in words
    way.walk.later_run()
    assert "The API lists no" in str(failure(way, lambda: create(way, sample.full)))
    assert len(way.walk.line.writes) == 1


@changing
def test_an_update_survives_the_loss_of_any_answer(sample: Sample, way: Way) -> None:
    both = sample.full, sample.later
    state = create(way, both[0])
    for turn, _ in enumerate(each_lost(way)):
        wanted = both[(turn + 1) % 2]
        state = update(way, state, wanted)
        way.walk.line.calm_down()
        is_as_said(way, state, wanted)


@every_sample
def test_a_delete_survives_the_loss_of_any_answer(sample: Sample, way: Way) -> None:
    for _ in each_lost(way):
        trouble, way.walk.line.loses = way.walk.line.loses, lambda _request: False
        state = create(way, sample.full)
        way.walk.later()
        way.walk.line.asked.clear()
        way.walk.line.loses = trouble
        way.delete(state)
        if sample.resource.operations.delete is not None:
            assert way.walk.made_of(going=False) == NOTHING
        way.walk.later()


# Half-made ----------------------------------------------------------------------------------------


def goes_on(way: Way, kept: Inputs, said: Inputs) -> Inputs:
    """Do what the engine does at the next `up` with what it kept of a failed create."""
    if difference(way, kept, said).replaces:
        way.delete(kept)
        return create(way, said)
    return update(way, kept, said)


def survived(way: Way, error: BaseException, said: Inputs) -> None:
    """Insist that an object whose create failed is neither lost nor made twice."""
    kept = way.kept_of(error)
    stays, ended = way.walk.sample.stays, 'with status "failed"' in str(error)
    if way.walk.resource.operations.nameless and kept is None and "removed" not in str(error):
        assert len(way.walk.made) == 1  # it could not be told which: the next run looks again
    else:
        assert (kept is not None) == isinstance(way, Native)
        assert len(way.walk.made) == (stays or kept is not None)
        becomes = ("is forgotten" if ended else "waits for it") if stays else "was removed again"
        assert kept is not None or becomes in str(error)
    way.walk.line.calm()
    way.walk.run(way.walk.there.mend())
    way.walk.vault.statuses = ["ready"]
    way.walk.later_run()
    state = create(way, said) if kept is None else goes_on(way, kept, said)
    assert len(way.walk.made) == 1 + (stays and ended)
    is_as_said(way, state, said)


@every_sample
def test_a_create_that_fails_half_way_is_resumed_or_taken_back(sample: Sample, way: Way) -> None:
    """The first request after the one that made it is refused."""
    said = sample.later
    line = way.walk.line

    def once(request: httpx.Request) -> httpx.Response | None:
        posted = any(each.method == sample.maker for each in line.asked[:-1])
        first = not any(each.status == 403 for each in line.asked)
        return refusal(403) if posted and first and request.method != sample.maker else None

    line.trouble = once
    error = failure(way, lambda: create(way, said))
    if error is not None:
        assert WORDS in str(error)
        survived(way, error, said)
    else:
        assert len(line.asked) - [each.method for each in line.asked].index(sample.maker) == 1


@pytest.mark.parametrize("kind", [Dynamic], ids=["dynamic"])
@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.stays], ids=str)
def test_what_was_left_running_and_failed_is_told_of_once(sample: Sample, way: Way) -> None:
    """The way in that keeps nothing takes it over to tell of it, and then forgets it."""
    line = way.walk.line
    line.trouble = lambda _request: (
        refusal(403) if any(each.method == "POST" for each in line.asked[:-1]) else None
    )
    assert "takes it over and waits for it" in str(failure(way, lambda: create(way, sample.said)))
    way.walk.line.calm()
    way.walk.lay({"status": "failed"})
    way.walk.later()
    told = str(failure(way, lambda: create(way, sample.said)))
    assert 'with status "failed"' in told
    assert "It is forgotten" in told
    assert way.walk.line.writes == []
    way.walk.later()
    is_as_said(way, create(way, sample.said), sample.said)
    assert len(way.walk.made) == 2


SWITCHED = [
    (each, name)
    for each in SAMPLES
    for name in each.resource.operations.switches
    if name in each.updated
]
by_calls = pytest.mark.parametrize(
    ("sample", "name"), SWITCHED, ids=[f"{sample}.{name}" for sample, name in SWITCHED]
)
# What flips is never sent twice: the call whose answer is lost may yet be carried out.
REPEATABLE = [
    (each, name) for each, name in SWITCHED if not each.resource.operations.switches[name].flips
]
by_repeatable_calls = pytest.mark.parametrize(
    ("sample", "name"), REPEATABLE, ids=[f"{sample}.{name}" for sample, name in REPEATABLE]
)


def end_of_call(sample: Sample, name: str) -> str:
    """The end of the path of the call that sets an input to its later value."""
    input_ = sample.inputs[name]
    return input_.calls[sample.inputs[name].other].rpartition("}")[2]


def calls_of(way: Way, name: str, value: object, said: Inputs) -> list[str]:
    """The calls that went by of those that set an input to a value."""
    sample = way.walk.sample
    call = sample.inputs[name].calls[value].format(**said, id=sample.resource.own_part(way.id))
    return [each.line for each in way.walk.line.writes if each.line == call]


@by_calls
def test_a_call_that_was_carried_out_is_not_repeated_when_its_answer_is_lost(
    sample: Sample, name: str, way: Way
) -> None:
    state, wanted = create(way, sample.full), sample.later
    way.walk.line.calm()
    end = end_of_call(sample, name)
    way.walk.line.loses = lambda request: request.method != "GET" and request.url.path.endswith(end)
    state = update(way, state, wanted)
    assert len(calls_of(way, name, sample.inputs[name].other, wanted)) == 1
    way.walk.line.calm_down()
    is_as_said(way, state, wanted)


@by_repeatable_calls
def test_a_call_that_was_lost_on_its_way_is_made_again(sample: Sample, name: str, way: Way) -> None:
    state, wanted, line = create(way, sample.full), sample.later, way.walk.line
    line.calm()
    end = end_of_call(sample, name)

    def twice(request: httpx.Request) -> httpx.Response | None:
        seen = [each for each in line.writes if each.path.endswith(end)]
        return refusal(502) if request.url.path.endswith(end) and len(seen) < 3 else None

    line.trouble = twice
    if sample.resource.operations.switches[name].flips:
        # The call whose answer is lost may yet be carried out: another one would undo it.
        assert WORDS in str(failure(way, lambda: update(way, state, wanted)))
        assert len(calls_of(way, name, sample.inputs[name].other, wanted)) == 1
        line.calm()
    state = update(way, state, wanted)
    assert len(calls_of(way, name, sample.inputs[name].other, wanted)) in (1, 3)
    line.calm_down()
    is_as_said(way, state, wanted)


@by_calls
def test_a_call_that_never_comes_through_is_an_error_and_the_next_run_goes_on(
    sample: Sample, name: str, way: Way
) -> None:
    end = end_of_call(sample, name)
    way.walk.line.trouble = lambda request: refusal(502) if request.url.path.endswith(end) else None
    error = failure(way, lambda: create(way, sample.later))
    assert error is not None
    assert WORDS in str(error)
    assert end in str(error)
    survived(way, error, sample.later)


@every_sample
def test_an_object_that_the_platform_gives_up_is_replaced_or_taken_back(
    sample: Sample, way: Way
) -> None:
    """Peer row 38: a private port that `failed` is a success."""
    way.walk.run(way.walk.there.fault("provisioning_fails", method="POST"))
    way.walk.vault.statuses = ["pending", "failed"]
    error = failure(way, lambda: create(way, sample.said))
    can_fail = Health.FAILED in map(sample.resource.health, ("failed", "error"))
    assert (error is not None) == can_fail
    if error is not None:
        survived(way, error, sample.said)


# Refusals -----------------------------------------------------------------------------------------

STATUSES = (400, 401, 403, 409, 422, 500)


def refusal(status: int) -> httpx.Response:
    body = {"status": status, "message": WORDS}
    return httpx.Response(status, json=body, headers={"x-request-id": REQUEST})


def refuses(way: Way, status: int, methods: str) -> None:
    way.walk.line.trouble = lambda request: (
        refusal(status) if request.method in methods.split() else None
    )


def attempt(way: Way, status: int, methods: str, work: Callable[[], object]) -> None:
    """Insist that a refusal is told; then let there be none any more."""
    refuses(way, status, methods)
    error = failure(way, work)
    assert error is not None
    assert way.kept_of(error) is None or "PATCH" in methods
    told = str(error)
    for word in (WORDS, f"status {status}", REQUEST):
        assert word in told
    assert "report it" not in told
    way.walk.line.calm()
    way.walk.later_run()


@every_sample
def test_a_refused_create_leaves_nothing(sample: Sample, way: Way) -> None:
    for status in STATUSES:
        attempt(way, status, sample.maker, lambda: create(way, sample.full))
        assert way.walk.made == NOTHING
    if sample.can_be_lost:
        return  # of a 500 nobody knows whether it was carried out
    is_as_said(way, create(way, sample.full), sample.full)
    assert len(way.walk.made) == 1


@changing
def test_a_refused_update_changes_nothing(sample: Sample, way: Way) -> None:
    state, wanted = create(way, sample.full), sample.later
    for status in STATUSES:
        attempt(way, status, "PATCH PUT", lambda: update(way, state, wanted))
    is_as_said(way, state, sample.full)
    is_as_said(way, update(way, state, wanted), wanted)


@every_sample
def test_a_refused_read_drops_nothing(sample: Sample, way: Way) -> None:
    state = create(way, sample.full)
    way.walk.later()
    for status in STATUSES:
        attempt(way, status, "GET", lambda: read(way, state, sample.full))
    is_as_said(way, state, sample.full)


@every_sample
def test_a_refused_delete_leaves_all_as_it_was(sample: Sample, way: Way) -> None:
    state = create(way, sample.full)
    way.walk.later()
    how = sample.resource.operations.delete
    person = (401, 403) if how is not None and how.may_need_person else ()
    methods = "GET" if how is None else sample.maker if how.default else how.method
    for status in [each for each in STATUSES if each not in person]:
        attempt(way, status, methods, lambda: way.delete(state))
    is_as_said(way, state, sample.full)
    way.delete(state)


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("sample", FORGOTTEN, ids=str)
def test_what_only_a_person_may_delete_is_forgotten(sample: Sample, status: int, way: Way) -> None:
    state = create(way, sample.full)
    way.walk.later()
    refuses(way, status, "DELETE")
    way.delete(state)
    assert "only forgotten" in way.walk.said
    assert len(way.walk.made) == 1
