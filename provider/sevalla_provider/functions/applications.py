"""`getApplications`: the applications that processes and proxies belong to."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.functions.function import Function, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.application import OPERATIONS, Application
from sevalla_provider.resources.resource import OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text


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
    there = await rows(session, OPERATIONS, Application)
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
