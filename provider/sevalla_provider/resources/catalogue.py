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
from sevalla_provider.resources.company.api_key import API_KEY
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)
from sevalla_provider.resources.company.project import PROJECT
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from sevalla_provider.resources.company.webhook import WEBHOOK
from sevalla_provider.resources.databases.database import DATABASE
from sevalla_provider.resources.databases.internal_connection import (
    DATABASE_INTERNAL_CONNECTION,
)
from sevalla_provider.resources.databases.ip_restriction import DATABASE_IP_RESTRICTION
from sevalla_provider.resources.pipelines.pipeline import PIPELINE
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sites.deployment import STATIC_SITE_DEPLOYMENT
from sevalla_provider.resources.sites.domain import STATIC_SITE_DOMAIN
from sevalla_provider.resources.sites.environment_variable import STATIC_SITE_ENVIRONMENT_VARIABLE
from sevalla_provider.resources.sites.static_site import STATIC_SITE
from sevalla_provider.resources.storage.object_storage import OBJECT_STORAGE
from sevalla_provider.resources.storage.object_storage_cors_policy import OBJECT_STORAGE_CORS_POLICY
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
    DATABASE,
    DATABASE_INTERNAL_CONNECTION,
    DATABASE_IP_RESTRICTION,
    PROJECT,
    PROJECT_SERVICE,
    DOCKER_REGISTRY,
    GLOBAL_ENVIRONMENT_VARIABLE,
    STATIC_SITE,
    STATIC_SITE_ENVIRONMENT_VARIABLE,
    STATIC_SITE_DEPLOYMENT,
    STATIC_SITE_DOMAIN,
    LOAD_BALANCER,
    LOAD_BALANCER_DESTINATION,
    LOAD_BALANCER_DOMAIN,
    WEBHOOK,
    API_KEY,
    OBJECT_STORAGE,
    OBJECT_STORAGE_CORS_POLICY,
    PIPELINE,
    PIPELINE_STAGE,
    PIPELINE_STAGE_APPLICATION,
    PIPELINE_PREVIEW,
    TUNNEL,
    TUNNEL_CONNECTION,
    TUNNEL_SHARE,
)

BY_TOKEN: Mapping[str, Resource[Any]] = {resource.token: resource for resource in CATALOGUE}
