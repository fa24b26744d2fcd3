"""What the platform starts in a new object: waited for, and told of where it comes to nothing.

That is a warning, and no failure of the object: what it lacks can be given to it only now that it
is there (`docs/contract/sites-balancers-pipelines.md`, Static sites).
"""

from typing import Any, Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.deadline import current_deadline
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.errors import LifecycleError
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.object_log import WITHIN, end_of_log
from sevalla_provider.lifecycle.poller import Pending, Settled
from sevalla_provider.lifecycle.readiness import Readiness, how_far
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import LONGEST, narrator
from sevalla_provider.resources.first_run import FirstRun
from sevalla_provider.resources.health import status_of
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.status_line import pause

W = TypeVar("W", bound=WireModel)


class FirstRunIsOver(Generic[W]):
    """Judges whether an object that is ready tells that its first run is over.

    One that says nothing of it may say it a moment later.
    """

    def __init__(
        self, session: Session, resource: Resource[W], run: FirstRun, wanted: Properties
    ) -> None:
        self._resource = resource
        self._run = run
        self._ready = Readiness(session, resource, wanted, new=True)
        self._clock = session.clock
        self._silent_until = session.clock.now() + GRACE

    def __call__(self, record: W | None) -> Settled[W] | Pending:
        """Judge one look. Raises `Vanished`."""
        verdict = self._ready(record)
        if record is None or isinstance(verdict, Pending):
            return verdict
        status = status_of(record)
        silent = status is None and self._clock.now() < self._silent_until
        if silent or status == self._run.running:
            seen = how_far(self._resource, record)
            return Pending(seen.seen, f"{seen.news}, first {self._run.jobs.noun}")
        return verdict


async def until_first_run_is_over(
    session: Session, place: Place[W], resource: Resource[W], record: W, wanted: Properties
) -> W:
    """Wait, where the program asks for it; return the object as it is then.

    Raises `ApiError`, `LifecycleError`: nobody can tell how it ended.
    """
    run = resource.first_run
    if run is None or not run.asked_for(wanted):
        return record
    related = RelatedCalls(session.client(resource.api), resource.operations.limits)
    goal = f"the first {run.jobs.noun} of the {resource.noun} to end"
    judge = FirstRunIsOver(session, resource, run, wanted)
    found: W | None = record
    if isinstance(judge(record), Pending):
        found = await place.poller.until(record.id, goal, judge)
    with current_deadline().waiting_for(goal):
        # Some have no word for it before the run has begun.
        while status_of(found) is None and await related.running(run.jobs, record.id):
            news = f"first {run.jobs.noun} begins"
            await pause(session.clock, session.settings.poll_interval, news, "next look")
            found = await place.poller.until(record.id, goal, judge)
    if found is None:
        raise AssertionError  # readiness settles for nothing less than an object
    await _tell(session, related, resource, run, found)
    return found


async def _tell(
    session: Session, related: RelatedCalls, resource: Resource[W], run: FirstRun, found: W
) -> None:
    """Warn of a run that came to nothing; nothing is told of one that has nothing to tell."""
    status, noun, what = status_of(found), run.jobs.noun, f"the {resource.noun} {found.id}"
    if status is None:
        narrator().note(f"the platform has started no {noun} of {what}")
    elif status != run.success:
        told = (
            f'the first {noun} of {what} has not succeeded: it shows status "{status}" '
            f"(request id {found.request_id}). {run.advice}"
        )
        log = await _log_of_last(session, related, resource, run, found.id)
        narrator().warn(f"{told}\n{_shortened(log, LONGEST - len(told) - 1)}".strip())


async def _log_of_last(
    session: Session, related: RelatedCalls, resource: Resource[Any], run: FirstRun, object_id: str
) -> str:
    """The end of the log of the last one; nothing where that cannot be had: it is help, no more."""
    jobs = related.jobs(run.jobs, object_id)
    try:
        async with within(session, WITHIN, f"the {run.jobs.noun}s of the {resource.noun}"):
            there = (await jobs.all()).values()
    except (ApiError, LifecycleError):
        return ""
    last = max(there, key=lambda job: str(getattr(job, "created_at", "")), default=None)
    return "" if last is None else await end_of_log(session, jobs, last.id)


def _shortened(log: str, most: int) -> str:
    """A log of so many characters: the end of it says most, and its first line what it is."""
    head, *lines = log.split("\n")
    while lines and len("\n".join([head, *lines])) > most:
        del lines[0]
    return "\n".join([head, *lines])
