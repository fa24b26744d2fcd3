"""The verbs, as Pulumi's dynamic host calls them: blocking, with camelCase properties."""

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
from pulumi.dynamic import ConfigureRequest
from pulumi.runtime import rpc

from sevalla_emulator import DEFAULT_OTHER_API_KEY
from sevalla_emulator.access import COMPANY_ID
from sevalla_provider.dynamic import provider as module
from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import SevallaError
from sevalla_provider.dynamic.tcp_proxy import TcpProxyProvider
from sevalla_provider.lifecycle.account import ACCOUNT
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import SettingsError
from unit.emulated import SIZE, Bench
from unit.listeners import Listener
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs

PROCESS = ProcessProvider()
PROXY = TcpProxyProvider()
KEPT: Inputs = {"identity": "project/stack/web", "timeouts": {}, "given": []}


class Stage:
    """A host that works in the thread that calls it, on the emulator."""

    def __init__(self, loop: asyncio.AbstractEventLoop, there: Bench) -> None:
        self.there = there
        self.heard = Listener()
        self.configuration: dict[str, str] = {}
        self.trouble: Exception | None = None
        self._loop = loop

    def configure(self, configuration: dict[str, str]) -> None:
        self.configuration = configuration

    def session(self) -> Session:
        if self.trouble:
            raise self.trouble
        return self.there.session

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)

    def run_beside(self, work: Coroutine[Any, Any, None]) -> Coroutine[Any, Any, None]:
        """Begin now, beside what is run next; what is returned waits for its end."""
        task = self._loop.create_task(work)

        async def ended() -> None:
            await task

        return ended()


def web(**more: object) -> Inputs:
    least = {"appId": APP, "type": "web", "displayName": "web", "resourceTypeId": SIZE}
    return {**least, HIDDEN: KEPT, **more}


def checked(props: Inputs) -> Inputs:
    result = PROCESS.check({}, props)
    assert result.failures == []
    found: Inputs = result.inputs
    return found


def complaints(props: Inputs) -> dict[str, str]:
    return {each.property: each.reason for each in PROCESS.check({}, props).failures}


class Kept(NamedTuple):
    """What the engine keeps of a resource."""

    id: str
    outs: Inputs


def created(props: Inputs) -> Kept:
    result = PROCESS.create(props)
    return Kept(result.id, dict(result.outs or {}))


def read(resource_id: str, outs: Inputs) -> Any:
    return PROCESS.read(resource_id, outs)


def update(kept: Kept, wanted: Inputs) -> Kept:
    result = PROCESS.update(kept.id, kept.outs, wanted)
    return Kept(kept.id, dict(result.outs or {}))


def a_proxy(stage: Stage) -> Inputs:
    process_id = stage.run(stage.there.make("processes", app_id=APP, type="worker"))
    return {"appId": APP, "processId": process_id, "port": 80.0, HIDDEN: KEPT}


def test_check_gives_the_normal_form_and_notes_what_the_program_gave() -> None:
    found = checked(web(port=80.0, entrypoint=None))
    assert found["port"] == 80
    assert "entrypoint" not in found
    assert found[HIDDEN]["given"] == ["app_id", "display_name", "port", "resource_type_id", "type"]
    assert found[HIDDEN]["identity"] == "project/stack/web"


@pytest.mark.parametrize(
    ("more", "name", "reason"),
    [
        ({"port": "80"}, "port", '`port` must be a whole number from 1 to 65535, not "80"'),
        (
            {"scalingStrategy": {"type": "manual", "config": {"instanceCount": 99.0}}},
            "scaling_strategy.config.instance_count",
            "from 0 to 50, not 99",
        ),
        (
            {"livenessProbe": {"exec": {"command": [""]}}},
            "liveness_probe.exec.command[0]",
            "and has 0",
        ),
        ({"displayNmae": "x"}, "display_nmae", "did you mean `display_name`?"),
    ],
)
def test_what_is_wrong_is_named_as_the_program_names_it(
    more: Inputs, name: str, reason: str
) -> None:
    found = complaints(web(**more))
    assert list(found) == [name]
    assert reason in found[name]


