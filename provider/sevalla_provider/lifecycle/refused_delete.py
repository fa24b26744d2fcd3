"""A DELETE that the API refuses while something runs in the object: that is ended, and then again.

Source: `docs/contract/applications.md`, Applications; `docs/contract/databases-and-storage.md`,
Deletion; `docs/contract/tolerant-choices.md`.
"""

from collections.abc import Sequence
from typing import TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.clients.verbs import Jobs
from sevalla_provider.deadline import current_deadline, notice
from sevalla_provider.http import ApiError, Forbidden, RequestRejected
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.progress import narrator
from sevalla_provider.resources.resource import Health, Resource

W = TypeVar("W", bound=WireModel)

REFUSALS = frozenset({400, 403, 405, 409, 422})
"""What may say that the object cannot go now; which of them the API uses is not known."""

TRY_AGAIN_AFTER = 10.0
"""Seconds between two DELETEs: more often would use up the limit on changes of one service."""


MAY_PASS = frozenset({400, 409, 422})
"""The refusals that may be for what nobody sees, such as a backup."""


def is_refusal(error: ApiError) -> bool:
    """Whether the API refuses to remove an object that stands."""
    return isinstance(error, RequestRejected | Forbidden) and error.status in REFUSALS


async def delete_in_the_end(
    session: Session, resource: Resource[W], collection: Collection[W], object_id: str, jobs: Jobs
) -> None:
    """Send DELETE until it is taken, as long as what it is refused for runs.

    Raises `ApiError`: the refusal at once where nothing runs, and `NotFound`. One that is going
    already, since the answer to an earlier DELETE was lost, may be refused as well.
    """
    related = RelatedCalls(session.client(resource.api), resource.operations.limits)
    goal = f"the {jobs.noun}s of the {resource.noun} {object_id} to end"
    deadline = current_deadline()
    while True:
        try:
            await collection.delete(object_id)
        except ApiError as error:
            if not is_refusal(error):
                raise
            running = await _running(related, jobs, object_id)
            if not running:
                if await _goes_already(resource, collection, object_id):
                    return
                raise
            with deadline.waiting_for(goal):
                await _cancel(related, jobs, object_id, running)
                await session.clock.sleep(TRY_AGAIN_AFTER)
        else:
            return


async def delete_once_idle(
    session: Session, resource: Resource[W], collection: Collection[W], object_id: str
) -> None:
    """Send DELETE until it is taken: what keeps an object busy ends by itself, seen or not.

    Raises `ApiError`: the refusal where waiting cannot help, and `NotFound`.
    """
    deadline = current_deadline()
    with deadline.waiting_for(f"the {resource.noun} {object_id} to have nothing else to do"):
        while True:
            try:
                await collection.delete(object_id)
            except ApiError as refusal:
                if not is_refusal(refusal):
                    raise
                status = getattr(await collection.get(object_id), "status", None)
                health = resource.health(status)
                if health is Health.DELETING:
                    return
                busy = health in (Health.PENDING, Health.UNKNOWN)
                if not busy and refusal.status not in MAY_PASS:
                    raise
                deadline.begin()
                notice(f'status "{status}", and {refusal}')
                narrator().status(
                    f'waiting until it can be deleted: status "{status}", {refusal.message}'
                )
                await session.clock.sleep(TRY_AGAIN_AFTER)
            else:
                return


async def _running(related: RelatedCalls, jobs: Jobs, object_id: str) -> Sequence[str]:
    """What runs; nothing where nobody can tell: the refusal itself says more."""
    try:
        return await related.running(jobs, object_id)
    except ApiError:
        return ()


async def _goes_already(resource: Resource[W], collection: Collection[W], object_id: str) -> bool:
    found = await collection.get(object_id)
    return resource.health(getattr(found, "status", None)) is Health.DELETING


async def _cancel(
    related: RelatedCalls, jobs: Jobs, object_id: str, running: Sequence[str]
) -> None:
    """Cancel what runs; what cannot be cancelled, or has ended meanwhile, is waited for."""
    for each in running:
        seen = f"{jobs.noun} {each} is being cancelled"
        try:
            await related.cancel(jobs, object_id, each)
        except ApiError as error:
            seen = f"{jobs.noun} {each} runs, and could not be cancelled: {error.message}"
        notice(seen)
        narrator().status(f"waiting until it can be deleted: {seen}")
