import asyncio
import json
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from pulumi.runtime.proto import plugin_pb2
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.provider import Provider
from sevalla_provider.progress import Silent
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.version import VERSION
from unit.samples import APP
from unit.sevalla_provider.plugin.engine import PROCESS, got, secret, sent, urn
from unit.sevalla_provider.plugin.stage import checking, process

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    for name in ("SEVALLA_API_KEY", "SEVALLA_API_URL", "SEVALLA_POLL_INTERVAL"):
        monkeypatch.delenv(name, raising=False)


async def configured() -> Provider:
    provider = Provider("")
    await provider.configure(pb.ConfigureRequest(args=sent({"apiKey": secret("k-1")})))
    return provider


@pytest.mark.parametrize(
    ("verb", "request_"),
    [
        ("check", checking(process(), None, PROCESS)),
        ("diff", pb.DiffRequest(urn=urn(PROCESS), id=f"{APP}/1")),
        ("create", pb.CreateRequest(urn=urn(PROCESS))),
        ("read", pb.ReadRequest(urn=urn(PROCESS), id=f"{APP}/1")),
        ("update", pb.UpdateRequest(urn=urn(PROCESS), id=f"{APP}/1")),
        ("delete", pb.DeleteRequest(urn=urn(PROCESS), id=f"{APP}/1")),
        ("invoke", pb.InvokeRequest(tok="sevalla:index:getClusters")),
    ],
)
async def test_nothing_is_done_before_the_plugin_is_configured(
    verb: str, request_: Message
) -> None:
    with pytest.raises(Failed, match="before it was configured") as caught:
        await getattr(Provider(""), verb)(request_)
    assert caught.value.code is grpc.StatusCode.FAILED_PRECONDITION


async def test_a_handshake_says_what_the_plugin_can() -> None:
    answer = await Provider("").handshake(pb.ProviderHandshakeRequest(engine_address="a:1"))
    assert answer.accept_secrets
    assert answer.supports_autonaming_configuration
    assert not answer.accept_resources
    assert not answer.accept_outputs


async def test_to_be_configured_says_the_same() -> None:
    provider = Provider("")
    answer = await provider.configure(pb.ConfigureRequest(args=sent({"pollInterval": "3"})))
    assert answer.acceptSecrets
    assert answer.supportsPreview
    assert answer.supports_autonaming_configuration
    assert not answer.acceptResources
    assert not answer.acceptOutputs


async def test_a_configuration_that_makes_no_sense_is_a_failure() -> None:
    with pytest.raises(Failed, match="sevalla:pollInterval"):
        await Provider("").configure(pb.ConfigureRequest(args=sent({"pollInterval": "often"})))


async def test_a_configured_plugin_checks() -> None:
    answer = await (await configured()).check(checking(process(), None, PROCESS))
    assert got(answer.inputs) == process()


async def test_configuration_is_judged_before_it_is_given() -> None:
    provider = Provider("")
    checked = await provider.check_config(pb.CheckRequest(news=sent({"apiKey": "k-1"})))
    assert got(checked.inputs) == {"apiKey": secret("k-1")}
    compared = await provider.diff_config(pb.DiffRequest(olds=sent({}), news=checked.inputs))
    assert list(compared.diffs) == ["apiKey"]


async def test_the_plugin_tells_its_version() -> None:
    assert (await Provider("").get_plugin_info(Empty())).version == VERSION


async def test_the_schema_is_json_and_holds_everything_that_is_served() -> None:
    schema = json.loads((await Provider("").get_schema(pb.GetSchemaRequest())).schema)
    assert schema["name"] == "sevalla"
    assert set(schema["resources"]) == {resource.token for resource in CATALOGUE}
    assert set(schema["functions"]) == {function.token for function in FUNCTIONS}


async def test_an_engine_that_attaches_has_not_started_the_plugin() -> None:
    provider = Provider("")
    assert not provider.attached
    await provider.attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
    assert provider.attached


async def test_there_is_nothing_to_end_before_the_beginning() -> None:
    provider = Provider("")
    provider.cancel()
    provider.interrupted()
    (await configured()).cancel()


@pytest.mark.parametrize("at_work", [False, True])
async def test_who_is_cancelled_at_work_does_not_end_in_order(at_work: bool) -> None:
    provider = await configured()
    intent_log = provider._configured.intent_log
    intent = intent_log.answered(
        intent_log.begin("p/s/web", "process", "app", "", frozenset()), "c"
    )
    assert intent is not None
    intent_log.replied(intent)
    working = asyncio.create_task(provider._cancellation.run(Silent(), asyncio.sleep(0.05)))
    if at_work:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    else:
        await working
    provider.cancel()
    provider.interrupted()
    assert len(intent_log.open()) == at_work
    await asyncio.wait([working])


@pytest.mark.parametrize(
    ("named", "by_hand"),
    [
        ({}, False),
        ({"urn": "urn:pulumi:dev::shop::pulumi:providers:sevalla::default_0_1_0"}, False),
        ({"urn": "urn:pulumi:dev::default::pulumi:providers:sevalla::", "name": ""}, True),
    ],
    ids=["an older engine", "a program", "pulumi do"],
)
async def test_a_provider_without_a_name_is_asked_by_no_program(
    named: dict[str, Any], by_hand: bool
) -> None:
    provider = Provider("")
    request = pb.ConfigureRequest(args=sent({"apiKey": secret("k-1")}), **named)
    await provider.configure(request)
    assert provider._verbs._by_hand is provider._log.result_alone is by_hand