@pytest.mark.parametrize("value", ["soon", "", "5", 300, 300.0, True])
def test_a_time_out_that_is_none_is_a_failure_that_names_it(value: object) -> None:
    found = complaints(web() | {HIDDEN: KEPT | {"timeouts": {"create": value, "delete": "5m"}}})
    assert list(found) == ["create_timeout"]
    assert 'must be a duration such as "90s"' in found["create_timeout"]


def test_an_unknown_value_passes_the_check_as_it_is() -> None:
    assert checked(web(port=rpc.UNKNOWN))["port"] == rpc.UNKNOWN


@pytest.mark.parametrize(
    ("before", "after", "replaces", "first"),
    [
        ({}, {"displayName": "new"}, [], True),
        ({}, {"type": "worker"}, ["type"], False),
        ({}, {"appId": OTHER_APP}, ["appId"], False),
        ({"type": "worker"}, {"type": "worker", "appId": OTHER_APP}, ["appId"], False),
    ],
)
def test_a_change_is_named_as_pulumi_names_it(
    stage: Stage, before: Inputs, after: Inputs, replaces: list[str], first: bool
) -> None:
    found = PROCESS.diff(f"{APP}/{PROCESS_ID}", checked(web(**before)), checked(web(**after)))
    assert found.changes
    assert found.replaces == replaces
    assert bool(found.delete_before_replace) is first


def test_a_proxy_that_failed_is_replaced_and_the_old_one_goes_first(stage: Stage) -> None:
    props = a_proxy(stage)
    found = PROXY.diff(f"{APP}/{PROCESS_ID}", props | {"status": "failed"}, props)
    assert found.changes
    assert found.replaces == ["status"]
    assert found.delete_before_replace


def test_create_read_update_and_delete(stage: Stage) -> None:
    stage.run(stage.there.settings(web_delete="remove"))
    props = checked(web(port=80.0, ingressProtocol="grpc"))
    made = created(props)
    assert made.id == f"{APP}/{made.outs['processId']}"
    assert made.outs["ingressProtocol"] == "grpc"
    account = made.outs[HIDDEN].pop(ACCOUNT)
    assert made.outs[HIDDEN] == props[HIDDEN]
    made.outs[HIDDEN][ACCOUNT] = account

    seen = read(made.id, made.outs)
    assert seen.id == made.id
    made.outs[HIDDEN][ACCOUNT] = account | {"company": COMPANY_ID}
    assert seen.outs == made.outs
    assert seen.inputs[HIDDEN] == props[HIDDEN]
    assert set(seen.inputs) == set(props)

    wanted = checked(web(port=81.0, ingressProtocol="grpc"))
    changed = update(made, wanted)
    assert changed.outs["port"] == 81
    assert not PROCESS.diff(made.id, changed.outs, wanted).changes

    PROCESS.delete(made.id, changed.outs)
    assert read(made.id, changed.outs | {"createdAt": None}).id == ""
    PROCESS.delete(made.id, changed.outs)


def test_whatever_the_engine_asks_about_is_no_open_intent_any_more(stage: Stage) -> None:
    made = created(checked(web()))
    assert len(stage.there.session.intent_log.open()) == 1
    PROCESS.diff(made.id, made.outs, made.outs)
    assert stage.there.session.intent_log.open() == []


def test_a_create_that_ends_badly_takes_back_what_it_made(stage: Stage) -> None:
    stage.run(stage.there.fault("provisioning_fails", method="POST"))
    with pytest.raises(SevallaError) as caught:
        PROXY.create(a_proxy(stage))
    text = str(caught.value)
    assert text.startswith('could not create TCP proxy "web" (')
    assert '"failed"' in text
    assert "What had been made was removed again." in text
    assert stage.run(stage.there.objects("tcp_proxies")) == []
    assert stage.there.session.intent_log.open() == []


