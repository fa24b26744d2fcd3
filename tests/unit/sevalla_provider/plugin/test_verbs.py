"""The verbs, from the engine's requests to its answers, over an emulator in the same process."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_emulator.access import COMPANY_ID
from sevalla_provider.lifecycle.account import ACCOUNT, HIDDEN
from sevalla_provider.lifecycle.check import Failure
from sevalla_provider.plugin.check_failures import check_failures
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.narration import EngineLog
from unit.carriers import carried
from unit.emulated import OTHER_SIZE
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs
from unit.sevalla_provider.plugin.engine import (
    LATER,
    PROCESS,
    PROXY,
    got,
    half_done,
    kinds,
    secret,
    urn,
)
from unit.sevalla_provider.plugin.stage import Stage, checking, id_of, process, staged

pytestmark = pytest.mark.anyio

BUCKET = "sevalla:index:ObjectStorage"

FORMER: Inputs = {"id": f"{APP}/{PROCESS_ID}"}


# --- check -----------------------------------------------------------------------------------


async def test_a_check_gives_the_normal_form(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        found = await stage.check(process(appId=APP.upper(), port=80.0, entrypoint=None))
        assert found == process(port=80)


@pytest.mark.parametrize(
    ("more", "path", "reason"),
    [
        ({"port": "80"}, "port", '`port` must be a whole number from 1 to 65535, not "80"'),
        ({"displayName": None, "appId": None}, "appId", "`appId` is required"),
        (
            {"scalingStrategy": {"type": "manual", "config": {"instanceCount": 99}}},
            "scalingStrategy.config.instanceCount",
            "`scalingStrategy.config.instanceCount` must be a whole number from 0 to 50, not 99",
        ),
        (
            {"scalingStrategy": {"type": "horizontal", "config": {"instanceCount": 2}}},
            "scalingStrategy.config",
            "must hold `minInstanceCount` and `maxInstanceCount`, and no `instanceCount`",
        ),
        (
            {"livenessProbe": {"exec": {"command": [""]}}},
            "livenessProbe.exec.command[0]",
            "`livenessProbe.exec.command[0]` must be a string",
        ),
        ({"livenessProbe": {}}, "livenessProbe", "one of `exec`, `httpGet` and `tcpSocket`"),
        ({"resourceTypId": "x"}, "resourceTypId", "did you mean `resourceTypeId`?"),
        ({"colour": "red"}, "colour", "there are adoptExisting, appId, displayName, entrypoint,"),
        ({"ingressProtocol": "no_such"}, "ingressProtocol", 'http, grpc, not "no_such"'),
    ],
)
async def test_what_is_wrong_is_named_as_every_language_names_it(
    tmp_path: Path, more: Inputs, path: str, reason: str
) -> None:
    async with staged(tmp_path) as stage:
        found = await stage.complaints(process("web", **more))
        assert list(found) == [path]
        assert reason in found[path]


async def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        wrong = process("cron", port=0, timeZone="Mars", resourceTypeId="s1")
        found = await stage.complaints(wrong)
        assert set(found) == {"port", "schedule", "timeZone", "resourceTypeId"}


async def test_an_object_without_a_name_gets_one_and_keeps_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        unnamed = process(displayName=None)
        first = await stage.check(unnamed)
        assert str(first["displayName"]).startswith("web-")
        old = first | {"displayName": "web-before"}
        assert (await stage.check(unnamed, old))["displayName"] == "web-before"


async def test_a_name_that_nobody_may_make_up_is_asked_for(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        request = checking(process(displayName=None), None, PROCESS)
        request.autonaming.mode = pb.CheckRequest.AutonamingOptions.DISABLE
        (failure,) = (await stage.verbs.check(request)).failures
        assert (failure.property, failure.reason) == ("displayName", "`displayName` is required")


async def test_what_is_unknown_or_secret_passes_a_check_as_it_is(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        probe = {"exec": {"command": [secret("a word"), LATER]}}
        found = await stage.check(
            process("web", port=LATER, entrypoint=secret("run"), livenessProbe=probe)
        )
        assert found["port"] == LATER
        assert found["entrypoint"] == secret("run")
        assert found["livenessProbe"] == secret({"exec": {"command": ["a word", LATER]}})


async def test_a_check_and_a_diff_need_no_network(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.check(process())
        await stage.diff(FORMER | inputs, inputs)
        assert await stage.there.requests() == []


# --- diff ------------------------------------------------------------------------------------


async def test_the_same_again_is_no_change(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.check(process("web", port=80))
        found = await stage.diff(FORMER | inputs, inputs)
        assert found.changes == pb.DiffResponse.DIFF_NONE
        assert found.hasDetailedDiff
        assert [*found.diffs, *found.replaces, *found.detailedDiff] == []


@pytest.mark.parametrize(
    ("before", "after", "diffs", "replaces", "first"),
    [
        (process("web"), process("web", displayName="new"), ["displayName"], [], True),
        (process("web"), process("web", appId=OTHER_APP), ["appId"], ["appId"], False),
        (
            process("web"),
            process("worker", port=81),
            ["type", "port"],
            ["type"],
            False,
        ),
        (process(), process(port=LATER), ["port"], [], False),
    ],
)
async def test_a_diff_says_what_changes_and_what_makes_another_object(
    tmp_path: Path,
    before: Inputs,
    after: Inputs,
    diffs: list[str],
    replaces: list[str],
    first: bool,
) -> None:
    async with staged(tmp_path) as stage:
        found = await stage.diff(FORMER | before, after)
        assert found.changes == pb.DiffResponse.DIFF_SOME
        assert list(found.diffs) == diffs
        assert list(found.replaces) == replaces
        assert found.deleteBeforeReplace is first
        assert set(found.detailedDiff) == set(diffs)


async def test_a_proxy_that_failed_is_replaced_and_the_old_one_goes_first(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.proxy()
        found = await stage.diff(FORMER | inputs | {"status": "failed"}, inputs, PROXY)
        assert list(found.replaces) == ["status"]
        assert kinds(found.detailedDiff) == {"status": "UPDATE_REPLACE"}
        assert found.deleteBeforeReplace


async def test_what_is_ignored_makes_no_diff(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        before, after = process(port=80), process(port=81, displayName="new")
        found = await stage.diff(FORMER | before, after, ignoreChanges=["port"])
        assert list(found.diffs) == ["displayName"]
        ignored = ["port", "displayName"]
        found = await stage.diff(FORMER | before, after, ignoreChanges=ignored)
        assert found.changes == pb.DiffResponse.DIFF_NONE


async def test_whatever_the_engine_asks_about_is_no_open_intent_any_more(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process())
        assert len(stage.there.session.intent_log.open()) == 1
        await stage.diff(state, process())
        assert stage.there.session.intent_log.open() == []


# --- create ----------------------------------------------------------------------------------


async def test_a_preview_of_a_create_makes_nothing_and_tells_what_is_known(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = process("web", port=80, entrypoint=secret("run"))
        state = await stage.create(inputs, preview=True)
        assert state["id"] == ""
        assert (state["port"], state["entrypoint"]) == (80, secret("run"))
        assert state["processId"] == state["internalHostname"] == LATER
        assert state["scalingStrategy"] == {"type": "manual", "config": {"instanceCount": 1}}
        assert await stage.there.requests() == []


async def test_a_create_keeps_everything_that_the_api_shows(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process("web", port=80, ingressProtocol="grpc"))
        (there,) = await stage.there.objects("processes")
        assert state["id"] == f"{APP}/{there['id']}"
        assert state["processId"] == there["id"]
        assert state["cpuLimit"] == there["cpu_limit"]
        assert state["ingressProtocol"] == "grpc"
        (intent,) = stage.there.session.intent_log.open()
        assert intent.made == there["id"]  # until the engine is known to have it


async def test_a_create_that_fails_later_keeps_the_object(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.settings(provisioning={"seconds": 5})
        await stage.there.fault("provisioning_fails", method="POST")
        inputs = await stage.proxy() | {"port": secret(80)}
        failure = await stage.failed_create(inputs)
        (there,) = await stage.there.objects("tcp_proxies")
        kept = half_done(failure)
        assert kept.id == f"{APP}/{there['id']}"
        assert got(kept.properties)["status"] == "failed"
        assert got(kept.properties)["port"] == secret(80)
        assert list(kept.reasons) == [str(failure)]
        assert str(failure).startswith(f'could not create TCP proxy "web" in {APP}: ')
        assert 'with status "failed"' in str(failure)
        (intent,) = stage.there.session.intent_log.open()
        assert intent.made == there["id"]  # until the engine is known to have it


async def cancelled(stage: Stage, call: Awaitable[Any], after: float = 30) -> Failed:
    """What becomes of a call when the engine cancels it; that takes no time at all."""
    running = asyncio.ensure_future(call)
    await stage.there.clock.sleep(after)
    assert not running.done()
    began = stage.there.clock.now()
    stage.cancellation.cancel()
    with pytest.raises(Failed) as caught:
        await running
    assert stage.there.clock.now() == began
    return caught.value


async def test_a_create_that_is_cancelled_while_it_waits_keeps_the_object(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.settings(provisioning={"seconds": 1000})
        inputs = await stage.proxy()
        failure = await cancelled(stage, stage.create(inputs, PROXY))
        (there,) = await stage.there.objects("tcp_proxies")
        kept = half_done(failure)
        assert kept.id == f"{APP}/{there['id']}"
        assert got(kept.properties)["status"] == "creating"
        assert "the run was cancelled" in str(failure)

        # What the next `pulumi up` does with it.
        await stage.there.clock.sleep(1000)
        state = {"id": kept.id, **got(kept.properties)}
        response = await stage.verbs.update(
            pb.UpdateRequest(id=kept.id, urn=urn(PROXY), olds=kept.properties, news=kept.properties)
        )
        assert got(response.properties)["status"] == "ready"
        assert (await stage.diff(state, inputs, PROXY)).changes == pb.DiffResponse.DIFF_NONE


async def test_a_create_that_is_cancelled_before_its_answer_is_not_lost(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.settings(consistency={"seconds": 60})
        await stage.there.fault("status", method="POST", status=503, when="after")
        failure = await cancelled(stage, stage.create(process()), after=2)
        assert failure.details == ()
        assert "the run was cancelled" in str(failure)
        (there,) = await stage.there.objects("processes")
        await stage.there.mend()
        await stage.there.clock.sleep(60)
        stage.there.session = stage.there.another_session()
        assert (await stage.create(process()))["processId"] == there["id"]


@pytest.mark.parametrize(
    ("by_hand", "olds", "warned"),
    [(True, {}, True), (True, {"displayName": "bucket"}, False), (False, {}, False)],
    ids=["a create by hand", "a patch by hand", "a program"],
)
async def test_what_nobody_sees_a_second_time_is_warned_of_where_no_state_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_hand: bool, olds: Inputs, warned: bool
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(EngineLog, "say", lambda _log, _urn, text, *_, **__: heard.append(text))
    async with staged(tmp_path) as stage:
        stage.by_hand = by_hand
        await stage.check({"displayName": "bucket"}, olds, BUCKET)
        assert any("shows `accessKey` and `secretKey`" in each for each in heard) is warned


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "by a program"])
async def test_what_nobody_names_is_told_apart_by_what_is_said_of_it(
    tmp_path: Path, by_hand: bool
) -> None:
    """All creates of a type by `pulumi do` share a URN; the next may be of another object."""
    async with staged(tmp_path) as stage:
        stage.by_hand = by_hand
        first = await stage.create(process(displayName="one"))  # whose reply no engine takes
        stage.there.session = stage.there.another_session()
        second = await stage.create(process(displayName="two"))
        assert (second["id"] == first["id"]) is not by_hand
        if by_hand:
            again = await stage.create(process(displayName="one"))
            assert again["id"] == first["id"]


async def test_a_cancel_ends_everything_that_is_under_way(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.settings(provisioning={"seconds": 1000})
        calls = [stage.create(await stage.proxy(), PROXY) for _ in range(5)]
        running = [asyncio.ensure_future(call) for call in calls]
        await stage.there.clock.sleep(30)
        began = stage.there.clock.now()
        stage.cancellation.cancel()
        ends = await asyncio.gather(*running, return_exceptions=True)
        assert stage.there.clock.now() == began
        kept = {half_done(end).id for end in ends if isinstance(end, Failed)}
        assert len(kept) == 5


async def test_a_create_takes_as_long_as_the_program_allows(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.settings(provisioning={"seconds": 1000})
        inputs = await stage.proxy()
        assert "waited 42 s" in str(await stage.failed_create(inputs, timeout=42))
        assert "waited 600 s" in str(await stage.failed_create(inputs | {"port": 81}))


# --- read ------------------------------------------------------------------------------------


async def test_a_read_shows_what_is_there_and_keeps_secrets(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = process(port=secret(80), entrypoint="run")
        state = await stage.create(inputs)
        found = await stage.read(state, inputs)
        assert found.id == state["id"]
        state[HIDDEN][ACCOUNT]["company"] = COMPANY_ID
        assert got(found.properties) | {"id": found.id} == state
        assert got(found.inputs) == inputs


async def test_a_read_shows_drift_in_state_and_in_the_inputs(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = process(port=secret(80))
        state = await stage.create(inputs)
        await stage.there.change(str(state["processId"]), port=90, entrypoint="by hand")
        await stage.there.clock.sleep(60)
        found = await stage.read(state, inputs)
        assert got(found.inputs) == inputs | {"port": secret(90)}
        assert got(found.properties)["entrypoint"] == "by hand"


async def test_an_import_knows_nothing_but_the_id(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        made = await stage.there.make(
            "processes",
            app_id=APP,
            type="worker",
            display_name="mailer",
            resource_type_id=OTHER_SIZE,
            entrypoint="send",
        )
        found = await stage.read({"id": f"{APP}/{made}"}, {})
        assert got(found.inputs) == process(
            displayName="mailer", resourceTypeId=OTHER_SIZE, entrypoint="send"
        )
        assert got(found.properties)["processId"] == made
        assert await stage.check(got(found.inputs)) == got(found.inputs)


async def test_an_import_of_what_is_not_there_finds_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert (await stage.read(FORMER, {})).id == ""


# --- update ----------------------------------------------------------------------------------


async def test_an_update_changes_the_object_and_keeps_secrets(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process(port=80))
        wanted = process(port=secret(81), displayName="new")
        outputs = await stage.update(state, wanted)
        assert outputs["displayName"] == "new"
        assert outputs["port"] == secret(81)
        assert outputs["processId"] == state["processId"]
        found = await stage.diff({"id": state["id"], **outputs}, wanted)
        assert found.changes == pb.DiffResponse.DIFF_NONE


async def test_a_preview_of_an_update_changes_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process(port=80))
        await stage.there.forget_requests()
        outputs = await stage.update(state, process(port=secret(81)), preview=True)
        assert outputs["port"] == secret(81)
        assert outputs["processId"] == state["processId"]
        assert outputs["updatedAt"] == LATER
        assert await stage.there.requests() == []


async def test_an_update_leaves_what_is_ignored(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process(port=80))
        wanted = process(port=81, displayName="new")
        outputs = await stage.update(state, wanted, ignoreChanges=["port"])
        assert (outputs["port"], outputs["displayName"]) == (80, "new")


async def test_a_secret_that_is_ignored_stays_secret(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process(entrypoint=secret("run it")))
        wanted = process(entrypoint="in the open", port=81)
        for preview in (True, False):
            outputs = await stage.update(
                state, wanted, ignoreChanges=["entrypoint"], preview=preview
            )
            assert outputs["entrypoint"] == secret("run it")


async def test_an_update_that_does_not_come_to_its_end_keeps_what_holds_now(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process("web"))
        await stage.there.settings(ingress={"seconds": 1000})
        wanted = process("web", ingressProtocol="grpc", port=secret(81))
        with pytest.raises(Failed) as caught:
            await stage.update(state, wanted, timeout=42)
        kept = half_done(caught.value)
        assert kept.id == state["id"]
        properties = got(kept.properties)
        assert (properties["port"], properties["ingressProtocol"]) == (secret(81), "http")
        assert "waited 42 s" in str(caught.value)


async def test_an_update_that_is_cancelled_keeps_what_holds_now(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process("web"))
        await stage.there.settings(ingress={"seconds": 1000})
        wanted = process("web", ingressProtocol="grpc", port=81)
        failure = await cancelled(stage, stage.update(state, wanted))
        assert half_done(failure).id == state["id"]
        assert got(half_done(failure).properties)["port"] == 81


async def test_a_read_takes_as_long_as_the_program_allows(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process())

        async def hang(_request: object) -> None:
            await stage.there.clock.sleep(1e6)

        carried(stage.there).before = hang
        began = stage.there.clock.now()
        request = pb.ReadRequest(id=str(state["id"]), urn=urn(PROCESS), timeout=42)
        with pytest.raises(Failed, match=r"could not read .*: waited 42 s for the process to be"):
            await stage.verbs.read(request)
        assert stage.there.clock.now() - began == pytest.approx(42, abs=0.1)


# --- delete ----------------------------------------------------------------------------------


async def test_a_delete_of_what_is_gone_is_done(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.delete(FORMER)
        asked = [entry.method for entry in await stage.there.requests()]
        assert asked == ["DELETE", "GET", "GET"]


async def test_a_delete_takes_as_long_as_the_program_allows(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(await stage.proxy(), PROXY)
        await stage.there.settings(deletion={"seconds": 1000})
        with pytest.raises(Failed, match="waited 42 s for the TCP proxy to be gone"):
            await stage.delete(state, PROXY, timeout=42)


async def test_a_delete_that_is_cancelled_is_a_failure(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(await stage.proxy(), PROXY)
        await stage.there.settings(deletion={"seconds": 1000})
        failure = await cancelled(stage, stage.delete(state, PROXY))
        assert failure.details == ()
        assert "the run was cancelled" in str(failure)


# --- what goes wrong everywhere --------------------------------------------------------------

Call = Callable[[Stage, Inputs], Awaitable[object]]
CALLS: dict[str, Call] = {
    "create": lambda stage, _state: stage.create(process(displayName="other")),
    "read": lambda stage, state: stage.read(state, process()),
    "update": lambda stage, state: stage.update(state, process(displayName="new")),
    "delete": lambda stage, state: stage.delete(state),
}


@pytest.mark.parametrize("verb", CALLS)
async def test_a_failure_says_what_was_attempted(tmp_path: Path, verb: str) -> None:
    async with staged(tmp_path) as stage:
        state = await stage.create(process())
        await stage.there.fault("status", status=403)
        with pytest.raises(Failed) as caught:
            await CALLS[verb](stage, state)
        where = f"in {APP}" if verb == "create" else f"({id_of(state)})"
        assert str(caught.value).startswith(f'could not {verb} process "web" {where}: ')
        assert "status 403" in str(caught.value)
        assert caught.value.code is grpc.StatusCode.UNKNOWN
        assert caught.value.__suppress_context__


@pytest.mark.parametrize("verb", [*CALLS, "diff"])
async def test_a_missing_key_is_told_as_such(tmp_path: Path, verb: str) -> None:
    async with staged(tmp_path) as stage:
        stage.there.session = stage.there.another_session(keys={})
        if verb == "diff":
            assert (await stage.diff(FORMER | process(), process())).hasDetailedDiff
            return
        with pytest.raises(Failed, match="There is no Sevalla API key"):
            await CALLS[verb](stage, FORMER | process())


@pytest.mark.parametrize("verb", ["read", "update", "delete", "diff"])
async def test_an_id_of_another_form_is_an_argument_that_is_wrong(
    tmp_path: Path, verb: str
) -> None:
    async with staged(tmp_path) as stage:
        calls = CALLS | {"diff": lambda stage, state: stage.diff(state, process())}
        with pytest.raises(Failed, match='"web" is not of the form app_id/process_id') as caught:
            await calls[verb](stage, {"id": "web"} | process())
        assert caught.value.code is grpc.StatusCode.INVALID_ARGUMENT
        assert "mistake in the provider" not in str(caught.value)


async def test_a_mistake_of_our_own_is_called_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(tmp_path) as stage:

        def broken(*_arguments: object) -> None:
            raise ZeroDivisionError("by hand")

        monkeypatch.setattr(stage.there.session, "place", broken)
        with pytest.raises(Failed, match="ZeroDivisionError: by hand\nThis is a mistake in the"):
            await stage.create(process())


@pytest.mark.parametrize(
    "reason",
    [
        'must be a whole number from 1 to 65535, not "hunter2"',
        "must be one of a, b, not hunter2",
        "must not be below `min` (hunter2), and is hunter2",
        'has "hunter2", which is no address',
        "must be a cron expression: hunter2",
    ],
)
def test_what_is_wrong_with_a_secret_is_told_without_it(reason: str) -> None:
    (told,) = check_failures([Failure(("port",), reason)], {"port"})
    assert "hunter2" not in told.reason
    (open_,) = check_failures([Failure(("port",), reason)])
    assert "hunter2" in open_.reason
