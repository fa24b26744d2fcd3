"""ProjectService: that a service is in a project.

Source: `docs/contract/company.md`, Services of a project. The API answers no object,
and the project's own object is all that shows it.
"""

import re
from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Get, List, Shows
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.exclusive_parent import ExclusiveParent
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf

ServiceType = Literal["app", "database", "pipeline", "object-storage"]

SPELLINGS = {
    "app": "app",
    "application": "app",
    "database": "database",
    "db": "database",
    "pipeline": "pipeline",
    "objectstorage": "object-storage",
    "storage": "object-storage",
    "bucket": "object-storage",
}
"""How a project may spell the type of a service: nobody documents that. Letters alone count."""


class ProjectServiceInputs(InputModel):
    """What a program says of a service in a project. Every change replaces."""

    project_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(description="The project: `project_id` of a `Project`."),
    ]
    service_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(description="The service, such as `app_id` of an application."),
    ]
    service_type: Annotated[
        Annotated[ServiceType, OneOf()],
        Trait(replaces=True, write_only=True, told_by="type"),
        Field(description="What it is: `app`, `database`, `pipeline` or `object-storage`."),
    ]


class ProjectServiceOutputs(OutputModel):
    """What the project shows of a service."""

    name: Annotated[str | None, Field(description="The platform's own name of the service.")] = None
    display_name: Annotated[
        str | None, Field(description="The name of the service that the dashboard shows.")
    ] = None
    type: Annotated[
        str | None,
        Field(description="What the project says that it is, in the words of `service_type`."),
    ] = None


def normalize_response(shown: JsonObject) -> JsonObject:
    """A type in the documented words, where it can be told."""
    spelled = shown.get("type")
    if not isinstance(spelled, str):
        return shown
    letters = re.sub("[^a-z]", "", spelled.lower())
    return {**shown, "type": SPELLINGS.get(letters.removesuffix("s"), spelled)}


PROJECT_SERVICE = Resource(
    token="sevalla:index:ProjectService",  # noqa: S106 - a name, no password
    noun="project service",
    plural="ProjectServices",
    description=(
        "Puts a service into a project. A service is in one project at most: where it is in "
        "another one already, that is an error that names it. It is the same fact as a service's "
        "own `project_id`: say it in one of the two places. A pipeline takes the applications of "
        "all its stages along. Deleting it takes the service out of the project, and leaves it."
    ),
    inputs=ProjectServiceInputs,
    outputs=ProjectServiceOutputs,
    id_output="service_id",
    operations=Operations(
        path="/projects/{project_id}/services",
        limits=sevalla.LIMITS,
        list=List.ARRAY,
        listed_in="services",
        get=Get.FROM_LIST,
        create=Create(shows=Shows.NOTHING, id_from="service_id"),
        update=None,
        delete=Delete(query={"service_type": ("service_type", "type")}),
    ),
    normalize_response=normalize_response,
    conflicts=alike_in("service_id"),  # a service is in one project at most
    exclusive_parent=ExclusiveParent(
        member="service_id",
        kind="service_type",
        paths={
            "app": "/applications",
            "database": "/databases",
            "pipeline": "/pipelines",
            "object-storage": "/object-storage",
        },
        field="project_id",
    ),
)
