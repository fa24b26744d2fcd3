"""What requests and answers about a database are (`docs/contract/databases-and-storage.md`)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.wire import Body, Omittable, Uuid

DatabaseType: TypeAlias = Literal["postgresql", "mysql", "mariadb", "mongodb", "redis", "valkey"]
_Name: TypeAlias = Annotated[str, StringConstraints(min_length=2, max_length=64)]
_Word: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_Inner: TypeAlias = Annotated[
    str, StringConstraints(min_length=2, max_length=100, pattern=r"^[a-zA-Z0-9_\-+]+$")
]
_Password: TypeAlias = Annotated[
    str, StringConstraints(min_length=4, max_length=100, pattern=r"^[a-zA-Z0-9_?<>#@\-=+]+$")
]


def _not_the_engines_own(user: str) -> str:
    if user in {"root", "postgres"}:
        raise ValueError("a name that the engine keeps to itself")
    return user


class Extensions(Body):
    """What PostgreSQL is made with."""

    enable_vector: Omittable[bool] = None
    enable_postgis: Omittable[bool] = None
    enable_cron: Omittable[bool] = None


class CreateDatabase(Body):
    """POST /databases."""

    display_name: _Name
    type: DatabaseType
    version: _Word
    cluster_id: Uuid
    resource_type_id: _Word
    db_name: _Inner
    db_password: _Password
    db_user: Omittable[Annotated[_Inner, AfterValidator(_not_the_engines_own)]] = None
    project_id: Uuid | None = None
    extensions: Omittable[Extensions] = None


class ChangeDatabase(Body):
    """PATCH /databases/{database_id}; another resource type is a resize."""

    display_name: Omittable[_Name] = None
    resource_type_id: Omittable[_Word] = None
    project_id: Uuid | None = None


class ResetPassword(Body):
    """POST /databases/{database_id}/reset-password."""

    new_password: Annotated[_Password, Field(description="The rules of db_password.")]


class DatabaseItem(BaseModel):
    """A database as lists show it: these eight fields alone."""

    id: str
    name: str
    display_name: str
    type: str = "postgresql"
    status: str | None = None
    is_suspended: bool = False
    created_at: str
    updated_at: str


class ShortDatabase(DatabaseItem):
    """A database as POST and PATCH answer: without cluster, host names and limits."""

    company_id: str | None = COMPANY_ID
    version: str | None = None
    resource_type_id: str | None = None
    db_name: str | None = None
    project_id: str | None = None


class Database(ShortDatabase):
    """A database as GET shows it: without its user, its password and its extensions."""

    cluster_id: str
    cluster_display_name: str | None = None
    cluster_location: str | None = None
    resource_type_name: str | None = None
    cpu_limit: int | None = None
    memory_limit: int | None = None
    storage_size: int | None = None
    internal_hostname: str | None = None
    internal_port: Annotated[str | None, Field(description="A string.")] = None
    external_hostname: str | None = None
    external_port: str | None = None
