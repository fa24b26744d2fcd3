"""The verbs with the engine's request at hand: the name of now, `custom_timeouts`, seeds."""

from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import SevallaError
from unit.samples import Inputs
from unit.sevalla_provider.dynamic.test_engine_call import asked_by
from unit.sevalla_provider.dynamic.test_provider import (
    KEPT,
    PROCESS,
    PROXY,
    Kept,
    Stage,
    a_proxy,
    checked,
    created,
    read,
    update,
    web,
)

KIND = "urn:pulumi:stack::project::pulumi-python:dynamic/sevalla:Process"
BEFORE, NOW = f"{KIND}::web", f"{KIND}::site/eu::web"


def timed(**timeouts: str) -> Inputs:
    return {HIDDEN: KEPT | {"timeouts": timeouts}}


def test_where_a_delete_sees_no_inputs_changed_time_outs_alone_are_kept_and_nothing_is_sent(
    stage: Stage,
) -> None:
    made = created(checked(web(type="worker") | timed(delete="20m")))
    account = made.outs[HIDDEN]["account"]
    before = stage.run(stage.there.requests())
    wanted = checked(web(type="worker") | timed(delete="42s"))
    found = PROCESS.diff(made.id, made.outs, wanted)
    assert (found.changes, found.replaces) == (True, [])
    changed = update(made, wanted)
    assert stage.run(stage.there.requests()) == before
    assert changed.outs == made.outs | {HIDDEN: wanted[HIDDEN] | {"account": account}}
    assert not PROCESS.diff(made.id, changed.outs, wanted).changes

    stage.run(stage.there.settings(deletion={"seconds": 1000}))
    with pytest.raises(SevallaError, match="waited 42 s for"):
        PROCESS.delete(changed.id, changed.outs)


def test_reads_and_deletes_know_what_the_program_said_last(stage: Stage) -> None:
    """Also of a state in which an earlier version kept a changed time-out with the inputs alone."""
    made = created(checked(web(type="worker") | timed(delete="20m")))
    wanted = checked(web(type="worker") | timed(delete="42s"))
    request: object = pb.DiffRequest(urn=BEFORE)
    assert not asked_by(request, lambda: PROCESS.diff(made.id, made.outs, wanted)).changes
    stage.run(stage.there.settings(deletion={"seconds": 1000}))
    said = Struct()
    said.update(wanted)
    seen = asked_by(pb.ReadRequest(urn=BEFORE, inputs=said), lambda: read(made.id, made.outs))
    assert [each[HIDDEN]["timeouts"] for each in (seen.outs, seen.inputs)] == [
        {"delete": "42s"}
    ] * 2
    request = pb.DeleteRequest(urn=BEFORE, old_inputs=said, timeout=7)
    with pytest.raises(SevallaError, match="waited 42 s for"):
        asked_by(request, lambda: PROCESS.delete(made.id, made.outs))


@pytest.mark.parametrize(("said", "waited"), [({}, 7), ({"create": "42s", "delete": "42s"}, 42)])
def test_custom_time_outs_are_kept_to_where_ours_say_nothing(
    stage: Stage, said: dict[str, str], waited: int
) -> None:
    props = a_proxy(stage) | timed(**said)
    made = PROXY.create(props)
    stage.run(stage.there.settings(provisioning={"seconds": 1000}, deletion={"seconds": 1000}))
    calls: list[tuple[object, Callable[[], object]]] = [
        (pb.CreateRequest(urn=NOW, timeout=7), lambda: PROXY.create(props | {"port": 81.0})),
        (pb.DeleteRequest(urn=NOW, timeout=7), lambda: PROXY.delete(made.id, made.outs or {})),
    ]
    for request, work in calls:
        with pytest.raises(SevallaError, match=f"waited {waited} s for"):
            asked_by(request, work)


@pytest.mark.parametrize("urn", ["", BEFORE], ids=["0.1", "since"])
def test_an_error_calls_a_resource_by_the_name_that_it_has_now(stage: Stage, urn: str) -> None:
    made = created(checked(web() | {HIDDEN: KEPT | ({"urn": urn} if urn else {})}))
    stage.run(stage.there.fault("status", status=403))
    calls: dict[str, tuple[object, Callable[[], object]]] = {
        "read": (pb.ReadRequest(urn=NOW), lambda: read(made.id, made.outs)),
        "delete": (pb.DeleteRequest(urn=NOW), lambda: PROCESS.delete(made.id, made.outs)),
    }
    for verb, (request, work) in calls.items():
        with pytest.raises(SevallaError) as caught:
            asked_by(request, work)
        assert f'could not {verb} process "site/eu::web" (' in str(caught.value)


@pytest.mark.parametrize("urn", ["", BEFORE], ids=["0.1", "since"])
def test_a_refresh_after_a_rename_keeps_the_name_and_differs_in_nothing(
    stage: Stage, urn: str
) -> None:
    props = checked(web() | {HIDDEN: KEPT | ({"urn": urn} if urn else {})})
    made = created(props)
    seen = asked_by(pb.ReadRequest(urn=NOW), lambda: read(made.id, made.outs))
    assert seen.outs[HIDDEN]["identity"] == "project/stack/site/eu::web"
    assert seen.outs[HIDDEN]["urn"] == (NOW if urn else "")
    assert {**seen.outs, HIDDEN: {}} == {**made.outs, HIDDEN: {}}
    assert not PROCESS.diff(made.id, seen.outs, props).changes


def test_a_name_is_the_same_for_the_same_seed(stage: Stage) -> None:
    props = {name: value for name, value in web().items() if name != "displayName"}

    def named(seed: bytes) -> object:
        request = pb.CheckRequest(urn=NOW, randomSeed=seed)
        return asked_by(request, lambda: checked(props))["displayName"]

    assert named(b"planned") == named(b"planned") != named(b"other")
    assert named(b"") != named(b"")
    assert str(named(b"planned")).startswith("site/eu::web-")


def test_what_is_ignored_makes_no_difference_and_is_not_sent(stage: Stage) -> None:
    made = created(checked(web(port=80.0)))
    wanted = checked(web(port=81.0, displayName="new"))

    def diff(*ignored: str) -> Any:
        request = pb.DiffRequest(urn=BEFORE, ignoreChanges=ignored)
        return asked_by(request, lambda: PROCESS.diff(made.id, made.outs, wanted))

    assert diff("port").changes
    assert not diff("port", '["displayName"]').changes
    request = pb.UpdateRequest(urn=BEFORE, ignoreChanges=["port"])
    changed: Kept = asked_by(request, lambda: update(made, wanted))
    assert (changed.outs["port"], changed.outs["displayName"]) == (80, "new")
