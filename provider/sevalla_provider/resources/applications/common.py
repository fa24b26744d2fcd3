"""What resources that belong to an application have in common."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Port

AppId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The application that it belongs to."),
]


class InApplication(InputModel):
    """What a program says of whatever belongs to an application."""

    app_id: AppId


ProcessId = Annotated[
    Uuid,
    Trait(replaces=True),
    Field(description="The API's own id of the process: `process_id` of a `Process`."),
]
ProcessPort = Annotated[
    Port, Trait(replaces=True), Field(description="The port that the process listens on.")
]
ProvisioningStatus = Annotated[
    str | None, Field(description="`creating`, `ready`, `failed` or `deleting`.")
]

APPLICATION_CHILD = Operations(
    path="/applications/{app_id}", limits=sevalla.LIMITS, service="application"
)
"""What the API can do with most of what belongs to an application, below a path of its own."""

PROVISIONING: Mapping[str | None, Health] = {
    "creating": Health.PENDING,
    "ready": Health.READY,
    "failed": Health.FAILED,
    "deleting": Health.DELETING,
    None: Health.PENDING,
}


def provisioning_health(status: str | None) -> Health:
    """Judge what the platform provisions asynchronously."""
    return PROVISIONING.get(status, Health.UNKNOWN)


SAME_PORT = alike_in("process_id", "port")
"""Whether the API takes two objects of one port of one process is unknown: never try it."""
