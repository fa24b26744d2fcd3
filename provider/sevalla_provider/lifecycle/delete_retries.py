"""Removing by a call that may fail and still be right: it is made again when that can help.

What stands in the way is one of three things: jobs, which are cancelled; other work, which ends by
itself; or nothing but a lost answer. Each says whether an error of the call will pass.

Source: `docs/contract/applications.md`, Applications; `docs/contract/databases-and-storage.md`,
Deletion; `docs/contract/sites-balancers-pipelines.md`, Preview stage;
`docs/contract/tolerant-choices.md`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from typing_extensions import override

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.clients.verbs import Delete, Jobs, Retry
from sevalla_provider.deadline import current_deadline, notice
from sevalla_provider.http import ApiError, Executed, Forbidden, RequestRejected
from sevalla_provider.lifecycle.lost_answers import TRY_AGAIN_AFTER
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.health import Health, status_of
from sevalla_provider.resources.resource import Resource
from sevalla_provider.status_line import pause

W = TypeVar("W", bound=WireModel)

REFUSALS = frozenset({400, 403, 405, 409, 422})
"""What may say that the object cannot go now; which of them the API uses is not known."""

MAY_PASS = frozenset({400, 409, 422})
"""The refusals that may be for what nobody sees, such as a backup."""

BETWEEN_CALLS = 10.0
"""Seconds between two calls: more often would use up the limit on changes of one service."""


def is_refusal(error: ApiError) -> bool:
    """Whether the API refuses to remove an object that stands."""
    return isinstance(error, RequestRejected | Forbidden) and error.status in REFUSALS


async def delete_until_taken(
    session: Session, resource: Resource[W], collection: Collection[W], object_id: str, how: Delete
) -> None:
    """Make the call that removes an object until it is taken, or the object is seen to go.

    Raises `ApiError`: `NotFound`, and what will not pass.
    """
    obstacle = OBSTACLES[how.retry](session, resource, collection, object_id, how.jobs)
    while True:
        await obstacle.look()
        try:
            await collection.delete(object_id)
        except ApiError as error:
            with current_deadline().waiting_for(obstacle.goal):
                if not await obstacle.passes(error):
                    return
                await pause(session.clock, obstacle.pause, obstacle.news, "trying again")
        else:
            return


class Obstacle(Generic[W]):
    """What may stand in the way of a call that removes an object."""

    pause = BETWEEN_CALLS
    news = ""
    """What is in the way, for a status line."""

    def __init__(
        self,
        session: Session,
        resource: Resource[W],
        collection: Collection[W],
        object_id: str,
        jobs: Jobs | None,
    ) -> None:
        self.session = session
        self.resource = resource
        self.collection = collection
        self.object_id = object_id
        self.jobs = jobs
        self.started = session.clock.now()

    @property
    def goal(self) -> str:
        """What is waited for, in words that follow "waiting for"."""
        return f"the {self.resource.noun} to be gone"

    async def look(self) -> None:
        """Look at what has to be known before the call. Raises `ApiError`."""

    async def passes(self, error: ApiError) -> bool:
        """Whether to make the call again; not where the object goes already.

        Raises the error, or another `ApiError`, where that cannot help.
        """
        raise error


class RunningJobs(Obstacle[W]):
    """Jobs that run in the object: they are cancelled.

    One that is going already, since the answer to an earlier call was lost, may be refused as well.
    """

    @property
    @override
    def goal(self) -> str:
        noun = self.jobs.noun if self.jobs else "job"
        return f"the {noun}s of the {self.resource.noun} {self.object_id} to end"

    @override
    async def passes(self, error: ApiError) -> bool:
        if not is_refusal(error):
            raise error
        related = RelatedCalls(
            self.session.client(self.resource.api), self.resource.operations.limits
        )
        running = await self._running(related)
        for jobs, job_id in running:
            await self._cancel(related, jobs, job_id)
        if running:
            return True
        if self.resource.is_being_deleted(await self.collection.get(self.object_id)):
            return False
        raise error

    async def _running(self, related: RelatedCalls) -> Sequence[tuple[Jobs, str]]:
        """What runs; nothing where nobody can tell: the refusal itself says more."""
        if self.jobs is None:
            return ()
        try:
            ids = await related.running(self.jobs, self.object_id)
        except ApiError:
            return ()
        return [(self.jobs, each) for each in ids]

    async def _cancel(self, related: RelatedCalls, jobs: Jobs, job_id: str) -> None:
        """Cancel one; what cannot be cancelled, or has ended meanwhile, is waited for."""
        seen = f"{jobs.noun} {job_id} is being cancelled"
        try:
            await related.cancel(jobs, self.object_id, job_id)
        except ApiError as error:
            seen = f"{jobs.noun} {job_id} runs, and could not be cancelled: {error.message}"
        notice(seen)
        self.news = seen


class OtherWork(Obstacle[W]):
    """What keeps the object busy, seen or not: it ends by itself."""

    @property
    @override
    def goal(self) -> str:
        return f"the {self.resource.noun} {self.object_id} to have nothing else to do"

    @override
    async def passes(self, error: ApiError) -> bool:
        if not is_refusal(error):
            raise error
        status = status_of(await self.collection.get(self.object_id))
        health = self.resource.health(status)
        if health is Health.DELETING:
            return False
        busy = health in (Health.PENDING, Health.UNKNOWN)
        if not busy and error.status not in MAY_PASS:
            raise error
        current_deadline().begin()
        notice(f'status "{status}", and {error}')
        self.news = f"{status}, {error.message}"
        return True


class LostAnswer(Obstacle[W]):
    """Nothing but a lost answer: the call is made for as long as the object is there.

    It may be refused where nothing is there any more, so that its own answer would not tell.
    """

    pause = TRY_AGAIN_AFTER

    @override
    async def look(self) -> None:
        await self.collection.get(self.object_id)

    @override
    async def passes(self, error: ApiError) -> bool:
        tried_for = self.session.clock.now() - self.started
        if error.executed is Executed.NO or tried_for >= self.session.settings.retry_seconds:
            raise error
        self.news = "the answer was lost, looking whether it is there"
        return True


OBSTACLES: Mapping[Retry, type[Obstacle[Any]]] = {
    Retry.NEVER: Obstacle,
    Retry.ONCE_JOBS_HAVE_ENDED: RunningJobs,
    Retry.ONCE_IDLE: OtherWork,
    Retry.ONCE_SEEN: LostAnswer,
}
