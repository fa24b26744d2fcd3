"""EnvironmentVariables: one resource that stands for many objects, on the emulator."""

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    CreateIncomplete,
    EntryFailed,
    Taken,
    UpdateIncomplete,
)
from sevalla_provider.lifecycle.facade import Found, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.progress import narrated_by
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from sevalla_provider.resources.applications.environment_variables import ENVIRONMENT_VARIABLES
from unit.emulated import Bench, bench
from unit.listeners import Listener
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

URN = "urn:pulumi:dev::shop::sevalla:index:EnvironmentVariables::env"
ITS_ID = ENVIRONMENT_VARIABLE.id_output


class Failure(Exception):
    """What the way in raises."""


def operations(there: Bench, urn: str = URN) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        ENVIRONMENT_VARIABLES,
        "env",
        urn,
        Failure,
        lambda message, _error: Failure(message),
        urn=urn,
    )


def saying(variables: Mapping[str, Any], **more: JsonValue) -> PropertySet:
    said: Inputs = {"app_id": APP, "variables": dict(variables), **more}
    checked = check(ENVIRONMENT_VARIABLES.inputs, said)
    assert checked.failures == []
    return PropertySet(checked.inputs)


def of(properties: PropertySet) -> Inputs:
    return dict(properties.properties)


async def made(there: Bench, variables: Mapping[str, Any], **more: JsonValue) -> PropertySet:
    return (await operations(there).create(saying(variables, **more), None)).state


async def there_are(there: Bench) -> dict[str, str]:
    return {one["key"]: one["value"] for one in await there.objects("env_vars")}


async def writes(there: Bench) -> list[str]:
    """Each write since the last time: its method, and the key that it is about where it says so."""
    found = await there.requests("POST", "PUT", "DELETE")
    await there.forget_requests()
    return sorted(
        f"{one.method} {one.body['key']}"
        if isinstance(one.body, dict) and "key" in one.body
        else one.method
        for one in found
    )


async def gets(there: Bench) -> int:
    return len(await there.requests("GET"))


async def seen(there: Bench, state: PropertySet, said: PropertySet) -> Found:
    there.session = there.another_session()
    found = await operations(there).read(APP, state, said.properties)
    assert found is not None
    return found


def differing(state: PropertySet, said: PropertySet) -> dict[str, tuple[Any, Any]]:
    found = changes(ENVIRONMENT_VARIABLES, state.properties, said.properties)
    assert not any(each.replaces for each in found)
    return {each.name: (each.actual, each.wanted) for each in found}


async def test_keys_values_and_flags_are_changed_by_one_request_each(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"my_key": "1", "KEPT": "2", "GONE": "3", "e": ""})
        assert await writes(there) == ["POST GONE", "POST KEPT", "POST e", "POST my_key"]
        said = saying({"my_key": "other", "KEPT": "2", "NEW_key": "4", "e": ""})
        state = await operations(there).update(APP, state, said, None)
        assert await writes(there) == ["DELETE", "POST NEW_key", "PUT"]
        assert await there_are(there) == of(said)["variables"]
        assert of(state)["variables"] == of(said)["variables"]
        assert set(of(state)["env_var_ids"]) == {"my_key", "KEPT", "NEW_key", "e"}
        said = saying({**of(said)["variables"]}, is_buildtime=False)
        state = await operations(there).update(APP, state, said, None)
        assert await writes(there) == ["PUT"] * 4
        found = await seen(there, state, said)
        assert found.state.properties == state.properties
        assert found.inputs.properties == said.properties
        assert not differing(found.state, said)
        await operations(there).delete(APP, state, None)
        assert await writes(there) == ["DELETE"] * 4
        assert await there_are(there) == {}


async def test_no_variables_are_some_too(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {})
        found = await seen(there, state, saying({}))
        assert not differing(found.state, saying({}))
        await operations(there).update(APP, state, saying({"A": "1"}), None)
        assert await there_are(there) == {"A": "1"}


