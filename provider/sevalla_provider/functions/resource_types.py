"""`getProcessResourceTypes` and `getDatabaseResourceTypes`: sizes by name or by need.

A program says "s1", not an id.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List
from sevalla_provider.functions.function import Function, NotThere, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text, Whole

PROCESSES = Operations(
    path="/resources/process-resource-types", limits=sevalla.LIMITS, list=List.ARRAY
)
DATABASES = Operations(
    path="/resources/database-resource-types", limits=sevalla.LIMITS, list=List.ARRAY
)

Amount = Annotated[int, Whole(0, 10**9)]
LIMITS = {"min_cpu": "cpu_limit", "min_memory": "memory_limit", "min_storage": "storage_limit"}
"""What a size must have at the least, by how a program says that."""


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


class GetDatabaseResourceTypes(GetProcessResourceTypes):
    """The same of databases."""

    min_storage: Annotated[
        Amount | None, Field(description="The storage that is needed at the least, in MB.")
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


class DatabaseResourceType(OutputModel):
    """A size of database."""

    id: Annotated[str, Field(description="What `resource_type_id` of a database takes.")]
    name: Annotated[str | None, Field(description="The name, such as `db1`.")] = None
    cpu_limit: Annotated[float | None, Field(description="CPU, in millicores.")] = None
    memory_limit: Annotated[float | None, Field(description="Memory, in MB.")] = None
    storage_limit: Annotated[float | None, Field(description="Storage, in MB.")] = None
    category: Annotated[str | None, Field(description="The category.")] = None


class GetProcessResourceTypesResult(OutputModel):
    """The sizes that meet what was asked for."""

    resource_types: Annotated[
        list[ProcessResourceType], Field(description="At least one; the smallest first.")
    ]


class GetDatabaseResourceTypesResult(OutputModel):
    """The sizes that meet what was asked for."""

    resource_types: Annotated[
        list[DatabaseResourceType], Field(description="At least one; the smallest first.")
    ]


async def of_processes(session: Session, asked: GetProcessResourceTypes) -> Properties:
    """Look up the sizes of processes. Raises `NotThere`, naming those that there are."""
    return _fitting("process", await rows(session, PROCESSES, ProcessResourceType), asked)


async def of_databases(session: Session, asked: GetDatabaseResourceTypes) -> Properties:
    """Look up the sizes of databases. Raises `NotThere`, naming those that there are."""
    return _fitting("database", await rows(session, DATABASES, DatabaseResourceType), asked)


def _fitting(
    noun: str, found: Iterable[dict[str, Any]], asked: GetProcessResourceTypes
) -> Properties:
    by_size = sorted(found, key=_size)
    fitting: list[Any] = [each for each in by_size if _fits(each, asked)]
    if not fitting:
        known = ", ".join(f"{each['name']} ({_told(each)})" for each in by_size)
        raise NotThere(f"no {noun} resource type is like that; there are {known or 'none'}")
    return {"resource_types": fitting}


def _size(found: dict[str, Any]) -> tuple[float, float, str]:
    return found["cpu_limit"] or 0, found["memory_limit"] or 0, found["name"] or ""


def _fits(found: dict[str, Any], asked: GetProcessResourceTypes) -> bool:
    enough = (
        (getattr(asked, name, None) or 0) <= (found.get(limit) or 0)
        for name, limit in LIMITS.items()
    )
    named = asked.name in (None, found["name"])
    return named and asked.category in (None, found["category"]) and all(enough)


def _told(found: dict[str, Any]) -> str:
    storage = f", {found['storage_limit'] or 0:g} MB of storage" if "storage_limit" in found else ""
    return f"{found['cpu_limit'] or 0:g} millicores, {found['memory_limit'] or 0:g} MB{storage}"


_DESCRIPTION = (
    "Looks up the sizes that a {} can have, by name or by what it needs, so that a program need "
    "not hold an id. It is an error when none fits."
)

GET_PROCESS_RESOURCE_TYPES = Function(
    token="sevalla:index:getProcessResourceTypes",  # noqa: S106 - a name, no password
    description=_DESCRIPTION.format("process"),
    inputs=GetProcessResourceTypes,
    outputs=GetProcessResourceTypesResult,
    run=of_processes,
)
GET_DATABASE_RESOURCE_TYPES = Function(
    token="sevalla:index:getDatabaseResourceTypes",  # noqa: S106 - a name, no password
    description=_DESCRIPTION.format("database"),
    inputs=GetDatabaseResourceTypes,
    outputs=GetDatabaseResourceTypesResult,
    run=of_databases,
)