def test_a_create_that_cannot_take_back_what_it_made_says_so_and_remembers(stage: Stage) -> None:
    stage.run(stage.there.fault("provisioning_fails", method="POST"))
    stage.run(stage.there.fault("status", method="DELETE", status=403))
    with pytest.raises(SevallaError) as caught:
        PROXY.create(a_proxy(stage))
    (left,) = stage.run(stage.there.objects("tcp_proxies"))
    assert f"{APP}/{left['id']} is still there" in str(caught.value)
    assert [intent.made for intent in stage.there.session.intent_log.open()] == [left["id"]]


def test_what_is_known_of_the_account_survives_and_is_no_input(stage: Stage) -> None:
    props = checked(web())
    assert ACCOUNT not in props[HIDDEN]
    made = created(props)
    seen = read(made.id, made.outs)
    account = seen.outs[HIDDEN][ACCOUNT]
    assert account == made.outs[HIDDEN][ACCOUNT] | {"company": COMPANY_ID}
    assert ACCOUNT not in seen.inputs[HIDDEN]
    changed = update(Kept(made.id, seen.outs), checked(web(displayName="new")))
    assert changed.outs[HIDDEN][ACCOUNT] == account


def test_a_state_of_old_is_filled_in_and_nothing_differs(stage: Stage) -> None:
    props = checked(web())
    made = created(props)
    del made.outs[HIDDEN][ACCOUNT]
    seen = read(made.id, made.outs)
    assert seen.outs[HIDDEN][ACCOUNT]["company"] == COMPANY_ID
    assert not PROCESS.diff(made.id, seen.outs, props).changes
    assert read(made.id, seen.outs).outs == seen.outs


@pytest.mark.parametrize("verb", ["read", "update", "delete"])
def test_an_object_out_of_sight_is_an_error_that_names_it(stage: Stage, verb: str) -> None:
    made = created(checked(web()))
    stage.there.clock.advance(60)
    keys = {Api.SEVALLA: DEFAULT_OTHER_API_KEY}
    stage.there.session = stage.there.another_session(keys=keys)
    calls: dict[str, Callable[[], object]] = {
        "read": lambda: read(made.id, made.outs),
        "update": lambda: update(made, checked(web(displayName="new"))),
        "delete": lambda: PROCESS.delete(made.id, made.outs),
    }
    with pytest.raises(SevallaError) as caught:
        calls[verb]()
    text = str(caught.value)
    assert text.startswith(f'could not {verb} process "web" ({made.id}): the API shows')
    assert "`pulumi state delete '<its URN>'` (`pulumi stack --show-urns` tells it)" in text


def test_what_vanished_before_it_could_be_taken_back_is_gone(stage: Stage) -> None:
    props = a_proxy(stage)
    stage.run(stage.there.settings(provisioning={"seconds": 1000}))

    async def gone_with_its_application() -> None:
        await stage.there.clock.sleep(300)
        await stage.there.remove(APP)

    deleting = stage.run_beside(gone_with_its_application())
    with pytest.raises(SevallaError, match="What had been made was removed again"):
        PROXY.create(props)
    stage.run(deleting)


def test_time_outs_of_the_program_are_kept_to(stage: Stage) -> None:
    stage.run(stage.there.settings(provisioning={"seconds": 1000}))
    props = a_proxy(stage) | {HIDDEN: KEPT | {"timeouts": {"create": "42s"}}}
    with pytest.raises(SevallaError, match="waited 42 s for the TCP proxy to be ready"):
        PROXY.create(props)


def test_ten_minutes_are_the_time_out_when_the_program_gives_none(stage: Stage) -> None:
    stage.run(stage.there.settings(provisioning={"seconds": 1000}))
    with pytest.raises(SevallaError, match="waited 600 s"):
        PROXY.create(a_proxy(stage))