async def test_every_taken_key_is_refused_before_any_write(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        ids = {
            key: await there.make("env_vars", app_id=APP, key=key, value="theirs") for key in "AB"
        }
        with pytest.raises(Taken) as caught:
            await made(there, {"NEW": "1", "A": "2", "B": "3"})
        for key, each in ids.items():
            assert f'"{key}" ({APP}/{each})' in str(caught.value)
        assert "pulumi import sevalla:index:EnvironmentVariable <resource> <id>" in str(
            caught.value
        )
        assert await writes(there) == []
        state = await made(there, {"NEW": "1"})
        await there.forget_requests()
        with pytest.raises(Taken):
            await operations(there).update(APP, state, saying({"NEW": "2", "A": "2"}), None)
        assert await writes(there) == []
        assert await there_are(there) == {"A": "theirs", "B": "theirs", "NEW": "1"}


async def test_a_key_of_another_resource_of_the_stack_is_taken(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        inputs: Inputs = {"app_id": APP, "key": "A", "value": "1"}
        one = await create(there.session, ENVIRONMENT_VARIABLE, inputs, "project/stack/one", 60)
        there.session.acknowledge(
            ENVIRONMENT_VARIABLE, one.resource_id, one.outputs, "project/stack/one"
        )
        with pytest.raises(Taken, match="in this very stack"):
            await made(there, {"A": "2"})
        await made(there, {"B": "2"})
        other = operations(there, f"{URN}2")
        with pytest.raises(Taken):
            await other.create(saying({"B": "2"}), None)


async def test_what_was_made_again_by_hand_is_a_changed_value(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        said = saying({"A": "1"})
        state = await made(there, {"A": "1"})
        await there.remove(of(state)["env_var_ids"]["A"])
        again = await there.make("env_vars", app_id=APP, key="A", value="2")
        # Without a refresh, the change finds it by its key.
        there.session = there.another_session()
        changed = await operations(there).update(APP, state, saying({"A": "3"}), None)
        assert of(changed)["env_var_ids"] == {"A": again}
        assert await there_are(there) == {"A": "3"}
        found = await seen(there, state, said)
        assert of(found.state)["env_var_ids"] == {"A": again}
        assert differing(found.state, said) == {"variables": ({"A": "3"}, {"A": "1"})}


@pytest.mark.parametrize(
    ("laid", "name", "actual"),
    [
        ({"value": "drifted"}, "variables", {"A": "drifted", "B": "2"}),
        ({"is_runtime": False}, "is_runtime", False),
        ({"is_buildtime": False}, "is_buildtime", False),
        (None, "variables", {"B": "2"}),
    ],
)
async def test_drift_is_seen_each_time_and_healed_by_one_request(
    tmp_path: Path, laid: Inputs | None, name: str, actual: Any
) -> None:
    async with bench(tmp_path) as there:
        said = saying({"A": "1", "B": "2"})
        state = await made(there, {"A": "1", "B": "2"})
        there.clock.advance(60)
        own = of(state)["env_var_ids"]["A"]
        await (there.remove(own) if laid is None else there.change(own, **laid))
        for _twice in range(2):
            found = await seen(there, state, said)
            state = found.state
            assert differing(state, said)[name][0] == actual
        await there.forget_requests()
        state = await operations(there).update(APP, state, said, None)
        assert await writes(there) == ["POST A" if laid is None else "PUT"]
        assert not differing((await seen(there, state, said)).state, said)


async def test_others_are_nobodys_business_unless_it_is_exclusive(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"A": "1"})
        await there.make("env_vars", app_id=APP, key="THEIRS", value="x")
        said = saying({"A": "1"})
        found = await seen(there, state, said)
        assert of(found.state)["variables"] == {"A": "1"}
        alone = saying({"A": "1"}, exclusive=True)
        assert differing(found.state, alone) == {"exclusive": (False, True)}
        await there.forget_requests()
        state = await operations(there).update(APP, found.state, alone, None)
        assert await writes(there) == ["DELETE"]
        assert await there_are(there) == {"A": "1"}
        await there.make("env_vars", app_id=APP, key="THEIRS", value="x")
        found = await seen(there, state, alone)
        both = {"A": "1", "THEIRS": "x"}
        assert of(found.inputs)["variables"] == both
        assert differing(found.state, alone) == {"variables": (both, {"A": "1"})}
        # What is not this resource's is not deleted when it ceases to be exclusive.
        assert set(differing(found.state, said)) == {"exclusive"}
        # A key that somebody else has is refused all the same.
        wanted = saying({"A": "1", "THEIRS": "x"}, exclusive=True)
        assert differing(found.state, wanted)
        with pytest.raises(Taken):
            await operations(there).update(APP, found.state, wanted, None)
        await there.forget_requests()
        state = await operations(there).update(APP, found.state, alone, None)
        assert await writes(there) == ["DELETE"]
        assert not differing((await seen(there, state, alone)).state, alone)


async def test_what_goes_with_an_exclusive_create_is_named(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("env_vars", app_id=APP, key="THEIRS", value="x")
        await there.make("env_vars", app_id=OTHER_APP, key="ELSEWHERE", value="x")
        listener = Listener()
        with narrated_by(listener):
            await made(there, {"A": "1"}, exclusive=True)
        assert any('"THEIRS"' in each for each in listener.warnings)
        assert await there_are(there) == {"ELSEWHERE": "x", "A": "1"}


async def test_a_destroy_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"A": "1", "B": "2"}, exclusive=True)
        await there.make("env_vars", app_id=APP, key="THEIRS", value="x")
        state = (await seen(there, state, saying({"A": "1", "B": "2"}, exclusive=True))).state
        await there.remove(of(state)["env_var_ids"]["A"])
        await operations(there).delete(APP, state, None)
        assert await there_are(there) == {"THEIRS": "x"}


KEYS = {f"KEY_{number}": f"value {number}" for number in range(6)}


@pytest.mark.parametrize("lost", range(1, 7))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_lost_answer_makes_no_second_one(tmp_path: Path, lost: int, when: str) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", path="**/env-vars", calls=[lost], when=when)
        state = await made(there, KEYS)
        assert await there_are(there) == KEYS
        assert len(await there.objects("env_vars")) == len(KEYS)
        assert not differing((await seen(there, state, saying(KEYS))).state, saying(KEYS))


@pytest.mark.parametrize("lost", range(1, 4))
async def test_a_lost_answer_in_an_update_makes_no_second_one(tmp_path: Path, lost: int) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"KEY_0": "old", "GONE": "x"})
        three = {key: KEYS[key] for key in ("KEY_0", "KEY_1", "KEY_2")}
        for method in ("POST", "PUT", "DELETE"):
            await there.fault("reset", method=method, calls=[lost], when="after")
        there.session = there.another_session()
        await operations(there).update(APP, state, saying(three), None)
        assert await there_are(there) == three
        assert len(await there.objects("env_vars")) == len(three)


