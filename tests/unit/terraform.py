"""A Terraform state, and the objects that it manages, as the emulator is told of them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sevalla_emulator.access import COMPANY_ID

FIXTURES = Path(__file__).parents[1] / "fixtures" / "terraform"
PROJECT, MODULES = (FIXTURES / f"{name}.tfstate" for name in ("terraform", "modules"))
"""The state of `main.tf` beside it; and one with modules, keys, and all that can be wrong."""

KINDS: Mapping[str, str] = {
    "sevalla_project": "projects",
    "sevalla_docker_registry": "docker_registries",
    "sevalla_global_environment_variable": "global_env_vars",
    "sevalla_webhook": "webhooks",
    "sevalla_api_key": "api_keys",
    "sevalla_application": "applications",
    "sevalla_application_process": "processes",
    "sevalla_application_tcp_proxy": "tcp_proxies",
    "sevalla_application_environment_variable": "env_vars",
    "sevalla_application_private_port": "private_ports",
    "sevalla_application_domain": "domains",
    "sevalla_application_ip_restriction": "ip_restrictions",
    "sevalla_application_deployment_hook": "deployment_hooks",
    "sevalla_database": "databases",
    "sevalla_database_internal_connection": "database_internal_connections",
    "sevalla_database_ip_restriction": "database_ip_restrictions",
    "sevalla_object_storage": "object_storages",
    "sevalla_object_storage_cors_policy": "cors_policies",
    "sevalla_static_site": "static_sites",
    "sevalla_static_site_environment_variable": "static_site_env_vars",
    "sevalla_static_site_domain": "static_site_domains",
    "sevalla_load_balancer": "load_balancers",
    "sevalla_load_balancer_destination": "load_balancer_destinations",
    "sevalla_load_balancer_domain": "load_balancer_domains",
    "sevalla_pipeline": "pipelines",
    "sevalla_pipeline_stage": "pipeline_stages",
}
"""What the emulator calls each type, parents first."""

SPELLED = {
    "application_id": "app_id",
    "allowed_origins": "origins",
    "allowed_methods": "methods",
    "allowed_headers": "headers",
}

CANARIES = ("value-canary-tf", "pw-canary-tf", "registry-canary-tf", "token-canary-tf")
KEYS = (
    "9877c0afa99c41fab96bd168830557b3",
    "6e9059e4635049369d6b0d58d02460886e9059e4635049369d6b0d58d0246088",
)
"""What is in no program and on no line: secrets, and the keys of a bucket."""


GONE = ("gone", "orphan", "broken", "fork")
"""The names of what the state with modules has, and the platform has not."""


def state_of(path: Path) -> dict[str, Any]:
    """What a file holds."""
    state: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return state


def project() -> dict[str, Any]:
    """The first state, of the company that the emulator knows."""
    state = state_of(PROJECT)
    for resource in state["resources"]:
        for instance in resource["instances"]:
            if "company_id" in instance["attributes"]:
                instance["attributes"]["company_id"] = COMPANY_ID
    return state


def whole() -> dict[str, Any]:
    """Both states in one."""
    first, second = project(), state_of(MODULES)
    return {**first, "resources": [*first["resources"], *second["resources"]]}


def of_type(state: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The attributes of all instances of a type that are there, each object once."""
    found = {
        str(instance["attributes"]): instance["attributes"]
        for resource in state["resources"]
        if resource["type"] == kind and resource["name"] not in GONE
        for instance in resource["instances"]
    }
    yield from found.values()


def objects(state: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the platform has of it: each with the emulator's kind of it, and its fields."""
    services = {one["service_id"]: one for one in of_type(state, "sevalla_project_service")}
    for theirs, kind in KINDS.items():
        for attributes in of_type(state, theirs):
            fields = dict(_fields(theirs, attributes))
            if fields.get("id") in services:
                fields["project_id"] = services[fields["id"]]["project_id"]
            if theirs == "sevalla_pipeline_stage":
                fields["apps"] = [
                    each["application_id"]
                    for each in of_type(state, "sevalla_pipeline_stage_application")
                    if each["stage_id"] == attributes["id"]
                ]
            yield kind, fields


def _fields(theirs: str, attributes: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in attributes.items():
        if name == "scaling_strategy" and value is not None:
            yield name, {"type": "manual", "config": {"instanceCount": value["instance_count"]}}
        elif name == "database_id" and theirs == "sevalla_database_internal_connection":
            yield "source_id", value
        elif name == "name" and theirs == "sevalla_pipeline_stage":
            yield "display_name", value
        elif value is not None and name not in ("status", "insert_before"):
            yield SPELLED.get(name, name), value
