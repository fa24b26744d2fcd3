"""Application: what runs (`docs/contract/applications.md`, Applications)."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.operations import Delete, Jobs, Membership, Once, Operations, Switch
from sevalla_provider.http import HttpClient
from sevalla_provider.resources.applications.application_inputs import ApplicationInputs
from sevalla_provider.resources.resource import DatedOutputs, Health, Resource

OPERATIONS = Operations(
    path="/applications",
    limits=sevalla.LIMITS,
    service="application",
    creates_service=True,
    whole_items=False,
    delete=Delete(
        refused_during=Jobs(
            path="/applications/{app_id}/deployments",
            noun="deployment",
            running=frozenset({"waiting", "inProgress"}),
            cancel="/cancel",
        ),
        failed=frozenset({"appDeletionFailed"}),
    ),
    switches={"is_suspended": Switch(on="/suspend", off="/activate")},
    memberships={"project_id": Membership("/projects/{project_id}/services", "app")},
    once={
        "default_hostname": Once(
            "/applications/{app_id}/domains", where={"type": "SYSTEM"}, shows="name"
        )
    },
)


class ApplicationOutputs(DatedOutputs):
    """What the API adds to an application."""

    app_id: Annotated[str, Field(description="What `app_id` of a process or a proxy takes.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    namespace: Annotated[str | None, Field(description="The namespace that it runs in.")] = None
    type: Annotated[str | None, Field(description="`app`, or `previewApp` of a pipeline.")] = None
    status: Annotated[
        str | None,
        Field(
            description=(
                "How its last deployment went, in the platform's words; nothing before the first."
            )
        ),
    ] = None
    created_by: Annotated[str | None, Field(description="Who made it.")] = None
    wait_for_checks: Annotated[
        bool | None, Field(description="Whether deployments wait for the checks of the repository.")
    ] = None
    default_hostname: Annotated[
        str | None, Field(description="The name of the domain that the platform gives it.")
    ] = None


class Owned(WireModel):
    """Whose an application is."""

    company_id: str | None = None


def owned(client: HttpClient) -> Collection[Owned]:
    """Every application that the key can see, and whose it is."""
    return Collection(client, OPERATIONS, Owned)


def health(status: str | None) -> Health:
    """Tell an application that goes: all other words are about its last deployment."""
    return Health.DELETING if status == "deleting" else Health.READY


APPLICATION = Resource(
    token="sevalla:index:Application",  # noqa: S106 - a name, no password
    noun="application",
    plural="Applications",
    description=(
        "An application: its source, and how it is built. What runs of it are its processes; the "
        "platform makes a `web` process and a domain (`default_hostname`) with it, and deploys "
        "nothing by itself.\n\n"
        "A change of `source`, of the branch, or of how it is built takes effect at the next "
        "deployment. What a program says no more stays as it is and is not watched any more; but a "
        "`docker_registry_credential_id` is taken away. A destroy cancels deployments that run."
    ),
    inputs=ApplicationInputs,
    outputs=ApplicationOutputs,
    id_output="app_id",
    operations=OPERATIONS,
    health=health,
)
