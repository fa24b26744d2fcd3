"""All resources. A new one adds its line here, and nothing else outside its own files."""

from collections.abc import Mapping
from typing import Any

from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.deployment_hook import DEPLOYMENT_HOOK
from sevalla_provider.resources.applications.domain import DOMAIN
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from sevalla_provider.resources.applications.environment_variables import ENVIRONMENT_VARIABLES
from sevalla_provider.resources.applications.internal_connection import INTERNAL_CONNECTION
from sevalla_provider.resources.applications.ip_restriction import IP_RESTRICTION
from sevalla_provider.resources.applications.private_port import PRIVATE_PORT
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.balancers.load_balancer import LOAD_BALANCER
from sevalla_provider.resources.balancers.load_balancer_destination import (
    LOAD_BALANCER_DESTINATION,
)
from sevalla_provider.resources.balancers.load_balancer_domain import LOAD_BALANCER_DOMAIN
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)
from sevalla_provider.resources.company.project import PROJECT
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from sevalla_provider.resources.pipelines.pipeline import PIPELINE
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE

CATALOGUE = (
    APPLICATION,
    PROCESS,
    TCP_PROXY,
    PRIVATE_PORT,
    DOMAIN,
    ENVIRONMENT_VARIABLE,
    DEPLOYMENT,
    ENVIRONMENT_VARIABLES,
    IP_RESTRICTION,
    INTERNAL_CONNECTION,
    DEPLOYMENT_HOOK,
    PROJECT,
    PROJECT_SERVICE,
    DOCKER_REGISTRY,
    GLOBAL_ENVIRONMENT_VARIABLE,
    LOAD_BALANCER,
    LOAD_BALANCER_DESTINATION,
    LOAD_BALANCER_DOMAIN,
    PIPELINE,
    PIPELINE_STAGE,
    PIPELINE_STAGE_APPLICATION,
    PIPELINE_PREVIEW,
    TUNNEL,
    TUNNEL_CONNECTION,
    TUNNEL_SHARE,
)

BY_TOKEN: Mapping[str, Resource[Any]] = {resource.token: resource for resource in CATALOGUE}