def test_the_user_hears_what_is_being_waited_for(stage: Stage) -> None:
    stage.run(stage.there.settings(provisioning={"seconds": 5}))
    PROXY.create(a_proxy(stage))
    assert any(told.startswith("creating, 1 s of 10 min") for told in stage.heard.statuses)


@pytest.mark.parametrize("verb", ["create", "read", "update", "delete"])
def test_an_error_says_what_was_attempted_and_shows_no_traceback(stage: Stage, verb: str) -> None:
    made = created(checked(web(type="worker")))
    stage.run(stage.there.fault("status", status=403))
    wanted = checked(web(type="worker", displayName="new"))
    calls: dict[str, Callable[[], object]] = {
        "create": lambda: created(wanted),
        "read": lambda: read(made.id, made.outs),
        "update": lambda: update(made, wanted),
        "delete": lambda: PROCESS.delete(made.id, made.outs),
    }
    with pytest.raises(SevallaError) as caught:
        calls[verb]()
    where = f" in {APP}" if verb == "create" else f" ({made.id})"
    assert str(caught.value).startswith(f'could not {verb} process "web"{where}: ')
    assert "status 403" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value, limit=0))
    assert shown.startswith(f"SevallaError: could not {verb}")
    assert "Traceback" not in shown
    assert "Forbidden" not in shown


def test_what_was_taken_over_is_given_back_when_its_create_fails(stage: Stage) -> None:
    app_id = stage.run(stage.there.make("applications", display_name="theirs"))
    stage.run(stage.there.fault("status", status=422, method="PATCH", calls=[1]))
    with pytest.raises(SevallaError) as caught:
        created(checked(web(appId=app_id, adoptExisting=True, port=3000.0)))
    assert str(caught.value).endswith("What had been taken over is again what it was.")
    (found,) = [
        each for each in stage.run(stage.there.objects("processes")) if each["app_id"] == app_id
    ]
    assert found["port"] == 8080


def test_a_missing_key_is_told_as_such(stage: Stage) -> None:
    stage.trouble = SettingsError("There is no Sevalla API key.")
    with pytest.raises(
        SevallaError, match=r'could not create process "web" in .*no Sevalla API key'
    ):
        created(checked(web()))


def test_an_id_of_another_form_is_not_called_a_mistake_of_the_provider(stage: Stage) -> None:
    with pytest.raises(SevallaError) as caught:
        PROCESS.read("web", {})
    assert "is not of the form app_id/process_id" in str(caught.value)
    assert "mistake in the provider" not in str(caught.value)


@pytest.mark.parametrize("own", ["..", ".", PROCESS_ID + "?x", "", "7"])
def test_an_id_that_somebody_typed_is_checked_before_any_request(stage: Stage, own: str) -> None:
    with pytest.raises(SevallaError, match="is not of the form app_id/process_id"):
        PROCESS.read(f"{APP}/{own}", checked(web()))
    assert stage.run(stage.there.requests()) == []


def test_an_id_in_capitals_is_brought_into_normal_form(stage: Stage) -> None:
    made = created(checked(web()))
    found = PROCESS.read(made.id.upper(), checked(web()))
    assert found.id == made.id


def test_the_configuration_of_the_stack_reaches_the_host(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(module, "end_with_the_engine", lambda: called.append("watch"))
    monkeypatch.setattr(module, "hide_tracebacks", lambda: called.append("hide"))
    config = {"sevalla:apiKey": "key", "sevalla:pollInterval": 3, "other:thing": "x"}
    PROCESS.configure(cast("ConfigureRequest", SimpleNamespace(config=config)))
    assert stage.configuration == {"sevalla:apiKey": "key", "sevalla:pollInterval": "3"}
    assert called == ["watch", "hide"]


def test_an_application_that_is_not_there_is_an_error_that_says_what_lists_them(
    stage: Stage,
) -> None:
    props = a_proxy(stage) | {"appId": PROCESS_ID}
    with pytest.raises(SevallaError) as caught:
        PROXY.create(props)
    assert "`getApplications` lists each application that this key sees" in str(caught.value)
