"""Fixed tables of the API (`docs/contract/sevalla-v3.md`, Reference data).

Those of databases: `docs/contract/databases-and-storage.md`, Database resource types.
"""

from pydantic import BaseModel, TypeAdapter

from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.operation import Call, Operation


class ResourceType(BaseModel):
    """A size of process: ``cpu_limit`` in millicores, ``memory_limit`` in MB."""

    id: str
    name: str
    cpu_limit: int
    memory_limit: int
    category: str


class DatabaseResourceType(BaseModel):
    """A size of database: as `ResourceType`, and ``storage_limit`` in MB."""

    id: str
    name: str
    cpu_limit: int
    memory_limit: int
    storage_limit: int
    category: str


class Cluster(BaseModel):
    """A place where applications run."""

    id: str
    name: str
    display_name: str
    location: str


def _resource_type(number: int, name: str, cpu: int, memory: int, category: str) -> ResourceType:
    return ResourceType(
        id=f"5e5a11a0-0000-4000-8000-{number:012d}",
        name=name,
        cpu_limit=cpu,
        memory_limit=memory,
        category=category,
    )


def _database_resource_type(
    number: int, name: str, cpu: int, memory: int, storage: int
) -> DatabaseResourceType:
    return DatabaseResourceType(
        id=f"5e5a11a6-0000-4000-8000-{number:012d}",
        name=name,
        cpu_limit=cpu,
        memory_limit=memory,
        storage_limit=storage,
        category="database",
    )


def _cluster(number: int, name: str, location: str) -> Cluster:
    return Cluster(
        id=f"5e5a11a1-0000-4000-8000-{number:012d}",
        name=name,
        display_name=location.split(",", maxsplit=1)[0],
        location=location,
    )


# Names and sizes are plausible, not the live service's; the ids are this emulator's own.
RESOURCE_TYPES = (
    _resource_type(1, "hobby", 300, 300, "shared"),
    _resource_type(2, "s1", 500, 1024, "standard"),
    _resource_type(3, "s2", 1000, 2048, "standard"),
    _resource_type(4, "s3", 2000, 4096, "standard"),
    _resource_type(5, "m1", 2000, 8192, "memory"),
    _resource_type(6, "m2", 4000, 16_384, "memory"),
    _resource_type(7, "c1", 4000, 4096, "cpu"),
)
DATABASE_RESOURCE_TYPES = (
    _database_resource_type(1, "db1", 250, 256, 1000),
    _database_resource_type(2, "db2", 500, 512, 10_000),
    _database_resource_type(3, "db3", 1000, 1024, 20_000),
)
CLUSTERS = (
    _cluster(1, "europe-west3", "Frankfurt, Germany"),
    _cluster(2, "us-central1", "Iowa, United States"),
    _cluster(3, "asia-southeast1", "Singapore"),
)
RESOURCE_TYPE_OF = {one.id: one for one in RESOURCE_TYPES}

DATABASE_RESOURCE_TYPE_OF = {one.id: one for one in DATABASE_RESOURCE_TYPES}
CLUSTER_OF = {one.id: one for one in CLUSTERS}


def check_cluster(_call: Call, given: JsonObject) -> JsonObject:
    """Let a POST pass whose ``cluster_id`` is known; else refuse it with 422."""
    if given["cluster_id"] not in CLUSTER_OF:
        raise refused("err-cluster-unknown", "cluster_id: no such cluster")
    return given


_RESOURCE_TYPE_ROWS: list[JsonObject] = [one.model_dump(mode="json") for one in RESOURCE_TYPES]
_DATABASE_RESOURCE_TYPE_ROWS: list[JsonObject] = [
    one.model_dump(mode="json") for one in DATABASE_RESOURCE_TYPES
]
_CLUSTER_ROWS: list[JsonObject] = [one.model_dump(mode="json") for one in CLUSTERS]

OPERATIONS = (
    Operation(
        "GET",
        "/resources/process-resource-types",
        "List: resource types of processes",
        lambda _call: [*_RESOURCE_TYPE_ROWS],
        answers=TypeAdapter(list[ResourceType]),
    ),
    Operation(
        "GET",
        "/resources/database-resource-types",
        "List: resource types of databases",
        lambda _call: [*_DATABASE_RESOURCE_TYPE_ROWS],
        answers=TypeAdapter(list[DatabaseResourceType]),
    ),
    Operation(
        "GET",
        "/resources/clusters",
        "List: clusters",
        lambda _call: [*_CLUSTER_ROWS],
        answers=TypeAdapter(list[Cluster]),
    ),
)
