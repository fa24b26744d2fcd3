"""Project: a name for services that belong together (`docs/contract/company.md`, Projects)."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.properties import DatedOutputs, OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Text


class ProjectInputs(InputModel):
    """What a program says of a project."""

    display_name: Annotated[
        Annotated[str, Text(1, 255)],  # no bounds are documented: these are those of a process
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard."),
    ]


class ProjectMember(OutputModel):
    """A service in a project."""

    id: Annotated[str | None, Field(description="The API's own id of the service.")] = None
    name: Annotated[str | None, Field(description="The platform's own name of it.")] = None
    display_name: Annotated[str | None, Field(description="The name that the dashboard shows.")] = (
        None
    )
    type: Annotated[str | None, Field(description="What it is, as the platform calls that.")] = None


class ProjectOutputs(DatedOutputs):
    """What the API adds to a project."""

    project_id: Annotated[str, Field(description="The API's own id of the project.")]
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    services: Annotated[
        list[ProjectMember] | None,
        Field(description="The services in it, when it was last looked at."),
    ] = None


PROJECT = Resource(
    token="sevalla:index:Project",  # noqa: S106 - a name, no password
    noun="project",
    plural="Projects",
    description=(
        "Groups services of the company. Deleting it leaves its services, which are then in no "
        "project; what API keys may do within it goes with it."
    ),
    inputs=ProjectInputs,
    outputs=ProjectOutputs,
    id_output="project_id",
    operations=Operations(path="/projects", limits=sevalla.LIMITS, whole_items=False),
    account_wide=True,
)
