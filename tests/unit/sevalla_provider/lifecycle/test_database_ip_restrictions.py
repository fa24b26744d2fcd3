"""The IP restriction of a database: that of an application, of public networks alone."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.importing.inventory import collections_below, inventory
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.databases.ip_restriction import DATABASE_IP_RESTRICTION
from unit.emulated import Bench, bench
from unit.samples import Inputs

KIND = "database_ip_restrictions"
DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456761"
NEVER: Inputs = {"type": "deny", "is_enabled": False, "ip_list": []}
THEIRS: Inputs = {"type": "allow", "is_enabled": True, "ip_list": ["198.51.100.7", "2001:DB8::1"]}


def said(**more: JsonValue) -> Inputs:
    return {"database_id": DATABASE, "type": "allow", "ip_list": ["203.0.113.7"], **more}


async def made(there: Bench, inputs: Inputs) -> Created:
    checked = check(DATABASE_IP_RESTRICTION.inputs, inputs)
    assert checked.failures == []
    return await create(there.session, DATABASE_IP_RESTRICTION, checked.inputs, "p/s/fence", 600)


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"ip_list": ["203.0.113.7", "10.1.2.3"]}, "ip_list[1]"),
        ({"ip_list": ["172.16.0.0/12"]}, "ip_list[0]"),
        ({"ip_list": ["192.168.7.0/24"]}, "ip_list[0]"),
        ({"ip_list": ["100.64.0.1"]}, "ip_list[0]"),
        ({"ip_list": ["127.0.0.1"]}, "ip_list[0]"),
        ({"ip_list": ["169.254.169.254"]}, "ip_list[0]"),
        ({"ip_list": ["224.0.0.1"]}, "ip_list[0]"),
        ({"ip_list": ["255.255.255.255"]}, "ip_list[0]"),
        ({"ip_list": ["fd00::/8"]}, "ip_list[0]"),
        ({"ip_list": ["fe80::1"]}, "ip_list[0]"),
        ({"ip_list": ["::1"]}, "ip_list[0]"),
        ({"ip_list": ["203.0.113.0/33"]}, "ip_list[0]"),
        ({"ip_list": []}, "ip_list"),
        ({"type": "block"}, "type"),
        ({"is_enabled": "yes"}, "is_enabled"),
        ({"database_id": "shop"}, "database_id"),
    ],
)
def test_what_no_server_would_take_is_refused(inputs: Inputs, named: str) -> None:
    failures = check(DATABASE_IP_RESTRICTION.inputs, said(**inputs)).failures
    assert [each.where() for each in failures] == [named]


@pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0", "8.8.8.8", "128.0.0.0/1", "2000::/3"])
def test_what_holds_public_addresses_is_public(network: str) -> None:
    assert check(DATABASE_IP_RESTRICTION.inputs, said(ip_list=[network])).failures == []


@pytest.mark.anyio
async def test_somebody_else_s_is_told_of_and_imported(tmp_path: Path) -> None:
    """Peer row 31: silently takes over an existing restriction; an ordered list that differs."""
    async with bench(tmp_path) as there:
        await there.make("databases", id=DATABASE)
        await there.make(KIND, database_id=DATABASE, **THEIRS)
        with pytest.raises(Taken) as caught:
            await made(there, said())
        token = DATABASE_IP_RESTRICTION.token
        assert f"pulumi import {token} <resource> {DATABASE}`" in str(caught.value)
        assert await there.requests("PUT") == []
        found = await read(there.session, DATABASE_IP_RESTRICTION, DATABASE, {}, None)
        assert found is not None
        same = said(ip_list=["2001:db8::1", "198.51.100.7/32"])
        assert check(DATABASE_IP_RESTRICTION.inputs, same).inputs == found.inputs
        assert changes(DATABASE_IP_RESTRICTION, found.outputs, found.inputs) == []


@pytest.mark.anyio
async def test_what_nobody_set_is_none_and_a_destroy_makes_it_that_again(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("databases", id=DATABASE)
        below = collections_below("database_id", [DATABASE])
        assert await inventory(there.session, below) == []
        created = await made(there, said())
        (one,) = await inventory(there.another_session(), below)
        assert (one.resource, one.id) == (DATABASE_IP_RESTRICTION, DATABASE)
        known = created.outputs
        await delete(there.session, DATABASE_IP_RESTRICTION, DATABASE, known, 600, created.account)
        (kept,) = await there.objects(KIND)
        assert {name: kept[name] for name in NEVER} == NEVER
