"""Deleting by a call that is no DELETE: it may be refused where nothing is there any more.

Source: `docs/contract/sites-balancers-pipelines.md`, Preview stage.
"""

from typing import TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError, Executed
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.progress import narrator
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)

TRY_AGAIN_AFTER = 1.0
"""Seconds before it is looked again what became of a call whose answer was lost."""


async def delete_by_call(
    session: Session, resource: Resource[W], collection: Collection[W], object_id: str
) -> None:
    """Make the call that removes an object, for as long as it is there.

    Raises `ApiError`; `NotFound` where there is none: removed by an earlier call, perhaps.
    """
    started = session.clock.now()
    while True:
        await collection.get(object_id)
        try:
            await collection.delete(object_id)
        except ApiError as error:
            tried_for = session.clock.now() - started
            if error.executed is Executed.NO or tried_for >= session.settings.retry_seconds:
                raise
            narrator().status(f"the answer was lost; looking whether the {resource.noun} is there")
        else:
            return
        await session.clock.sleep(TRY_AGAIN_AFTER)
