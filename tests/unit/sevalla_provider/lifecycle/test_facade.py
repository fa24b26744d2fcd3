"""What both ways in rely on, whichever of them calls."""

import asyncio
from pathlib import Path

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import Forbidden, ServerFault
from sevalla_provider.lifecycle.errors import AccountNotProven, CreateIncomplete
from sevalla_provider.lifecycle.facade import Created, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.emulated import Bench, bench, web, worker
from unit.samples import APP, PROCESS_ID, Inputs, proxy

pytestmark = pytest.mark.anyio

SECRET = "correct-horse-battery"
NOTHING = PropertySet({})


class Failure(Exception):
    """What the way in raises."""


def operations(
    there: Bench | None = None, resource: Resource = PROCESS, urn: str = ""
) -> ResourceOperations:
    def open_session() -> object:
        assert there is not None
        return there.session

    return ResourceOperations(
        open_session,  # type: ignore[arg-type] # a session, or none that is asked for
        resource,
        "web",
        "project/stack/web",
        Failure,
        lambda message, _error: Failure(message),
        urn=urn,
    )


def said(error: BaseException, *handed: PropertySet, where: str = "", urn: str = "") -> str:
    with (
        pytest.raises(Failure) as caught,
        operations(urn=urn).attempt("create", *handed, where=where),
    ):
        raise error
    return str(caught.value)


async def made(there: Bench) -> Created:
    return await operations(there).create(PropertySet(worker(), frozenset({"port"})), None)


def test_an_attempt_that_fails_says_what_was_attempted() -> None:
    assert said(ServerFault("GET /", "oops"), where="in 1").startswith(
        'could not create process "web" in 1: '
    )
    assert said(ServerFault("GET /", "oops")).startswith('could not create process "web": ')
    assert "the run was cancelled" in said(asyncio.CancelledError())


def test_an_attempt_lets_pass_what_the_way_in_has_said_itself() -> None:
    assert said(Failure("in its own words")) == "in its own words"


@pytest.mark.parametrize("place", [0, 1])
def test_an_attempt_repeats_no_secret_of_what_it_was_handed(place: int) -> None:
    handed = [NOTHING, NOTHING]
    handed[place] = PropertySet({"entrypoint": SECRET}, frozenset({"entrypoint"}))
    text = said(ServerFault("GET /", f'what is "{SECRET}"?'), *handed)
    assert SECRET not in text
    assert "[secret]" in text
    assert SECRET in said(ServerFault("GET /", f'what is "{SECRET}"?'), PropertySet({}))


def test_how_to_forget_an_object_is_told_by_its_urn_where_that_is_known() -> None:
    missing = AccountNotProven("it is not there", "some key")
    assert "pulumi state delete urn:of:it`" in said(missing, urn="urn:of:it")
    assert "<its URN>" in said(AccountNotProven("it is not there", "some key"))


def test_a_check_names_judges_and_warns_without_a_session() -> None:
    inputs = PropertySet({"app_id": "one", "type": "worker"}, frozenset({"port"}))
    checked = operations().check(inputs, NOTHING, lambda: "web-1234567")
    assert checked.inputs == PropertySet(
        {"app_id": "one", "type": "worker", "display_name": "web-1234567"}, frozenset({"port"})
    )
    assert {each.where() for each in checked.failures} == {"app_id", "resource_type_id"}
    assert checked.secrets == {"port"}
    assert "token" in operations(resource=TUNNEL_SHARE).check(NOTHING, NOTHING, str).secrets


def test_a_check_keeps_the_name_that_the_object_has() -> None:
    state = PropertySet({"display_name": "web-1234567"})
    checked = operations().check(PropertySet({"type": "worker"}), state, lambda: "another")
    assert checked.inputs.properties["display_name"] == "web-1234567"


async def test_what_is_made_is_kept_with_its_secrets_and_its_account(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        assert created.state.secrets == {"port"}
        assert created.state.account == there.session.made_by(PROCESS)
        (intent,) = there.session.intent_log.open()
        assert intent.made == created.state.properties["process_id"]


@pytest.mark.parametrize("verb", ["diff", "read", "update", "delete"])
async def test_whoever_asks_about_an_object_has_it(tmp_path: Path, verb: str) -> None:
    async with bench(tmp_path) as there:
        created, own = await made(there), operations(there)
        resource_id, state, inputs = created.resource_id, created.state, PropertySet(worker())
        if verb == "diff":
            assert own.diff(resource_id, state, inputs).changes == []
        elif verb == "read":
            found = await own.read(resource_id, state, inputs.properties)
            assert found is not None
            assert found.state.properties == state.properties
            assert (found.state.secrets, found.inputs.secrets) == (state.secrets, state.secrets)
            assert found.state.account is not None
        elif verb == "update":
            wanted = PropertySet(worker(entrypoint="serve"), frozenset({"entrypoint"}))
            updated = await own.update(resource_id, state, wanted, None)
            assert updated.properties["entrypoint"] == "serve"
            assert (updated.secrets, updated.account) == (wanted.secrets, state.account)
        else:
            await own.delete(resource_id, state, None)
        assert there.session.intent_log.open() == []


async def test_an_id_that_a_person_typed_is_brought_into_normal_form(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there)
        found = await operations(there).read(created.resource_id.upper(), NOTHING, None)
        assert found is not None
        assert found.resource_id == created.resource_id


@pytest.mark.parametrize(("inputs", "first"), [(web(), True), (worker(), False)])
async def test_a_replacement_waits_for_what_cannot_be_there_twice(
    tmp_path: Path, inputs: Inputs, first: bool
) -> None:
    async with bench(tmp_path) as there:
        same = PropertySet(inputs)
        found = operations(there).diff(f"{APP}/{PROCESS_ID}", same, same)
        assert found.delete_before_replace is first


@pytest.mark.parametrize("removable", [True, False])
async def test_what_was_half_made_is_looked_for_until_it_is_taken_back(
    tmp_path: Path, removable: bool
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"polls": 1000})
        process_id = await there.make("processes", app_id=APP, type="worker")
        own = operations(there, TCP_PROXY)
        with pytest.raises(CreateIncomplete) as caught:
            await own.create(PropertySet(proxy(process_id=process_id)), Timeout(30))
        incomplete = caught.value
        before = there.session.intent_log.open()
        assert [each.made for each in before] == [incomplete.resource_id.partition("/")[2]]
        assert incomplete.account == there.session.made_by(TCP_PROXY)
        if removable:
            await own.take_back(incomplete, None)
            assert there.session.intent_log.open() == []
            return
        await there.fault("status", method="DELETE", status=403)
        with pytest.raises(Forbidden):
            await own.take_back(incomplete, None)
        assert there.session.intent_log.open() == before
