"""PrivatePort: a process for other services (`docs/contract/applications.md`, Private ports)."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.clients.verbs import Get
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


class PrivatePortInputs(InputModel):
    """What a program says of a private port. The API has no PATCH, so every change replaces."""

    app_id: AppId
    process_id: ProcessId
    port: ProcessPort


class PrivatePortOutputs(DatedOutputs):
    """What the API adds to a private port."""

    private_port_id: Annotated[str, Field(description="The API's own id of the port.")]
    status: ProvisioningStatus = None


PRIVATE_PORT = Resource(
    token="sevalla:index:PrivatePort",  # noqa: S106 - a name, no password
    noun="private port",
    plural="PrivatePorts",
    description=(
        "Makes a port of a process reachable by other services of the company, and by nobody else. "
        "Every change makes another port."
    ),
    inputs=PrivatePortInputs,
    outputs=PrivatePortOutputs,
    id_output="private_port_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/private-ports",
        get=Get.FROM_LIST,
        update=None,
    ),
    health=provisioning_health,
    conflicts=SAME_PORT,
)
