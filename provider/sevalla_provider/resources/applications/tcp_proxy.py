"""TcpProxy: a port of a process, open to all (`docs/contract/sevalla-v3.md`, TCP proxies)."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.applications.common import (
    APPLICATION_CHILD,
    SAME_PORT,
    AppId,
    ProcessId,
    ProcessPort,
    ProvisioningStatus,
    provisioning_health,
)
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.values import InputModel


class TcpProxyInputs(InputModel):
    """What a program says of a TCP proxy. The API has no PATCH, so every change replaces."""

    app_id: AppId
    process_id: ProcessId
    port: ProcessPort


class TcpProxyOutputs(DatedOutputs):
    """What the API adds to a TCP proxy."""

    tcp_proxy_id: Annotated[str, Field(description="The API's own id of the proxy.")]
    external_port: Annotated[
        int | None, Field(description="The port to connect to, from 30000 to 30999.")
    ] = None
    hostname: Annotated[str | None, Field(description="The host to connect to.")] = None
    status: ProvisioningStatus = None


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
    health=provisioning_health,
    conflicts=SAME_PORT,
)
