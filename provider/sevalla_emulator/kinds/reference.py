"""Fixed tables of the API (`docs/contract/sevalla-v3.md`, Reference data; `company.md`, Users).

Those of databases: `docs/contract/databases-and-storage.md`, Database resource types.
"""

from collections.abc import Sequence

from pydantic import BaseModel, JsonValue, TypeAdapter

from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.permissions import PERMISSIONS, ROLES, Permission, Role
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


class GitProvider(BaseModel):
    """Where the company's repositories may be."""

    id: str
    type: str
    name: str
    is_connected: bool


class User(BaseModel):
    """Somebody of the company."""

    id: str
    email: str
    full_name: str
    image: str | None = None


class UserPage(BaseModel):
    """A page of users."""

    data: list[User]
    total: int
    offset: int
    limit: int


GIT_PROVIDERS = tuple(
    GitProvider(
        id=f"5e5a11aa-0000-4000-8000-{number:012d}",
        type=name.lower(),
        name=name,
        is_connected=name == "GitHub",
    )
    for number, name in enumerate(("GitHub", "GitLab", "Bitbucket"), 1)
)
USERS = tuple(
    User(id=f"5e5a11a5-0000-4000-8000-{number:012d}", email=f"{name}@shop.example", full_name=name)
    for number, name in enumerate(("ada", "grace"), 1)
)


def check_cluster(_call: Call, given: JsonObject) -> JsonObject:
    """Let a POST pass whose ``cluster_id`` is known; else refuse it with 422."""
    if given["cluster_id"] not in CLUSTER_OF:
        raise refused("err-cluster-unknown", "cluster_id: no such cluster")
    return given


_USERS = UserPage(data=[*USERS], total=len(USERS), offset=0, limit=25).model_dump(mode="json")


def _rows(models: Sequence[BaseModel]) -> list[JsonValue]:
    return [one.model_dump(mode="json") for one in models]


OPERATIONS = (
    Operation(
        "GET",
        "/resources/process-resource-types",
        "List: resource types of processes",
        lambda _call: _rows(RESOURCE_TYPES),
        answers=TypeAdapter(list[ResourceType]),
    ),
    Operation(
        "GET",
        "/resources/database-resource-types",
        "List: resource types of databases",
        lambda _call: _rows(DATABASE_RESOURCE_TYPES),
        answers=TypeAdapter(list[DatabaseResourceType]),
    ),
    Operation(
        "GET",
        "/resources/clusters",
        "List: clusters",
        lambda _call: _rows(CLUSTERS),
        answers=TypeAdapter(list[Cluster]),
    ),
    Operation(
        "GET",
        "/git/providers",
        "List: Git hosts",
        lambda _call: _rows(GIT_PROVIDERS),
        answers=TypeAdapter(list[GitProvider]),
    ),
    Operation(
        "GET",
        "/users",
        "List: users of the company",
        lambda _call: {**_USERS},
        answers=TypeAdapter(UserPage),
    ),
    Operation(
        "GET",
        "/resources/rbac/api-key-permissions",
        "List: permissions of API keys",
        lambda _call: _rows(PERMISSIONS),
        answers=TypeAdapter(list[Permission]),
    ),
    Operation(
        "GET",
        "/resources/rbac/api-key-roles",
        "List: roles of API keys",
        lambda _call: _rows(ROLES),
        answers=TypeAdapter(list[Role]),
    ),
)
