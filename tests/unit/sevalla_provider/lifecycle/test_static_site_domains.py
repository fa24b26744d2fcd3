"""Domains of static sites: what the peer gets wrong with them; the rest is an application's."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.sites.domain import STATIC_SITE_DOMAIN
from unit.emulated import Bench, bench
from unit.samples import SITE, Inputs

pytestmark = pytest.mark.anyio

NAME = "docs.example"


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        await ready.make("static_sites", id=SITE)
        yield ready


def domain(**more: Any) -> Inputs:
    said = {"static_site_id": SITE, "domain_name": NAME, **more}
    checked = check(STATIC_SITE_DOMAIN.inputs, said)
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench) -> Created:
    return await create(there.session, STATIC_SITE_DOMAIN, domain(), "project/stack/docs", 600)


async def seen(there: Bench, resource_id: str) -> Inputs:
    """As an import sees it."""
    there.session = there.another_session()
    found = await read(there.session, STATIC_SITE_DOMAIN, resource_id, {}, None)
    assert found is not None
    return found.outputs


async def test_its_dns_records_and_errors_are_outputs(there: Bench) -> None:
    """Peer row 10: both are dropped: the user cannot write the DNS records by program."""
    created = await made(there)
    records = created.outputs["dns_records"]
    assert isinstance(records, list)
    assert [each["type"] for each in records if isinstance(each, dict)] == ["TXT", "CNAME"]
    await there.change(str(created.outputs["domain_id"]), errors=["no TXT record"])
    assert (await seen(there, created.resource_id))["errors"] == ["no TXT record"]


@pytest.mark.parametrize(
    "more",
    [
        {"is_wildcard": True},
        {
            "custom_ssl_cert": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "custom_ssl_key": "-----BEGIN PRIVATE KEY-----\nc2Vj\n-----END PRIVATE KEY-----\n",
        },
    ],
)
async def test_what_no_call_changes_makes_it_anew(there: Bench, more: Inputs) -> None:
    """Peer row 8: is_wildcard and certificate can be changed, and the update is an error."""
    created = await made(there)
    found = changes(STATIC_SITE_DOMAIN, created.outputs, domain(**more))
    assert {each.name: each.replaces for each in found} == dict.fromkeys(more, True)
    assert STATIC_SITE_DOMAIN.conflicts(created.outputs, domain(**more))


def test_is_wildcard_left_out_is_false() -> None:
    """Peer row 7, of balancers: left out, the create ends in an inconsistent result."""
    assert not changes(STATIC_SITE_DOMAIN, domain(is_wildcard=False), domain())


@pytest.mark.parametrize("shape", ["page", "array"])
async def test_a_list_may_be_bare(there: Bench, shape: str) -> None:
    """Row 27 of applications, client/domains.go: it wants an array, where there is a page."""
    created = await made(there)
    (_, own) = await there.objects("static_site_domains")
    body: Any = [own] if shape == "array" else {"data": [own], "total": 1}
    await there.fault("replace_body", method="GET", path="**/domains", body=body)
    there.session = there.another_session()
    place = there.session.place(STATIC_SITE_DOMAIN, SITE)
    assert [*(await place.lists.all())] == [created.outputs["domain_id"]]
