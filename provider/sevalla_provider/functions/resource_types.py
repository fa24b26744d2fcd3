"""`getProcessResourceTypes`: sizes by name or by need, so that a program says "s1", not an id."""

from typing import Annotated, Any

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import List, Operations
from sevalla_provider.functions.function import Function, NotThere, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.resource import OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text, Whole

OPERATIONS = Operations(
    path="/resources/process-resource-types", limits=sevalla.LIMITS, list=List.ARRAY
)

Amount = Annotated[int, Whole(0, 10**9)]


class GetProcessResourceTypes(InputModel):
    """Which sizes: those that meet all that is said here."""

    name: Annotated[
        Annotated[str, Text(1, 255)] | None, Field(description="The name, such as `s1`.")
    ] = None
    category: Annotated[
        Annotated[str, Text(1, 255)] | None, Field(description="The category, such as `standard`.")
    ] = None
    min_cpu: Annotated[
        Amount | None, Field(description="The CPU that is needed at the least, in millicores.")
    ] = None
    min_memory: Annotated[
        Amount | None, Field(description="The memory that is needed at the least, in MB.")
    ] = None


class ProcessResourceType(OutputModel):
    """A size of process."""

    id: Annotated[str, Field(description="What `resource_type_id` of a process takes.")]
    name: Annotated[str | None, Field(description="The name, such as `s1`.")] = None
    cpu_limit: Annotated[
        float | None, Field(description="CPU of each instance, in millicores.")
    ] = None
    memory_limit: Annotated[float | None, Field(description="Memory of each instance, in MB.")] = (
        None
    )
    category: Annotated[str | None, Field(description="The category, such as `standard`.")] = None


class GetProcessResourceTypesResult(OutputModel):
    """The sizes that meet what was asked for."""

    resource_types: Annotated[
        list[ProcessResourceType], Field(description="At least one; the smallest first.")
    ]


async def run(session: Session, asked: GetProcessResourceTypes) -> Properties:
    """Look up the sizes. Raises `NotThere`, naming those that there are."""
    by_size = sorted(await rows(session, OPERATIONS, ProcessResourceType), key=_size)
    fitting = [each for each in by_size if _fits(each, asked)]
    if not fitting:
        known = ", ".join(f"{each['name']} ({_told(each)})" for each in by_size)
        raise NotThere(f"no process resource type is like that; there are {known or 'none'}")
    return {"resource_types": fitting}


def _size(found: dict[str, Any]) -> tuple[float, float, str]:
    return found["cpu_limit"] or 0, found["memory_limit"] or 0, found["name"] or ""


def _fits(found: dict[str, Any], asked: GetProcessResourceTypes) -> bool:
    return (
        asked.name in (None, found["name"])
        and asked.category in (None, found["category"])
        and (asked.min_cpu or 0) <= (found["cpu_limit"] or 0)
        and (asked.min_memory or 0) <= (found["memory_limit"] or 0)
    )


def _told(found: dict[str, Any]) -> str:
    return f"{found['cpu_limit'] or 0:g} millicores, {found['memory_limit'] or 0:g} MB"


GET_PROCESS_RESOURCE_TYPES = Function(
    token="sevalla:index:getProcessResourceTypes",  # noqa: S106 - a name, no password
    description=(
        "Looks up the sizes that a process can have, by name or by what it needs, so that a "
        "program need not hold an id. It is an error when none fits."
    ),
    inputs=GetProcessResourceTypes,
    outputs=GetProcessResourceTypesResult,
    run=run,
)
