"""Applications (`docs/contract/applications.md`, Applications): only ever read here."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.operations import Operations
from sevalla_provider.http import HttpClient
from sevalla_provider.resources.resource import DatedOutputs

OPERATIONS = Operations(path="/applications", limits=sevalla.LIMITS)


class Application(DatedOutputs):
    """An application."""

    id: Annotated[str, Field(description="What `app_id` of a process or a proxy takes.")]
    name: Annotated[str | None, Field(description="The platform's own name of it.")] = None
    display_name: Annotated[str | None, Field(description="The name shown in the dashboard.")] = (
        None
    )
    type: Annotated[str | None, Field(description="The type of application.")] = None
    status: Annotated[str | None, Field(description="Its status, in the platform's words.")] = None
    cluster_id: Annotated[str | None, Field(description="The cluster that it runs in.")] = None
    is_suspended: Annotated[bool | None, Field(description="Whether it is suspended.")] = None


class Owned(WireModel):
    """Whose an application is."""

    company_id: str | None = None


def owned(client: HttpClient) -> Collection[Owned]:
    """Every application that the key can see, and whose it is."""
    return Collection(client, OPERATIONS, Owned)
