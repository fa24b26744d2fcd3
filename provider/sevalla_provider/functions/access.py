"""`getApiKeyRoles`, `getApiKeyPermissions`, `getUsers`: who may do what.

Source: `docs/contract/company.md`, Reference data, Users.
"""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List
from sevalla_provider.functions.function import Function, ordered, rows
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.values import InputModel, Text

ROLES = Operations(path="/resources/rbac/api-key-roles", limits=sevalla.LIMITS, list=List.ARRAY)
PERMISSIONS = Operations(
    path="/resources/rbac/api-key-permissions", limits=sevalla.LIMITS, list=List.ARRAY
)
USERS = Operations(path="/users", limits=sevalla.LIMITS, list=List.EITHER)


class Role(OutputModel):
    """A role of API keys."""

    id: Annotated[str, Field(description="What `role_ids` of an `ApiKey` takes.")]
    name: Annotated[str | None, Field(description="Its name.")] = None
    description: Annotated[str | None, Field(description="What it allows, in words.")] = None
    permissions: Annotated[
        list[str] | None,
        Field(description="What it allows, by the ids of `getApiKeyPermissions`."),
    ] = None


class GetApiKeyRoles(InputModel):
    """Which roles."""

    name: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="The name of the role; every role where it is left out."),
    ] = None


class GetApiKeyRolesResult(OutputModel):
    """The roles that were asked for."""

    roles: Annotated[list[Role], Field(description="Ordered by name; there may be none.")]


class Permission(OutputModel):
    """Something that an API key may be allowed."""

    id: Annotated[str, Field(description="The API's own id of the permission.")]
    name: Annotated[
        str | None,
        Field(description="What `permission` of a capability takes, such as `app:read`."),
    ] = None
    description: Annotated[str | None, Field(description="What it allows, in words.")] = None
    resource: Annotated[str | None, Field(description="What it is about, such as `APP`.")] = None
    action: Annotated[str | None, Field(description="What may be done, such as `READ`.")] = None


class GetApiKeyPermissions(InputModel):
    """All permissions."""


class GetApiKeyPermissionsResult(OutputModel):
    """The permissions that there are."""

    permissions: Annotated[list[Permission], Field(description="Ordered by name.")]


class User(OutputModel):
    """Somebody of the company."""

    id: Annotated[str, Field(description="The API's own id of the user.")]
    email: Annotated[str | None, Field(description="The address.")] = None


class GetUsers(InputModel):
    """Which users."""

    email: Annotated[
        Annotated[str, Text(1, 320)] | None,
        Field(description="The address; every user where it is left out."),
    ] = None


class GetUsersResult(OutputModel):
    """The users that were asked for."""

    users: Annotated[list[User], Field(description="Ordered by address; there may be none.")]


async def roles(session: Session, asked: GetApiKeyRoles) -> Properties:
    """Look up the roles."""
    return {"roles": ordered(await rows(session, ROLES, Role), "name", asked.name)}


async def permissions(session: Session, _asked: GetApiKeyPermissions) -> Properties:
    """Look up the permissions."""
    return {"permissions": ordered(await rows(session, PERMISSIONS, Permission), "name")}


async def users(session: Session, asked: GetUsers) -> Properties:
    """Look up the users."""
    return {"users": ordered(await rows(session, USERS, User), "email", asked.email)}


GET_API_KEY_ROLES = Function(
    token="sevalla:index:getApiKeyRoles",  # noqa: S106 - a name, no password
    description="Looks up the roles that an API key can have, all of them or those of one name.",
    inputs=GetApiKeyRoles,
    outputs=GetApiKeyRolesResult,
    run=roles,
)

GET_API_KEY_PERMISSIONS = Function(
    token="sevalla:index:getApiKeyPermissions",  # noqa: S106 - a name, no password
    description="Looks up what an API key can be allowed.",
    inputs=GetApiKeyPermissions,
    outputs=GetApiKeyPermissionsResult,
    run=permissions,
)

GET_USERS = Function(
    token="sevalla:index:getUsers",  # noqa: S106 - a name, no password
    description="Looks up the users of the company, all of them or the one with an address.",
    inputs=GetUsers,
    outputs=GetUsersResult,
    run=users,
)
