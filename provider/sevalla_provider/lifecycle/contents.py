"""What goes with an object and nobody can make again: as long as there is any, the object stays.

Source: `docs/contract/databases-and-storage.md`, Object storage;
`docs/contract/tolerant-choices.md`.
"""

from typing import TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.http import ApiError, NotFound, Unauthorized
from sevalla_provider.lifecycle.errors import NotEmpty
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


async def goes_already(
    session: Session,
    resource: Resource[W],
    collection: Collection[W],
    object_id: str,
    known: Properties,
) -> bool:
    """Insist that an object may be removed; whether it is on its way out already.

    `known`: what was kept of it; what the program says now is not asked.

    Raises:
        NotEmpty: it holds something, or nobody can tell.
        NotFound: it is not there.
        Unauthorized: the key is good for nothing.
    """
    how = resource.operations.delete
    guard = None if how is None else how.guard
    # Nobody has put anything in what this run has made, and a new one may not tell yet.
    if guard is None or known.get(guard.unless) is True or session.was_made_now(object_id):
        return False
    related = RelatedCalls(session.client(resource.api), resource.operations.limits)
    what = f"the {resource.noun} {object_id}"
    try:
        if not await related.holds(guard, object_id):
            return False
        reason = f"{what} holds {guard.noun}s"
    except Unauthorized:
        raise
    except NotFound as error:
        reason = f"{what} does not tell whether it holds {guard.noun}s ({error})"
    except ApiError as error:
        reason = f"nobody can tell whether {what} holds {guard.noun}s ({error})"
    found = await collection.get(object_id)
    if resource.is_being_deleted(found):
        return True
    names = (getattr(found, name, None) for name in guard.named_by)
    raise NotEmpty(reason, ", ".join(filter(None, (object_id, *names))), guard.unless)