async def incomplete(there: Bench, variables: Mapping[str, Any]) -> CreateIncomplete:
    with pytest.raises(CreateIncomplete) as caught:
        await operations(there).create(saying(variables), Timeout(60))
    return caught.value


async def test_half_made_is_kept_with_what_was_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", path="**/env-vars", calls=[3], status=403)
        error = await incomplete(there, KEYS)
        kept = of(error.state)
        assert isinstance(error.__cause__, EntryFailed)
        assert "403" in str(error.__cause__)
        assert 'the environment variable "KEY_' in str(error.__cause__)
        assert kept["variables"] == await there_are(there)
        assert 2 <= len(kept["variables"]) < len(KEYS)
        assert set(kept["env_var_ids"]) == set(kept["variables"])
        # What the engine has kept it hands to an update.
        await there.mend()
        there.session = there.another_session()
        await there.forget_requests()
        state = await operations(there).update(APP, error.state, saying(KEYS), None)
        missing = KEYS.keys() - kept["variables"].keys()
        assert await writes(there) == sorted(f"POST {key}" for key in missing)
        assert not differing((await seen(there, state, saying(KEYS))).state, saying(KEYS))


async def test_half_made_is_taken_back(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        theirs = {"THEIRS": "x"}
        await there.make("env_vars", app_id=APP, key="THEIRS", value="x")
        await there.fault("status", method="POST", path="**/env-vars", calls=[3], status=403)
        error = await incomplete(there, KEYS)
        await operations(there).take_back(error, None)
        assert await there_are(there) == theirs
        assert there.session.intent_log.open() == []


async def test_a_refused_create_leaves_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", path="**/env-vars", status=422)
        with pytest.raises(EntryFailed, match="422"):
            await made(there, {"A": "1"})
        assert there.session.intent_log.open() == []


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
async def test_half_changed_is_kept_with_what_was_changed(tmp_path: Path, method: str) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"A": "1", "B": "1", "GONE": "1", "ALSO": "1"})
        said = saying({"A": "2", "B": "2", "C": "2", "D": "2"})
        await there.fault("status", method=method, calls=[2], status=403)
        with pytest.raises(UpdateIncomplete) as caught:
            await operations(there).update(APP, state, said, None)
        kept = caught.value.state
        assert of(kept)["variables"] == await there_are(there)
        await there.mend()
        there.session = there.another_session()
        state = await operations(there).update(APP, kept, said, None)
        assert await there_are(there) == of(said)["variables"]
        # The dynamic way in has the old state still.
    assert not differing(state, said)


