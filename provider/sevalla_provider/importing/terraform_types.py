"""What each resource of the official Terraform provider is called here.

`docs/terraform.md` has the same table, for people; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.deployment_hook import DEPLOYMENT_HOOK
from sevalla_provider.resources.applications.domain import DOMAIN
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
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
from sevalla_provider.resources.databases.internal_connection import DATABASE_INTERNAL_CONNECTION
from sevalla_provider.resources.databases.ip_restriction import DATABASE_IP_RESTRICTION
from sevalla_provider.resources.pipelines.pipeline import PIPELINE
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sites.domain import STATIC_SITE_DOMAIN
from sevalla_provider.resources.sites.environment_variable import STATIC_SITE_ENVIRONMENT_VARIABLE
from sevalla_provider.resources.sites.static_site import STATIC_SITE
from sevalla_provider.resources.storage.object_storage import OBJECT_STORAGE
from sevalla_provider.resources.storage.object_storage_cors_policy import OBJECT_STORAGE_CORS_POLICY

PREFIX = "sevalla_"

APPLICATION_TYPE = "sevalla_application"

ID = "id"


@dataclass(frozen=True)
class Counterpart:
    """What a type of theirs is here.

    Attributes:
        resource: ours.
        own_id: their attribute with the API's own id; that of the parent where an object is the
            only one of it.
        spelled: what they call our properties, where the names differ.
    """

    resource: Resource[Any]
    own_id: str = ID
    spelled: Mapping[str, str] = field(default_factory=dict)

    def spelling(self, name: str) -> str:
        """What they call one of our properties."""
        return self.spelled.get(name, name)

    def value(self, attributes: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any JSON
        """One of our properties as their attributes have it; None where they do not."""
        return attributes.get(self.spelling(name))

    def object_id(self, attributes: Mapping[str, Any]) -> str:
        """The id as an import takes it; with an empty part where they hold none."""
        parents = "/".join(_text(self.value(attributes, name)) for name in self.resource.parents)
        return self.resource.id_of(parents, _text(attributes.get(self.own_id)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


IN_APP = {"app_id": "application_id"}
DOMAIN_NAME = {"domain_name": "name"}
CORS = {"origins": "allowed_origins", "methods": "allowed_methods", "headers": "allowed_headers"}

COUNTERPARTS: Mapping[str, Counterpart] = {
    APPLICATION_TYPE: Counterpart(APPLICATION),
    "sevalla_application_process": Counterpart(PROCESS, spelled=IN_APP),
    "sevalla_application_environment_variable": Counterpart(ENVIRONMENT_VARIABLE, spelled=IN_APP),
    "sevalla_application_deployment": Counterpart(DEPLOYMENT, spelled=IN_APP),
    "sevalla_application_domain": Counterpart(DOMAIN, spelled={**IN_APP, **DOMAIN_NAME}),
    "sevalla_application_tcp_proxy": Counterpart(TCP_PROXY, spelled=IN_APP),
    "sevalla_application_private_port": Counterpart(PRIVATE_PORT, spelled=IN_APP),
    "sevalla_application_ip_restriction": Counterpart(
        IP_RESTRICTION, own_id="application_id", spelled=IN_APP
    ),
    "sevalla_application_deployment_hook": Counterpart(
        DEPLOYMENT_HOOK, own_id="application_id", spelled=IN_APP
    ),
    "sevalla_global_environment_variable": Counterpart(GLOBAL_ENVIRONMENT_VARIABLE),
    "sevalla_database": Counterpart(DATABASE),
    "sevalla_database_internal_connection": Counterpart(DATABASE_INTERNAL_CONNECTION),
    "sevalla_database_ip_restriction": Counterpart(DATABASE_IP_RESTRICTION, own_id="database_id"),
    "sevalla_object_storage": Counterpart(OBJECT_STORAGE),
    "sevalla_object_storage_cors_policy": Counterpart(OBJECT_STORAGE_CORS_POLICY, spelled=CORS),
    "sevalla_static_site": Counterpart(STATIC_SITE),
    "sevalla_static_site_environment_variable": Counterpart(STATIC_SITE_ENVIRONMENT_VARIABLE),
    "sevalla_static_site_domain": Counterpart(STATIC_SITE_DOMAIN, spelled=DOMAIN_NAME),
    "sevalla_load_balancer": Counterpart(LOAD_BALANCER),
    "sevalla_load_balancer_destination": Counterpart(LOAD_BALANCER_DESTINATION),
    "sevalla_load_balancer_domain": Counterpart(LOAD_BALANCER_DOMAIN, spelled=DOMAIN_NAME),
    "sevalla_pipeline": Counterpart(PIPELINE),
    "sevalla_pipeline_stage": Counterpart(PIPELINE_STAGE, spelled={"display_name": "name"}),
    "sevalla_pipeline_stage_application": Counterpart(
        PIPELINE_STAGE_APPLICATION, own_id="application_id", spelled=IN_APP
    ),
    "sevalla_project": Counterpart(PROJECT),
    "sevalla_project_service": Counterpart(PROJECT_SERVICE, own_id="service_id"),
    "sevalla_docker_registry": Counterpart(DOCKER_REGISTRY),
    "sevalla_webhook": Counterpart(WEBHOOK),
    "sevalla_api_key": Counterpart(API_KEY),
}
