"""What is particular to domains, on the emulator: each weak point of the peer is a test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import CreateIncomplete, Taken, explain
from sevalla_provider.lifecycle.facade import Created, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.domain import DOMAIN
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

PATH = f"/applications/{APP}/domains"
NAME = "shop.example"


def pem(label: str, body: str) -> str:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


PAIR: Inputs = {
    "custom_ssl_cert": pem("CERTIFICATE", "MIIB"),
    "custom_ssl_key": pem("PRIVATE KEY", "c2VjcmV0"),
}


class Failure(Exception):
    """What the way in raises."""


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        await ready.forget_requests()
        yield ready


def operations(there: Bench, name: str = "it") -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        DOMAIN,
        name,
        f"project/stack/{name}",
        Failure,
        lambda message, _error: Failure(message),
    )


def saying(**more: Any) -> PropertySet:
    checked = check(DOMAIN.inputs, {"app_id": APP, "domain_name": NAME, **more})
    assert checked.failures == []
    return PropertySet(checked.inputs)


async def made(there: Bench, name: str = "it", *, within: float = 60, **more: Any) -> Created:
    return await operations(there, name).create(saying(**more), Timeout(within))


async def domain(there: Bench, resource_id: str) -> Inputs:
    own = resource_id.partition("/")[2]
    return next(each for each in await there.objects("domains") if each["id"] == own)


async def system_domain(there: Bench) -> str:
    """The id of the one that the platform made."""
    found = await there.objects("domains")
    of_app = next(e for e in found if e["_emulator"]["owner"] == APP and e["type"] == "SYSTEM")
    return f"{APP}/{of_app['id']}"


async def imported(there: Bench, resource_id: str) -> tuple[PropertySet, PropertySet]:
    """State and inputs."""
    found = await operations(there).read(resource_id, PropertySet({}), None)
    assert found is not None
    return found.state, found.inputs


async def asked(there: Bench, *methods: str) -> list[str]:
    lines = [f"{each.method} {each.path.removeprefix('/v3')}" for each in await there.requests()]
    return [each for each in lines if not methods or each.partition(" ")[0] in methods]


async def writes(there: Bench) -> list[str]:
    return await asked(there, "POST", "PATCH", "PUT", "DELETE")


def changed(state: PropertySet, inputs: PropertySet, there: Bench) -> dict[str, bool]:
    """What differs, each with whether it replaces."""
    found = operations(there).diff("x/y", state, inputs)
    return {each.name: each.replaces for each in found.changes}


# --- records and certificates ---------------------------------------------------------------------


async def test_its_dns_records_are_read_after_the_answer(there: Bench) -> None:
    """Peer row 24: they are fetched and thrown away."""
    created = await made(there)
    records = created.state.properties["dns_records"]
    assert isinstance(records, list)
    assert [sorted(each) for each in records if isinstance(each, dict)] == [
        ["name", "type", "value"]
    ] * 2
    (post,) = await there.requests("POST")
    assert post.body == {"domain_name": NAME}


@pytest.mark.parametrize(
    "change",
    [
        {"custom_ssl_cert": pem("CERTIFICATE", "MIIC")},
        {"custom_ssl_key": pem("PRIVATE KEY", "c2Vj")},
        {"is_wildcard": True},
        {"domain_name": "other.example"},
        {"app_id": OTHER_APP},
    ],
    ids="".join,
)
async def test_what_no_call_changes_replaces(there: Bench, change: Inputs) -> None:
    """Peer row 25: such a change plans an update, which then always fails."""
    created = await made(there, **PAIR)
    wanted = saying(**{**PAIR, **change})
    found = operations(there).diff(created.resource_id, created.state, wanted)
    assert {each.name: each.replaces for each in found.changes} == dict.fromkeys(change, True)
    # A name is there but once.
    assert found.delete_before_replace == ("domain_name" not in change)


async def test_certificate_and_key_are_secret_and_in_no_answer(there: Bench) -> None:
    """Peer row 28: certificate and private key in clear in the state."""
    assert DOMAIN.secrets == {"custom_ssl_cert", "custom_ssl_key"}
    created = await made(there, **PAIR)
    (post,) = await there.requests("POST")
    assert post.body == {"domain_name": NAME, **PAIR}
    state, inputs = await imported(there, created.resource_id)
    assert not PAIR.keys() & {*state.properties, *inputs.properties}
    assert changed(state, saying(**PAIR), there) == {}


@pytest.mark.parametrize("form", ["page", "array"])
async def test_a_list_is_a_page_or_a_bare_array(there: Bench, form: str) -> None:
    """Peer row 27: the list is read as a bare array; the reference says a page."""
    created = await made(there)
    listed: list[JsonValue] = [
        {name: value for name, value in each.items() if name != "_emulator"}
        for each in await there.objects("domains")
        if each["_emulator"]["owner"] == APP
    ]
    page = {"data": listed, "total": len(listed), "offset": 0, "limit": 100}
    body = page if form == "page" else listed
    await there.fault("replace_body", method="GET", path="**/domains", body=body)
    there.session = there.another_session()
    found = await there.session.place(DOMAIN, APP).lists.all()
    assert created.resource_id.partition("/")[2] in found
    assert len(found) == 2


@pytest.mark.parametrize("shown", [None, [], "words", {"code": 1}, [{"deep": [1.5]}]])
async def test_errors_are_shown_in_whatever_shape(there: Bench, shown: JsonValue) -> None:
    created = await made(there)
    await there.fault("unknown_field", method="GET", path="**/domains/*", merge={"errors": shown})
    found = await operations(there).read(created.resource_id, created.state, ("app_id",))
    assert found is not None
    assert found.state.properties.get("errors") == shown


# --- waiting --------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["ACTIVE", "TIMED_OUT"])
async def test_it_is_not_waited_for_unless_the_program_asks(there: Bench, outcome: str) -> None:
    await there.settings(verification={"seconds": 1000}, verification_outcome=outcome)
    created = await made(there, within=30)
    assert created.state.properties["status"] == "VERIFICATION"
    there.clock.advance(5000)
    there.session = there.another_session()
    found = await operations(there).read(created.resource_id, created.state, ("domain_name",))
    assert found is not None
    assert found.state.properties["status"] == outcome
    assert changed(found.state, saying(), there) == {}


async def test_it_is_waited_for_where_the_program_asks(there: Bench) -> None:
    """Peer row 26: the status is not refreshed."""
    await there.settings(verification={"seconds": 100})
    with listening() as listener:
        created = await made(there, within=600, wait_until_active=True)
    assert created.state.properties["status"] == "ACTIVE"
    row = [each for each in listener.statuses if " of 10 min, next look" in each]
    assert row[0].startswith("VERIFICATION, DNS rec")
    assert f"CNAME {NAME} = ingress." in row[0]
    assert row[-1].startswith("POINTING, ")
    assert await writes(there) == [f"POST {PATH}"]


async def test_the_platform_is_made_to_look_again_and_not_without_a_pause(there: Bench) -> None:
    await there.settings(verification={"seconds": 30}, verification_outcome="TIMED_OUT")
    began = there.clock.now()

    async def publish() -> None:
        await there.clock.sleep(100)
        await there.settings(verification_outcome="ACTIVE")

    publishing = asyncio.create_task(publish())
    created = await made(there, within=600, wait_until_active=True)
    await publishing
    assert created.state.properties["status"] == "ACTIVE"
    own = created.resource_id.partition("/")[2]
    first, *again = await writes(there)
    assert first == f"POST {PATH}"
    assert set(again) == {f"POST {PATH}/{own}/refresh-status"}
    assert len(again) <= (there.clock.now() - began) / 10


async def test_one_that_times_out_at_once_is_asked_for_at_the_interval(there: Bench) -> None:
    await there.settings(verification_outcome="TIMED_OUT")
    with pytest.raises(CreateIncomplete):
        await made(there, within=100, wait_until_active=True)
    assert 5 <= len(await writes(there)) <= 11


async def test_what_is_not_active_in_time_is_kept_and_waited_for_by_the_next_run(
    there: Bench,
) -> None:
    await there.settings(verification={"seconds": 1000})
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, within=60, wait_until_active=True)
    words = explain("create", caught.value)
    for word in ("to be ACTIVE", 'status "VERIFICATION"', f"CNAME {NAME} = "):
        assert word in words
    state, resource_id = caught.value.state, caught.value.resource_id
    wanted = saying(wait_until_active=True)
    assert changed(state, wanted, there) == {"status": False}
    await there.settings(verification={"seconds": 0})
    there.clock.advance(3000)
    there.session = there.another_session()
    await there.forget_requests()
    after = await operations(there).update(resource_id, state, wanted, Timeout(60))
    assert after.properties["status"] == "ACTIVE"
    assert await writes(there) == []
    assert changed(after, wanted, there) == {}


async def test_to_be_waited_for_is_asked_later_as_well(there: Bench) -> None:
    await there.settings(verification={"seconds": 100})
    created = await made(there)
    wanted = saying(wait_until_active=True)
    assert changed(created.state, wanted, there) == {"wait_until_active": False}
    after = await operations(there).update(created.resource_id, created.state, wanted, Timeout(600))
    assert after.properties["status"] == "ACTIVE"
    assert changed(after, wanted, there) == {}


async def test_a_refusal_to_look_again_is_told(there: Bench) -> None:
    await there.settings(verification_outcome="TIMED_OUT")
    body = {"status": 422, "message": "not now", "data": {"code": "err-x"}}
    await there.fault("status", status=422, body=body, path="**/refresh-status")
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, wait_until_active=True)
    assert "not now" in explain("create", caught.value)


# --- primary --------------------------------------------------------------------------------------


async def test_it_is_made_primary_in_the_place_of_another(there: Bench) -> None:
    """Peer row 26: primary cannot be set."""
    system = await system_domain(there)
    created = await made(there, is_primary=True)
    own = created.resource_id.partition("/")[2]
    assert await writes(there) == [f"POST {PATH}", f"POST {PATH}/{own}/set-primary"]
    assert created.state.properties["is_primary"] is True
    assert (await domain(there, system))["is_primary"] is False
    assert changed(created.state, saying(), there) == {}


async def test_that_it_is_not_primary_is_left_to_another(there: Bench) -> None:
    created = await made(there, is_primary=True)
    wanted = saying(is_primary=False)
    assert changed(created.state, wanted, there) == {"is_primary": False}
    await there.forget_requests()
    with listening() as listener:
        state = await operations(there).update(
            created.resource_id, created.state, wanted, Timeout(60)
        )
    (warning,) = listener.warnings
    for word in (
        created.resource_id.partition("/")[2],
        "stays primary",
        "Make another one primary",
    ):
        assert word in warning
    assert await writes(there) == []
    assert state.properties["is_primary"] is True
    # Once another is, there is nothing to be said.
    await made(there, "other", domain_name="other.example", is_primary=True)
    there.session = there.another_session()
    with listening() as listener:
        state = await operations(there).update(created.resource_id, state, wanted, Timeout(60))
    assert listener.warnings == []
    assert changed(state, wanted, there) == {}


async def test_two_that_change_places_in_one_run_need_no_warning(there: Bench) -> None:
    one = await made(there, is_primary=True)
    other = await made(there, "other", domain_name="other.example")
    there.session = there.another_session()

    async def later() -> PropertySet:
        await there.clock.sleep(3)
        wanted = saying(domain_name="other.example", is_primary=True)
        return await operations(there, "other").update(
            other.resource_id, other.state, wanted, Timeout(60)
        )

    with listening() as listener:
        states = await asyncio.gather(
            operations(there).update(
                one.resource_id, one.state, saying(is_primary=False), Timeout(60)
            ),
            later(),
        )
    assert listener.warnings == []
    assert [each.properties["is_primary"] for each in states] == [False, True]


# --- the system domain ----------------------------------------------------------------------------


async def test_the_system_domain_is_renamed_in_place(there: Bench) -> None:
    """Peer row 26: it is not renamed."""
    resource_id = await system_domain(there)
    state, inputs = await imported(there, resource_id)
    assert changed(state, inputs, there) == {}
    wanted = PropertySet({**inputs.properties, "domain_name": "renamed.apps.localhost"})
    assert changed(state, wanted, there) == {"domain_name": False}
    await there.forget_requests()
    after = await operations(there).update(resource_id, state, wanted, Timeout(60))
    (patch,) = await there.requests("PATCH", "POST", "DELETE")
    assert (patch.method, patch.body) == ("PATCH", {"name": "renamed.apps.localhost"})
    assert changed(after, wanted, there) == {}
    assert (await domain(there, resource_id))["name"] == "renamed.apps.localhost"


async def test_the_system_domain_is_switched_off_and_on(there: Bench) -> None:
    """Peer row 26: it is not switched off."""
    resource_id = await system_domain(there)
    state, inputs = await imported(there, resource_id)
    for on in (False, True):
        wanted = PropertySet({**inputs.properties, "is_enabled": on})
        await there.forget_requests()
        state = await operations(there).update(resource_id, state, wanted, Timeout(60))
        own = resource_id.partition("/")[2]
        one = f"{PATH}/{own}"
        assert (await asked(there))[:3] == [f"GET {one}", f"POST {one}/toggle", f"GET {one}"]
        assert (await domain(there, resource_id))["is_enabled"] is on
        assert changed(state, wanted, there) == {}


async def test_one_that_somebody_switched_off_meanwhile_is_not_switched_on_again(
    there: Bench,
) -> None:
    resource_id = await system_domain(there)
    state, inputs = await imported(there, resource_id)
    await there.change(resource_id.partition("/")[2], is_enabled=False)
    await there.forget_requests()
    wanted = PropertySet({**inputs.properties, "is_enabled": False})
    await operations(there).update(resource_id, state, wanted, Timeout(60))
    assert await writes(there) == []


async def test_a_custom_one_that_cannot_be_switched_off_says_why(there: Bench) -> None:
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, is_enabled=False)
    assert "only the system domain can be switched" in explain("create", caught.value)


async def test_a_destroy_leaves_the_system_domain_and_says_so(there: Bench) -> None:
    resource_id = await system_domain(there)
    state, _ = await imported(there, resource_id)
    with listening() as listener:
        await operations(there).delete(resource_id, state, Timeout(60))
    own = resource_id.partition("/")[2]
    assert [each for each in listener.notes if own in each and f"stays with {APP}" in each]
    assert (await domain(there, resource_id))["type"] == "SYSTEM"


async def test_a_custom_one_is_destroyed(there: Bench) -> None:
    created = await made(there, is_primary=True)
    await operations(there).delete(created.resource_id, created.state, Timeout(60))
    assert {each["type"] for each in await there.objects("domains")} == {"SYSTEM"}
    assert (await domain(there, await system_domain(there)))["is_primary"] is True


# --- taken names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [409, 422])
async def test_a_name_taken_elsewhere_is_told_in_the_owner_s_words(
    there: Bench, status: int
) -> None:
    body = {"status": status, "message": "belongs to acme", "data": {"code": "err-x"}}
    await there.fault("status", status=status, body=body, method="POST", path="**/domains")
    with pytest.raises(RequestRejected, match="belongs to acme"):
        await made(there)
    assert not [each for each in await there.objects("domains") if each["name"] == NAME]


async def test_a_name_of_this_application_is_told_with_its_import(there: Bench) -> None:
    theirs = await there.make("domains", app_id=APP, name=NAME)
    with pytest.raises(Taken) as caught:
        await made(there)
    for word in (theirs, "taken by another domain", f"pulumi import {DOMAIN.token}"):
        assert word in str(caught.value)
    assert len([each for each in await there.objects("domains") if each["name"] == NAME]) == 1


async def test_the_system_domain_is_not_made_but_imported(there: Bench) -> None:
    resource_id = await system_domain(there)
    name = (await domain(there, resource_id))["name"]
    with pytest.raises(Taken) as caught:
        await made(there, domain_name=name)
    assert resource_id in str(caught.value)