async def killed(there: Bench, work: Coroutine[Any, Any, object], at: int) -> None:
    """Let a run end, as by a kill, while the answer to one POST is on its way."""
    await there.fault("hang", method="POST", path="**/env-vars", calls=[at], when="after")
    task = asyncio.create_task(work)
    await there.clock.sleep(5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await there.mend()
    there.session = there.another_session()


@pytest.mark.parametrize("at", range(1, 7))
async def test_a_killed_create_is_resumed(tmp_path: Path, at: int) -> None:
    async with bench(tmp_path) as there:
        await killed(there, operations(there).create(saying(KEYS), None), at)
        state = await made(there, KEYS)
        assert await there_are(there) == KEYS
        assert len(await there.requests("POST")) == len(KEYS)
        await seen(there, state, saying(KEYS))
        assert there.session.intent_log.open() == []


@pytest.mark.parametrize("at", range(1, 6))
async def test_a_killed_update_is_resumed_from_the_old_state(tmp_path: Path, at: int) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"KEY_0": "old", "GONE": "x"})
        operations(there).replied(APP, state)
        there.session.intent_log.ended_in_order()
        assert there.session.intent_log.open() == []
        there.session = there.another_session()
        await killed(there, operations(there).update(APP, state, saying(KEYS), None), at)
        updated = await operations(there).update(APP, state, saying(KEYS), None)
        assert await there_are(there) == KEYS
        assert len(await there.requests("POST")) == 1 + len(KEYS)
        operations(there).replied(APP, updated)
        there.session.intent_log.ended_in_order()
        assert there.session.intent_log.open() == []


async def test_an_import_takes_all(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        for key, runtime in (("A", True), ("b_c", False)):
            await there.make("env_vars", app_id=APP, key=key, value=key, is_runtime=runtime)
        found = await operations(there).read(APP, PropertySet({}), None)
        assert found is not None
        said: Inputs = {"app_id": APP, "variables": {"A": "A", "b_c": "b_c"}}
        assert found.inputs.properties == said
        assert not differing(found.state, PropertySet(said))
        again = await seen(there, found.state, PropertySet(said))
        assert differing(again.state, PropertySet(said)) == {"is_runtime": (False, True)}
        await there.forget_requests()
        await operations(there).update(APP, again.state, PropertySet(said), None)
        assert await writes(there) == ["PUT"]


async def test_it_is_gone_with_its_application(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"A": "1"})
        await there.remove(APP)
        there.session = there.another_session()
        said = saying({"A": "1"}).properties
        assert await operations(there).read(APP, state, said) is None
        await operations(there).delete(APP, state, None)


