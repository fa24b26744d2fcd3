"""What exists, and what it is called."""

from dataclasses import replace
from pathlib import Path

import pytest

from sevalla_provider.clients.verbs import Delete
from sevalla_provider.http import NotFound
from sevalla_provider.importing import inventory as module
from sevalla_provider.importing.inventory import collections_below, inventory, top_level
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.domain import DOMAIN
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)
from sevalla_provider.resources.company.project import PROJECT
from sevalla_provider.resources.resource import Api
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from unit.emulated import bench
from unit.samples import APP, OTHER_APP
from unit.sevalla_provider.importing.ledgers import LEDGER, LEDGER_ID, LEDGER_RULE

SOURCE = "0a1b2c3d-4e5f-6789-abcd-ef01234567d3"


def test_collections_follow_from_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(each.listable for each in (TUNNEL_CONNECTION, DEPLOYMENT))
    assert collections_below("app_id", [OTHER_APP, APP, APP]) == [
        (kind, app_id)
        for kind in CATALOGUE
        if kind.parent == "app_id" and kind.listable
        for app_id in sorted((APP, OTHER_APP))
    ]
    assert collections_below("tunnel_id", [APP]) == []
    own = top_level(Api.SEVALLA)
    wide = top_level(Api.SEVALLA, account_wide=True)
    assert {*own, *wide} == {
        (kind, "") for kind in CATALOGUE if kind.parent is None and kind.api is Api.SEVALLA
    }
    assert (APPLICATION, "") in own
    assert {(PROJECT, ""), (DOCKER_REGISTRY, ""), (GLOBAL_ENVIRONMENT_VARIABLE, "")} <= {*wide}
    assert top_level(Api.PRIVATE_CONNECT) == [(TUNNEL, "")]
    assert top_level(Api.PRIVATE_CONNECT, account_wide=True) == []
    monkeypatch.setattr(module, "CATALOGUE", (*CATALOGUE, LEDGER, LEDGER_RULE))
    assert collections_below("ledger_id", [LEDGER_ID]) == [(LEDGER_RULE, LEDGER_ID)]
    assert top_level(Api.SEVALLA) == [*own, (LEDGER, "")]


def test_a_default_that_the_platform_made_is_not_there() -> None:
    operations = replace(LEDGER_RULE.operations, single=True, delete=Delete(default={"port": 1}))
    setting = replace(LEDGER_RULE, id_output="ledger_id", operations=operations)
    shown = [
        setting.read_model.model_validate({"id": LEDGER_ID, "port": port, "source_id": SOURCE})
        for port in (1, 2)
    ]
    assert [module._is_there(setting, each) for each in shown] == [False, True]


@pytest.mark.anyio
async def test_a_system_domain_is_listed_where_somebody_switched_it_off(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        custom = await there.make("domains", app_id=APP, name="shop.example")
        domains = [(DOMAIN, APP)]
        found = await inventory(there.session, domains)
        assert [each.id for each in found] == [f"{APP}/{custom}"]
        system = next(
            each["id"]
            for each in await there.objects("domains")
            if each["type"] == "SYSTEM" and each["_emulator"]["owner"] == APP
        )
        await there.change(system, is_enabled=False)
        there.session = there.another_session()
        found = await inventory(there.session, domains)
        assert {each.id: each.by_itself for each in found} == {
            f"{APP}/{custom}": False,
            f"{APP}/{system}": True,
        }


@pytest.mark.anyio
async def test_what_is_listed_is_what_an_import_takes(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        process = await there.make("processes", app_id=APP, type="worker", display_name="Mail")
        proxies = [
            await there.make("tcp_proxies", app_id=APP, process_id=process, port=port)
            for port in (25, 110)
        ]
        await there.change(proxies[1], status="deleting")
        found = await inventory(there.session, collections_below("app_id", [APP, OTHER_APP]))
        assert [(each.resource, each.id, each.label) for each in found] == [
            (PROCESS, f"{APP}/{process}", "Mail"),
            (TCP_PROXY, f"{APP}/{proxies[0]}", "Mail 25"),
        ]
        await there.remove(OTHER_APP)
        elsewhere = collections_below("app_id", [OTHER_APP])
        assert await inventory(there.session, elsewhere, parents_may_be_gone=True) == []
        with pytest.raises(NotFound):
            await inventory(there.session, elsewhere)


@pytest.mark.anyio
async def test_what_is_below_is_found_floor_by_floor_and_called_after_what_it_is_in(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        shop = await there.make("applications", display_name="Shop")
        await there.make("processes", app_id=shop, type="worker", display_name="Mail")
        await there.make("env_vars", app_id=shop, key="COLOUR", value="red")
        await there.change(shop, project_id=await there.make("projects", display_name="All"))
        every = [*top_level(Api.SEVALLA, account_wide=True), *top_level(Api.SEVALLA)]
        found = await inventory(there.session, every, below=True)
        own = [each for each in found if each.within or each.label in ("Shop", "All")]
        assert {(each.resource.name, each.within, each.label) for each in own} == {
            ("Project", "", "All"),
            ("Application", "", "Shop"),
            ("ProjectService", "All", "Shop"),
            ("Process", "Shop", "web"),
            ("Process", "Shop", "Mail"),
            ("EnvironmentVariable", "Shop", "environment variable COLOUR"),
        }


@pytest.mark.anyio
async def test_what_goes_while_it_is_looked_at_has_nothing_below_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=404, path=f"/applications/{APP}/processes")
        applications = [(APPLICATION, "")]
        with pytest.raises(NotFound):  # it is there all the same
            await inventory(there.session, applications, below=True)
        await there.fault("status", status=404, path=f"/applications/{APP}")
        there.session = there.another_session()
        found = await inventory(there.session, applications, below=True)
        assert OTHER_APP in {each.id for each in found}
