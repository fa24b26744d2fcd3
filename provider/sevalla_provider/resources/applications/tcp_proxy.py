"""TcpProxy: a port of a process, open to all (`docs/contract/sevalla-v3.md`, TCP proxies)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.resource import DatedOutputs, Health, Properties, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Port, Uuid

HEALTH: Mapping[str | None, Health] = {
    "creating": Health.PENDING,
    "ready": Health.READY,
    "failed": Health.FAILED,
    "deleting": Health.DELETING,
    None: Health.PENDING,
}


def health(status: str | None) -> Health:
    """Judge a proxy by its status."""
    return HEALTH.get(status, Health.UNKNOWN)


class TcpProxyInputs(InputModel):
    """What a program says of a TCP proxy. The API has no PATCH, so every change replaces."""

    app_id: AppId
    process_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(description="The API's own id of the process: `process_id` of a `Process`."),
    ]
    port: Annotated[
        Port, Trait(replaces=True), Field(description="The port that the process listens on.")
    ]


class TcpProxyOutputs(DatedOutputs):
    """What the API adds to a TCP proxy."""

    tcp_proxy_id: Annotated[str, Field(description="The API's own id of the proxy.")]
    external_port: Annotated[
        int | None, Field(description="The port to connect to, from 30000 to 30999.")
    ] = None
    hostname: Annotated[str | None, Field(description="The host to connect to.")] = None
    status: Annotated[
        str | None, Field(description="`creating`, `ready`, `failed` or `deleting`.")
    ] = None


def conflicts(one: Properties, other: Properties) -> bool:
    """Whether the API takes two proxies of one port of one process is unknown: never try it."""
    return all(one.get(name) == other.get(name) for name in ("process_id", "port"))


TCP_PROXY = Resource(
    token="sevalla:index:TcpProxy",  # noqa: S106 - a name, no password
    noun="TCP proxy",
    plural="TcpProxies",
    description=(
        "Makes a TCP port of a process reachable from outside, at `hostname` and `external_port`, "
        "both chosen by the platform. Every change makes another proxy."
    ),
    inputs=TcpProxyInputs,
    outputs=TcpProxyOutputs,
    id_output="tcp_proxy_id",
    operations=replace(APPLICATION_CHILD, path="/applications/{app_id}/tcp-proxies", update=None),
    health=health,
    conflicts=conflicts,
)