async def test_a_new_variable_that_lists_do_not_show_yet_is_no_drift(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 5})
        state = await made(there, {"A": "1"})
        found = await seen(there, state, saying({"A": "1"}))
        assert of(found.state)["variables"] == {"A": "1"}


MANY = {f"KEY_{number}": f"value {number}" for number in range(200)}


async def test_two_hundred_variables(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(limits={"write": {"limit": 10_000}, "read": {"limit": 10_000}})
        for key, value in MANY.items():
            await there.make("env_vars", app_id=APP, key=key, value=value)
        imported = await operations(there).read(APP, PropertySet({}), None)
        assert imported is not None
        assert await gets(there) == 2
        await there.forget_requests()
        found = await seen(there, imported.state, saying(MANY))
        # Two pages; and once a session, where no state has it yet, the company.
        assert await gets(there) == 3
        await there.forget_requests()
        found = await seen(there, found.state, saying(MANY))
        assert await gets(there) == 2
        assert not differing(found.state, saying(MANY))
        await there.forget_requests()
        there.session = there.another_session()
        said = saying({**MANY, "KEY_7": "changed"})
        await operations(there).update(APP, found.state, said, None)
        assert [one.method for one in await there.requests()] == ["PUT"]


async def test_two_hundred_variables_wait_for_the_rate_limit_and_no_longer(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session = there.another_session()
        began = there.clock.now()
        few = dict(list(MANY.items())[:90])  # of more intents some are read in a thread
        await made(there, few)
        assert await there_are(there) == few
        assert await gets(there) == 1
        assert 2 * 60 < there.clock.now() - began < 4 * 60


async def test_both_resources_share_one_list(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        state = await made(there, {"A": "1"})
        inputs: Inputs = {"app_id": APP, "key": "B", "value": "1"}
        one = await create(there.session, ENVIRONMENT_VARIABLE, inputs, "project/stack/one", 60)
        there.session = there.another_session()
        single = ResourceOperations(
            lambda: there.session,
            ENVIRONMENT_VARIABLE,
            "one",
            "project/stack/one",
            Failure,
            lambda message, _error: Failure(message),
        )
        kept = PropertySet(one.outputs, account=state.account)
        await there.forget_requests()
        await asyncio.gather(
            operations(there).read(APP, state, saying({"A": "1"}).properties),
            single.read(one.resource_id, kept, inputs),
        )
        lists = [each for each in await there.requests() if each.path.endswith("/env-vars")]
        assert len(lists) == 1


@pytest.mark.parametrize(
    ("variables", "places"),
    [
        ({"my-key": "x", "my_key": 7, "other_key": "x" * 32_769}, None),
        ({"": "x"}, ['variables[""]']),
        ({"[key]": "x"}, ['variables["[key]"]']),
        ("A=1", ["variables"]),
        ([], ["variables"]),
        ({"A" * 256: "x"}, None),
    ],
)
def test_what_is_wrong_is_named_by_its_key(variables: Any, places: list[str] | None) -> None:
    said = {"app_id": APP, "variables": variables}
    failures = check(ENVIRONMENT_VARIABLES.inputs, said).failures
    found = [each.where(str.upper) for each in failures]
    expected = places or [f"variables.{key}" for key in variables]
    assert [each.replace("VARIABLES", "variables") for each in found] == expected
    assert not any("x" * 9 in each.told(ENVIRONMENT_VARIABLES.secrets) for each in failures)


def test_values_that_can_break_a_rollout_are_warned_of_by_key() -> None:
    (told,) = ENVIRONMENT_VARIABLES.warnings(saying({"my_key": "call(me)", "B": "fine"}).properties)
    assert '"my_key"' in told
    assert "call" not in told
    assert '"B"' not in told
