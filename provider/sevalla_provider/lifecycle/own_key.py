"""The key that a stack runs with, where it is one of the stack's objects: it stays what it is.

Source: `docs/contract/company.md`, API keys; `docs/contract/tolerant-choices.md`.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

from sevalla_provider.clients.calls import WhoAmI
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.masks import fits
from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.lifecycle.errors import OwnKey
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


async def insist_on_another(
    session: Session,
    resource: Resource[W],
    collection: Collection[W],
    object_id: str,
    differing: Sequence[Change] | None = None,
) -> None:
    """Raise `OwnKey` before anything is done that no key may do to itself; `ApiError`.

    Args:
        differing: what is to be changed of it; None where it is to be removed.
    """
    whoami, operations = resource.operations.whoami, resource.operations
    if whoami is None:
        return
    verbs = ["delete"] if differing is None else []
    for change in differing or ():
        if change.name in operations.switches and not change.wanted:
            verbs.append("disable")
        elif change.name in operations.renewals:
            verbs.append("rotate")
    if verbs and await _is_own(session, resource, collection, object_id, whoami):
        raise OwnKey(
            f"the {resource.noun} {object_id} is the one that this run uses: it cannot "
            f"{' and '.join(verbs)} itself"
        )


async def _is_own(
    session: Session,
    resource: Resource[W],
    collection: Collection[W],
    object_id: str,
    whoami: WhoAmI,
) -> bool:
    client, limits = session.client(resource.api), resource.operations.limits
    for path in whoami.asked:
        with suppress(ApiError):  # which of these calls there are, nobody knows
            answer = await client.request("GET", path, (limits.reads,))
            own_id = answer.body.get("id") if isinstance(answer.body, dict) else None
            if own_id:
                return str(own_id) == object_id
    found = await collection.get(object_id)
    masked = getattr(found, whoami.proof.masked, None)
    return fits(masked, session.settings.key(resource.api))
