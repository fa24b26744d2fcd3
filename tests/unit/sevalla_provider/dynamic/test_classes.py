"""The typed classes: generated, importable, and what a stack keeps of them."""

import base64
import inspect
from collections.abc import Callable, Collection
from typing import Any

import dill  # type: ignore[import-untyped]
import pulumi
import pulumi.dynamic
import pytest
from pulumi.dynamic.dynamic import serialize_provider
from tools.dynamicgen.generate import FOLDER, files

import sevalla_provider.dynamic as way_in
from sevalla_provider.dynamic import (
    ProbeArgs,
    Process,
    TcpProxy,
    Tunnel,
    TunnelConnection,
    TunnelShare,
)
from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.tcp_proxy import TcpProxyProvider
from sevalla_provider.dynamic.tunnel import TunnelProvider
from sevalla_provider.dynamic.tunnel_connection import TunnelConnectionProvider
from sevalla_provider.dynamic.tunnel_share import TunnelShareProvider
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from unit.samples import AGENT, APP, PROCESS_ID, SIZE, TUNNEL_ID

PROVIDERS = (
    ProcessProvider,
    TcpProxyProvider,
    TunnelProvider,
    TunnelConnectionProvider,
    TunnelShareProvider,
)


def test_the_generated_files_are_those_of_the_models() -> None:
    for name, text in files().items():
        assert (FOLDER / name).read_text() == text, f"{name}: run `make schema`"


def test_everything_that_a_program_needs_is_exported() -> None:
    for name in way_in.__all__:
        assert inspect.isclass(getattr(way_in, name))
    assert {each.name for each in CATALOGUE} <= set(way_in.__all__)
    assert {"ProbeArgs", "ScalingStrategyArgs", "TargetAddressArgs"} <= set(way_in.__all__)


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_a_class_takes_every_input_and_shows_every_output(resource: Resource[Any]) -> None:
    made = getattr(way_in, resource.name)
    parameters = inspect.signature(made.__init__).parameters
    for name, field in resource.inputs.model_fields.items():
        must_be_said = field.is_required() and not resource.traits[name].auto_named
        assert (parameters[name].default is inspect.Parameter.empty) == must_be_said
    for name in (*resource.inputs.model_fields, *resource.outputs.model_fields):
        assert isinstance(inspect.getattr_static(made, name), property), name


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (Process, "dynamic/sevalla:Process"),
        (TcpProxy, "dynamic/sevalla:TcpProxy"),
        (Tunnel, "dynamic/sevalla:Tunnel"),
        (TunnelConnection, "dynamic/sevalla:TunnelConnection"),
        (TunnelShare, "dynamic/sevalla:TunnelShare"),
    ],
)
def test_the_types_are_those_that_stacks_depend_on(made: type[Any], kind: str) -> None:
    assert made._resource_type_name == kind


@pytest.mark.parametrize("kind", PROVIDERS)
def test_a_stack_keeps_a_short_reference_to_the_provider(kind: type[Provider]) -> None:
    pickled = base64.b64decode(serialize_provider(kind()))
    assert len(pickled) < 120
    assert type(dill.loads(pickled)) is kind


@pytest.mark.parametrize("kind", PROVIDERS)
def test_the_reference_is_the_same_at_every_run(
    kind: type[Provider], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = serialize_provider(kind())
    monkeypatch.setenv("SEVALLA_API_KEY", "svl_secret")
    assert serialize_provider(kind()) == before
    assert kind.serialize_as_secret_always is False


class Registered:
    """What Pulumi is handed, in place of Pulumi: its own mocks leave loops and sockets open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.props: dict[str, Any] = {}
        self.provider: object = None
        self.secrets: Collection[str] | None = None

        def register(
            resource: object,
            provider: object,
            _name: str,
            props: dict[str, Any],
            opts: pulumi.ResourceOptions,
        ) -> None:
            self.props, self.provider = props, provider
            self.secrets = opts.additional_secret_outputs
            vars(resource)["id"] = Known(f"{APP}/{PROCESS_ID}")

        monkeypatch.setattr(pulumi.dynamic.Resource, "__init__", register)
        monkeypatch.setattr(pulumi, "get_project", lambda: "project")
        monkeypatch.setattr(pulumi, "get_stack", lambda: "stack")
        monkeypatch.setattr(pulumi, "get_organization", lambda: "team")


class Known:
    """An output whose value is there."""

    def __init__(self, value: str) -> None:
        self._value = value

    def apply(self, work: Callable[[str], str]) -> str:
        return work(self._value)


def declare(**more: Any) -> Process:
    return Process("web", app_id=APP, type="web", display_name="web", resource_type_id=SIZE, **more)


def test_a_program_s_inputs_are_handed_to_pulumi_with_a_place_for_each_output(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Registered(monkeypatch)
    probe = ProbeArgs(http_get={"path": "/", "port": 80}, period_seconds=5)
    declare(port=80, liveness_probe=probe)
    assert engine.props["liveness_probe"] is probe
    assert (engine.props["app_id"], engine.props["port"]) == (APP, 80)
    assert set(engine.props) == {
        *PROCESS.inputs.model_fields,
        *PROCESS.outputs.model_fields,
        HIDDEN,
    }
    assert isinstance(engine.provider, ProcessProvider)


def test_identity_and_time_outs_go_along_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Registered(monkeypatch)
    declare(create_timeout="5m", delete_timeout="1h")
    assert engine.props[HIDDEN] == {
        "identity": "project/stack/web",
        "urn": "urn:pulumi:stack::project::pulumi-python:dynamic/sevalla:Process::web",
        "organization": "team",
        "timeouts": {"create": "5m", "delete": "1h"},
        "given": [],
    }


def test_the_api_s_own_id_is_known_as_soon_as_the_resource_s_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Registered(monkeypatch)
    assert vars(declare())["process_id"] == PROCESS_ID


def test_token_and_address_of_a_share_are_secret_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Registered(monkeypatch)
    TunnelShare("visitors", tunnel_id=TUNNEL_ID)
    assert engine.secrets == ["share_url", "token"]
    Tunnel("db", target="db.internal:5432", agent_id=AGENT)
    assert engine.secrets == []


def test_a_misspelt_argument_is_left_to_the_check_which_knows_the_right_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Registered(monkeypatch)
    declare(prot=80)
    assert engine.props["prot"] == 80
