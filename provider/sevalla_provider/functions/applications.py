"""`getApplications`: the applications that processes and proxies belong to."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from sevalla_provider.functions.function import Function, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.application_operations import OPERATIONS
from sevalla_provider.resources.properties import DatedOutputs, OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text

LISTED = replace(OPERATIONS, whole_items=True)
"""What a list shows is enough here, and costs no request for each."""


class Application(DatedOutputs):
    """An application."""

    id: Annotated[str, Field(description="What `app_id` of a process or a proxy takes.")]
    app_id: Annotated[str | None, Field(description="The same, by its name as an output.")] = None
    name: Annotated[str | None, Field(description="The platform's own name of it.")] = None
    display_name: Annotated[str | None, Field(description="The name shown in the dashboard.")] = (
        None
    )
    type: Annotated[str | None, Field(description="The type of application.")] = None
    status: Annotated[str | None, Field(description="Its status, in the platform's words.")] = None
    cluster_id: Annotated[
        str | None, Field(description="The cluster that it runs in, should the platform show it.")
    ] = None
    is_suspended: Annotated[bool | None, Field(description="Whether it is suspended.")] = None


class GetApplications(InputModel):
    """Which applications."""

    display_name: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="The name shown in the dashboard; every application where left out."),
    ] = None


class GetApplicationsResult(OutputModel):
    """The applications that were asked for."""

    applications: Annotated[
        list[Application], Field(description="Ordered by name; there may be none.")
    ]


async def run(session: Session, asked: GetApplications) -> Properties:
    """Look up the applications."""
    rows_there = await rows(session, LISTED, Application)
    there: list[Any] = [{**each, "app_id": each["id"]} for each in rows_there]
    found = [each for each in there if asked.display_name in (None, each["display_name"])]
    found.sort(key=lambda each: (each["display_name"] or "", each["id"]))
    return {"applications": found}


GET_APPLICATIONS = Function(
    token="sevalla:index:getApplications",  # noqa: S106 - a name, no password
    description=(
        "Looks up the applications that the key can see, all of them or those of one name."
    ),
    inputs=GetApplications,
    outputs=GetApplicationsResult,
    run=run,
)
