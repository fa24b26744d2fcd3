"""What holds of every resource."""

import dataclasses
from typing import Any

import pytest

from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.casing import model_in
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.ids import MalformedId
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs, proxy, web, worker

every_resource = pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)


def test_the_tokens_are_those_that_stacks_depend_on() -> None:
    assert {each.token: each.id_form for each in CATALOGUE} == {
        "sevalla:index:Application": "app_id",
        "sevalla:index:Process": "app_id/process_id",
        "sevalla:index:TcpProxy": "app_id/tcp_proxy_id",
        "sevalla:index:PrivatePort": "app_id/private_port_id",
        "sevalla:index:Domain": "app_id/domain_id",
        "sevalla:index:EnvironmentVariable": "app_id/env_var_id",
        "sevalla:index:Deployment": "app_id/deployment_id",
        "sevalla:index:EnvironmentVariables": "app_id",
        "sevalla:index:IpRestriction": "app_id",
        "sevalla:index:InternalConnection": "app_id/connection_id",
        "sevalla:index:DeploymentHook": "app_id",
        "sevalla:index:Database": "database_id",
        "sevalla:index:DatabaseInternalConnection": "database_id/connection_id",
        "sevalla:index:DatabaseIpRestriction": "database_id",
        "sevalla:index:Project": "project_id",
        "sevalla:index:ProjectService": "project_id/service_id",
        "sevalla:index:DockerRegistry": "docker_registry_id",
        "sevalla:index:GlobalEnvironmentVariable": "env_var_id",
        "sevalla:index:StaticSite": "static_site_id",
        "sevalla:index:StaticSiteEnvironmentVariable": "static_site_id/env_var_id",
        "sevalla:index:StaticSiteDeployment": "static_site_id/deployment_id",
        "sevalla:index:StaticSiteDomain": "static_site_id/domain_id",
        "sevalla:index:LoadBalancer": "load_balancer_id",
        "sevalla:index:LoadBalancerDestination": "load_balancer_id/destination_id",
        "sevalla:index:LoadBalancerDomain": "load_balancer_id/domain_id",
        "sevalla:index:Webhook": "webhook_id",
        "sevalla:index:ApiKey": "api_key_id",
        "sevalla:index:ObjectStorage": "object_storage_id",
        "sevalla:index:ObjectStorageCorsPolicy": "object_storage_id/cors_policy_id",
        "sevalla:index:Pipeline": "pipeline_id",
        "sevalla:index:PipelineStage": "pipeline_id/stage_id",
        "sevalla:index:PipelineStageApplication": "pipeline_id/stage_id/app_id",
        "sevalla:index:PipelinePreview": "pipeline_id",
        "sevalla:privateconnect:Tunnel": "tunnel_id",
        "sevalla:privateconnect:TunnelConnection": "tunnel_id/agent_id",
        "sevalla:privateconnect:TunnelShare": "share_id",
    }


def test_whatever_has_no_parent_is_a_service_or_serves_the_whole_account() -> None:
    """What one builds an environment of is looked for by itself, and the rest where it is asked."""
    own = [each for each in CATALOGUE if each.parent is None]
    services = {"Application", "Database", "LoadBalancer", "ObjectStorage", "Pipeline"}
    services |= {"StaticSite", "Tunnel", "TunnelShare"}
    assert {each.name for each in own if not each.account_wide} <= services
    assert not {each.name for each in own if each.account_wide} & services
    assert not any(each.account_wide for each in CATALOGUE if each.parent is not None)


@every_resource
def test_every_property_is_described(resource: Resource[Any]) -> None:
    for model in (resource.inputs, resource.outputs):
        for name, field in model.model_fields.items():
            assert (field.description or "").endswith("."), name
            inner = model_in(field.annotation)
            assert inner is None or inner.__doc__


@every_resource
def test_the_parent_is_a_part_of_the_path_and_replaces(resource: Resource[Any]) -> None:
    for name in resource.parents:
        assert resource.traits[name].in_path
        assert resource.traits[name].replaces


@every_resource
def test_the_own_id_is_an_output(resource: Resource[Any]) -> None:
    assert resource.id_output in {**resource.inputs.model_fields, **resource.outputs.model_fields}


@pytest.mark.parametrize(
    ("name", "trait"),
    [
        ("app_id", Trait(replaces=True, in_path=True)),
        ("type", Trait(replaces=True)),
        ("display_name", Trait(auto_named=True)),
        ("resource_type_id", Trait()),
        ("entrypoint", Trait(server_default=True)),
        ("port", Trait(server_default=True)),
        ("is_ingress_enabled", Trait(server_default=True, after_create=True, import_default=True)),
        (
            "ingress_protocol",
            Trait(
                server_default=True,
                after_create=True,
                eventually_consistent=True,
                import_default="http",
            ),
        ),
        (
            "scaling_strategy",
            Trait(default={"type": "manual", "config": {"instance_count": 1}}),
        ),
        ("schedule", Trait()),
        ("time_zone", Trait(server_default=True)),
        ("job_start_policy", Trait()),
        ("liveness_probe", Trait()),
        ("readiness_probe", Trait()),
        ("adopt_existing", Trait(provider_only=True, default=False)),
    ],
)
def test_each_property_of_a_process_is_treated_as_the_contract_says(
    name: str, trait: Trait
) -> None:
    assert PROCESS.traits[name] == trait
    assert len(PROCESS.traits) == 15


def test_every_property_of_a_proxy_replaces() -> None:
    assert {name: trait.replaces for name, trait in TCP_PROXY.traits.items()} == {
        "app_id": True,
        "process_id": True,
        "port": True,
    }


def test_an_id_is_joined_and_parted() -> None:
    assert PROCESS.id_of(APP, PROCESS_ID) == f"{APP}/{PROCESS_ID}"
    assert PROCESS.split_id(f"{APP}/{PROCESS_ID}", {}) == (APP, PROCESS_ID)


@pytest.mark.parametrize("text", ["", "/", APP, f"{APP}/", f"/{APP}"])
def test_an_id_of_another_form_is_refused_by_saying_which_is_right(text: str) -> None:
    with pytest.raises(MalformedId, match="is not of the form app_id/tcp_proxy_id"):
        TCP_PROXY.split_id(text, {})


@pytest.mark.parametrize(
    ("status", "health"),
    [
        ("creating", Health.PENDING),
        ("ready", Health.READY),
        ("failed", Health.FAILED),
        ("deleting", Health.DELETING),
        (None, Health.PENDING),
        ("hibernating", Health.UNKNOWN),
    ],
)
def test_how_far_a_proxy_is(status: str | None, health: Health) -> None:
    assert TCP_PROXY.health(status) is health


def test_a_process_is_ready_as_soon_as_it_is_there() -> None:
    assert PROCESS.health(None) is Health.READY


@pytest.mark.parametrize(
    ("resource", "one", "other", "both"),
    [
        (PROCESS, web(), web(display_name="two"), False),
        (PROCESS, web(), web(app_id=OTHER_APP), True),
        (PROCESS, web(), worker(), True),
        (PROCESS, worker(), worker(), True),
        (TCP_PROXY, proxy(), proxy(), False),
        (TCP_PROXY, proxy(), proxy(port=1), True),
        (TCP_PROXY, proxy(), proxy(process_id=OTHER_APP), True),
    ],
)
def test_which_two_objects_can_be_at_once(
    resource: Resource[Any], one: Inputs, other: Inputs, both: bool
) -> None:
    assert resource.conflicts(one, other) is not both


def test_a_resource_is_a_description_that_nobody_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PROCESS.noun = "thing"  # type: ignore[misc] # that is the point
