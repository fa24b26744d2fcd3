"""The APIs that are emulated, and their kinds of objects: a new kind is a line here."""

from importlib import import_module

from sevalla_emulator.access import BEARER, X_API_KEY
from sevalla_emulator.api import Api
from sevalla_emulator.errors import ErrorBody
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import (
    application_calls,
    pipeline_applications,
    pipeline_previews,
    pipeline_promotions,
    reference,
)
from sevalla_emulator.limits.buckets import all_in_one, charges_by_service
from sevalla_emulator.private_connect.refusals import TunnelsErrorBody


def _kinds(*modules: str) -> tuple[Kind, ...]:
    return tuple(import_module(f"sevalla_emulator.{module}").KIND for module in modules)


# In the order in which a reset's objects are seeded and `GET /_emulator/objects` shows them.
_SEVALLA = _kinds(
    "kinds.projects",
    "kinds.applications",
    "kinds.databases",
    "kinds.domains",
    "kinds.processes",
    "kinds.tcp_proxies",
    "kinds.private_ports",
    "kinds.env_vars",
    "kinds.ip_restrictions",
    "kinds.internal_connections",
    "kinds.database_ip_restrictions",
    "kinds.database_internal_connections",
    "kinds.database_backups",
    "kinds.deployment_hooks",
    "kinds.deployments",
    "kinds.docker_registries",
    "kinds.global_env_vars",
    "kinds.static_sites",
    "kinds.static_site_domains",
    "kinds.static_site_env_vars",
    "kinds.static_site_deployments",
    "kinds.load_balancers",
    "kinds.load_balancer_destinations",
    "kinds.load_balancer_domains",
    "kinds.webhooks",
    "kinds.webhook_deliveries",
    "kinds.api_keys",
    "kinds.object_storages",
    "kinds.bucket_objects",
    "kinds.cors_policies",
    "kinds.pipelines",
    "kinds.pipeline_stages",
)
_PRIVATE_CONNECT = _kinds(
    "private_connect.agents",
    "private_connect.tunnels",
    "private_connect.connections",
    "private_connect.shares",
)

SEVALLA = Api(
    name="sevalla",
    title="Sevalla API",
    version="3",
    prefix="/v3",
    key_form=BEARER,
    has_read_only_key=True,
    error_form=ErrorBody,
    charges=charges_by_service([kind.path for kind in _SEVALLA if kind.service]),
    kinds=_SEVALLA,
    plain=(
        *reference.OPERATIONS,
        *application_calls.OPERATIONS,
        *pipeline_applications.OPERATIONS,
        *pipeline_previews.OPERATIONS,
        *pipeline_promotions.OPERATIONS,
    ),
    others="Company",
)
PRIVATE_CONNECT = Api(
    name="private-connect",
    title="Private Connect Tunnels API",
    version="1",
    prefix="/private-connect",
    key_form=X_API_KEY,
    has_read_only_key=False,
    error_form=TunnelsErrorBody,
    charges=all_in_one,
    kinds=_PRIVATE_CONNECT,
    others="Agents",
)
APIS = (SEVALLA, PRIVATE_CONNECT)
