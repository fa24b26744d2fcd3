"""What API keys may be allowed, and roles of them (`docs/contract/company.md`, Reference data)."""

from pydantic import BaseModel

from sevalla_emulator.kinds.api_key_models import ACTIONS, RESOURCES


class Permission(BaseModel):
    """One thing that a key may be allowed."""

    id: str
    name: str
    description: str
    resource: str
    action: str


class Role(BaseModel):
    """Several of them by one name."""

    id: str
    name: str
    description: str
    permissions: list[str]


# The ids, and what the roles are, are this emulator's own.
PERMISSIONS = tuple(
    Permission(
        id=f"5e5a11a6-0000-4000-8000-{number:012d}",
        name=f"{resource.lower()}:{action.lower()}",
        description=f"{action.capitalize()}: {resource.lower().replace('_', ' ')}",
        resource=resource,
        action=action,
    )
    for number, (resource, action) in enumerate(
        ((resource, action) for resource in RESOURCES for action in ACTIONS), 1
    )
)


def _role(number: int, name: str, description: str, *actions: str) -> Role:
    return Role(
        id=f"5e5a11a7-0000-4000-8000-{number:012d}",
        name=name,
        description=description,
        permissions=[one.id for one in PERMISSIONS if one.action in actions],
    )


ROLES = (
    _role(1, "Reader", "May look at everything.", "READ"),
    _role(2, "Operator", "May look and change.", "READ", "UPDATE"),
    _role(3, "Administrator", "May do everything.", *ACTIONS),
)
ROLE_OF = {one.id: one for one in ROLES}
