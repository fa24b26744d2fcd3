"""When an object has settled, and when it never will: what the waiter is told to look for."""

from typing import Any, Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.deadline import current_deadline
from sevalla_provider.http import ApiError, Executed, NotFound
from sevalla_provider.lifecycle.errors import ChangeFailed, ObjectFailed, Vanished
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.object_log import end_of_log
from sevalla_provider.lifecycle.poller import Pending, Settled
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import seen
from sevalla_provider.progress import narrator
from sevalla_provider.redaction import HIDDEN
from sevalla_provider.resources.awaited_status import AwaitedStatus
from sevalla_provider.resources.health import Health, status_of
from sevalla_provider.resources.normalize import same
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.status_line import pause

W = TypeVar("W", bound=WireModel)


NO_STATUS = "no status yet"

AT_REST = (Health.READY, Health.CHANGE_FAILED)
"""Nothing is under way."""


def health_of(session: Session, resource: Resource[Any], record: WireModel) -> Health:
    """Judge an object by its status.

    A status that nobody documented is warned of once a run for each object: it is told on the row
    of its resource, and the others would wait in silence.
    """
    status = status_of(record)
    health = resource.health(status)
    if health is Health.UNKNOWN:
        session.warn_once(
            f'status "{status}" of {resource.token} {record.id}',
            f'the API shows the {resource.noun} {record.id} with status "{status}", which this '
            "version of the provider does not know: it is treated as not ready yet",
        )
    return health


class Readiness(Generic[W]):
    """Judges whether an object is ready and shows what was asked of it.

    `stands`: whether one will do whose last change failed, since nothing of that was asked now.
    """

    def __init__(
        self,
        session: Session,
        resource: Resource[W],
        wanted: Properties,
        *,
        new: bool,
        stands: bool = False,
    ) -> None:
        self._resource = resource
        self._later = {
            name: wanted.get(name, trait.default)
            for name, trait in resource.traits.items()
            if trait.eventually_consistent and wanted.get(name, trait.default) is not None
        }
        aim = resource.awaited_status
        self.aim = aim if aim is not None and aim.asked_for(wanted) else None
        self._session = session
        self._stands = stands
        self._missing_until = session.clock.now() + (GRACE if new else 0)

    def __call__(self, record: W | None) -> Settled[W] | Pending:
        """Judge one look. Raises `ObjectFailed`, `Vanished`."""
        if record is None:
            if self._session.clock.now() < self._missing_until:
                return Pending("not visible yet")
            raise Vanished(
                f"the {self._resource.noun} was deleted by somebody else while it was waited for"
            )
        health = health_of(self._session, self._resource, record)
        self._insist_on_life(record, health)
        if health not in AT_REST or self._is_awaited(record):
            return how_far(self._resource, record)
        for name, wanted in self._later.items():
            value = seen(self._resource, name, record)
            if not same(value, wanted):
                said = HIDDEN if name in self._resource.secrets else value
                return Pending(f'{name} is still "{said}"')
        return Settled(record)

    def _insist_on_life(self, record: W, health: Health) -> None:
        noun = self._resource.noun
        shown = (
            f'the platform shows the {noun} {record.id} with status "{status_of(record)}" '
            f"(request id {record.request_id})"
        )
        if health is Health.FAILED:
            raise ObjectFailed(shown, record, self._resource.failure_advice)
        if health is Health.CHANGE_FAILED and not self._stands:
            raise ChangeFailed(shown, record)
        if health is Health.DELETING:
            raise Vanished(f"the {noun} {record.id} is being deleted by somebody else")

    def _is_awaited(self, record: W) -> bool:
        """Whether the program asks for another status, and the platform still looks for it."""
        aim = self.aim
        return aim is not None and status_of(record) not in (aim.status, aim.lapsed)


def how_far(resource: Resource[Any], record: WireModel) -> Pending:
    """The status, and what else a resource tells of it, in a few words."""
    status, told = status_of(record), resource.progress(record)
    far = f", {told}" if told else ""
    return Pending(f'status "{status}"{far}', f"{status or NO_STATUS}{far}")


async def until_ready(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    record: W,
    wanted: Properties,
    *,
    new: bool,
    trusted: bool = True,
    stands: bool = False,
) -> W:
    """Wait until an object is ready and shows what was `wanted`; return it as it is then.

    `trusted`: whether `record` is the object as it is; else it is read again. `stands`: see
    `Readiness`.

    Raises `LifecycleError`, `ApiError`.
    """
    judge = Readiness(session, resource, wanted, new=new, stands=stands)
    aim = judge.aim
    goal = f"the {resource.noun} to be {aim.status if aim else 'ready'}"
    try:
        settled = trusted and isinstance(judge(record), Settled)
        found = record if settled else await place.poller.until(record.id, goal, judge)
        while aim is not None and found is not None and status_of(found) == aim.lapsed:
            with current_deadline().waiting_for(goal, how_far(resource, found).seen):
                await _look_again(session, place, found, aim)
            found = await place.poller.until(record.id, goal, judge)
    except ObjectFailed as failed:
        failed.log = await end_of_log(session, place.collection, record.id)
        raise
    if found is None:
        raise AssertionError  # readiness settles for nothing less than an object
    return found


async def at_rest(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    object_id: str,
    *,
    new: bool = False,
    stands: bool = True,
) -> W:
    """Look at an object, and wait for the end of what is under way with it.

    `new`: whether it may not be visible yet. `stands`: see `Readiness`.

    Raises `LifecycleError`, `ApiError`.
    """
    judge = Readiness(session, resource, {}, new=new, stands=stands)
    verdict: Settled[W] | Pending = Pending("not visible yet")
    try:
        verdict = judge(await place.collection.get(object_id))
    except NotFound:
        if not new:
            raise
    if isinstance(verdict, Settled):
        found = verdict.record
    else:
        goal = f"the {resource.noun} to take a change"
        found = await place.poller.until(object_id, goal, judge)
    if found is None:
        raise AssertionError  # as above
    return found


async def _look_again(session: Session, place: Place[W], found: W, aim: AwaitedStatus) -> None:
    """Make the platform look again, and wait for what comes of it. Raises `ApiError`."""
    narrator().status(f"{aim.lapsed}, making the platform look again")
    try:
        await place.collection.call(found.id, aim.look_again)
    except ApiError as error:
        if error.executed is Executed.NO:
            raise
    place.lists.written()
    # It may have lapsed at once again, and nobody is to be asked without a pause.
    news = f"{aim.lapsed}, the platform looks again"
    await pause(session.clock, session.settings.poll_interval, news, "next look")
