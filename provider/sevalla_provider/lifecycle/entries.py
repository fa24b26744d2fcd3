"""One resource that stands for several objects: the verbs, made of those on each of the objects.

Each is made, changed and removed as if it were a resource of its own, so that intents, recovery,
lost answers and evidence are the same. What has been done is kept whenever something fails.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sevalla_provider.clients.collection import AT_ONCE
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clock import timestamp_of
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import ApiError, NotFound
from sevalla_provider.lifecycle import create as single
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.delete import delete as delete_one
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    CreateIncomplete,
    EntryFailed,
    Holder,
    Taken,
    UpdateIncomplete,
    Vanished,
)
from sevalla_provider.lifecycle.leftovers import warn_of_what_nobody_asked_for
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.lifecycle.readiness import GRACE
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import inputs_of, outputs_of
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.lifecycle.update import update as update_one
from sevalla_provider.progress import narrator
from sevalla_provider.resources.entries import Entries
from sevalla_provider.resources.resource import Properties, Resource

Step = Callable[[], Awaitable[None]]

DATES = ("created_at", "updated_at")


@dataclass(frozen=True)
class Made:
    """What the engine keeps of a new resource. `found` is what nobody took over."""

    resource_id: str
    outputs: Properties
    account: Account
    found: Properties | None = None


@dataclass
class Work:
    """One verb at work: which resource of which stack, where, and what holds by now.

    Attributes:
        inputs: what the program says, in normal form.
        identities: the present name first, then those of old.
        account: what was kept of the account that the objects were last seen in.
        held: the properties of each object that is the resource's own, by key.
        others: the same of the others, where there shall be none.
        known: what was kept of all together.
        adopted: whether an earlier run made one of them.
    """

    session: Session
    resource: Resource[Any]
    entries: Entries
    parent_id: str
    inputs: Properties
    identities: Sequence[str]
    timeout: Timeout | float
    account: Account | None = None
    held: dict[str, Properties] = field(default_factory=dict)
    others: dict[str, Properties] = field(default_factory=dict)
    known: Properties = field(default_factory=dict)
    adopted: bool = False

    @property
    def place(self) -> Place[Any]:
        """The collection, which those share who have one of the objects by itself."""
        return self.session.place(self.entries.member, self.parent_id)

    def listed(self, there: Mapping[str, WireModel]) -> dict[str, Properties]:
        """The objects of a list, by key."""
        entries = self.entries
        parent = {str(entries.member.parent): self.parent_id}
        found = [outputs_of(entries.member, each, parent) for each in there.values()]
        return {str(each[entries.key]): each for each in found if entries.key in each}

    async def look(self) -> dict[str, Properties]:
        """What there is now. Raises `ApiError`."""
        return self.listed(await self.place.lists.all())

    def wanted(self, key: str) -> Properties:
        """What an object shall be, in terms of the resource that it would be by itself."""
        entries = self.entries
        shared = {name: self.inputs[name] for name in entries.shared if name in self.inputs}
        value = self.entries.said(self.inputs)[key]
        own: Properties = {str(entries.member.parent): self.parent_id, entries.key: key}
        return {**own, **shared, entries.value: value}

    def remember(self, known: Properties) -> None:
        """Take what a state holds of the objects, as they were last seen."""
        entries, self.known = self.entries, known
        for key, object_id in entries.own(known).items():
            shared = {name: known[name] for name in entries.shared if name in known}
            self.held[key] = {
                str(entries.member.parent): self.parent_id,
                entries.key: key,
                **shared,
                entries.value: entries.said(known).get(key),
                entries.member.id_output: object_id,
            }

    def outputs(self) -> Properties:
        """What is kept of all that holds now."""
        entries = self.entries
        all_of_them = {**self.others, **self.held}
        found: Properties = {
            str(entries.member.parent): self.parent_id,
            entries.of: {k: each.get(entries.value, "") for k, each in sorted(all_of_them.items())},
            **{name: self._shared(name) for name in entries.shared},
            entries.exclusive: entries.is_exclusive(self.inputs),
            entries.ids: {k: each[entries.member.id_output] for k, each in self.held.items()},
        }
        return {**found, **self._dates()}

    def _dates(self) -> Properties:
        """When the first was made, and when one last changed."""
        told: Properties = {}
        seen = self.held.values()
        known = [self.known, *seen] if any(DATES[0] not in each for each in seen) else seen
        for name, pick in zip(DATES, (min, max), strict=True):
            times = [(timestamp_of(each.get(name)), each.get(name)) for each in known]
            dated = [(at, text) for at, text in times if at is not None]
            if dated:
                told[name] = pick(dated, key=lambda one: one[0])[1]
        return told

    def _shared(self, name: str) -> Any:  # noqa: ANN401 - the value of any input
        """What an input is that all have in common; where they differ, what it should not be."""
        wanted = self.inputs.get(name, self.resource.traits[name].default)
        seen = [each[name] for each in self.held.values() if name in each]
        return next((each for each in seen if each != wanted), wanted)

    def refuse_taken(self, there: Mapping[str, Properties]) -> None:
        """Refuse all keys that somebody else has, before anything is written. Raises `Taken`."""
        taken = [
            key
            for key in self.entries.said(self.inputs)
            if key in there and key not in self.held and not self._left_behind(key)
        ]
        if not taken:
            return
        member, own_id = self.entries.member, self.entries.member.id_output
        ids = [member.id_of(self.parent_id, str(there[key][own_id])) for key in taken]
        named = ", ".join(f'"{key}" ({each})' for key, each in zip(taken, ids, strict=True))
        text = f"there is a {member.noun} already of each of these keys: {named}."
        raise Taken(
            text,
            self._holder(taken[0], str(there[taken[0]][own_id])),
            "take each over by itself, out of this resource: "
            f"`pulumi import {member.token} <resource> <id>`; or all of the application's into "
            f"one: `pulumi import {self.resource.token} <resource> {self.parent_id}`",
        )

    def _left_behind(self, key: str) -> bool:
        """Whether an earlier run of this very resource may have made it."""
        log, where = self.session.intent_log, self.place.where
        names = [self.entries.identity(each, key) for each in self.identities]
        return any(log.left_behind(name, where) for name in names)

    def _holder(self, key: str, object_id: str) -> Holder:
        known_as = self.session.in_state_as(self.place.where, object_id)
        if known_as is None:
            return Holder.UNKNOWN
        ours = {self.entries.identity(each, key) for each in self.identities}
        return Holder.PREDECESSOR if known_as in ours else Holder.STACK

    async def make(self, key: str, there: Mapping[str, WireModel]) -> None:
        """Make one. Raises `CreateIncomplete` where it is made, and not what it should be."""
        first, *former = (self.entries.identity(each, key) for each in self.identities)
        try:
            with self._naming(key):
                made = await single.create(
                    self.session,
                    self.entries.member,
                    self.wanted(key),
                    first,
                    self.timeout,
                    former,
                    there,
                )
        except CreateIncomplete as error:
            self.adopted |= error.adopted
            self.held[key] = error.outputs
            raise
        self.adopted |= self.session.has_adopted(self.place.where, self._own_id(made.outputs))
        self.held[key] = made.outputs

    async def change(self, key: str) -> None:
        """Change one; where it is gone, make it anew."""
        known, wanted = self.held[key], self.wanted(key)
        member = self.entries.member
        try:
            with self._naming(key):
                self.held[key] = await update_one(
                    self.session,
                    member,
                    self._id_of(known),
                    known,
                    wanted,
                    self.timeout,
                    self.account,
                )
        except UpdateIncomplete as error:
            self.held[key] = error.outputs
            raise
        except Vanished:
            there = await self.place.lists.all()
            now = self.listed(there).get(key)
            if now is None:
                del self.held[key]
                await self.make(key, there)
            else:  # it was made anew by hand
                self.held[key] = now
                if changes(member, now, wanted):
                    await self.change(key)

    async def remove(self, key: str) -> None:
        """Remove one; that it is gone already will do."""
        whose = self.held if key in self.held else self.others
        with self._naming(key):
            known = whose[key]
            await delete_one(
                self.session,
                self.entries.member,
                self._id_of(known),
                known,
                self.timeout,
                self.account or self.session.made_by(self.entries.member),
            )
        del whose[key]

    async def make_all(self, keys: Iterable[str], there: Mapping[str, WireModel]) -> None:
        """Make many, and leave no others where there shall be none."""
        await together(partial(self.make, key, there) for key in keys)

    async def remove_others(self) -> None:
        """Remove what nobody wants there; nothing where others are nobody's business."""
        await together([partial(self.remove, key) for key in self.others])

    def note_others(self, there: Mapping[str, Properties]) -> None:
        """Note what else is there, where there shall be nothing else."""
        if self.entries.is_exclusive(self.inputs):
            mine = {**self.held, **self.entries.said(self.inputs)}
            self.others = {key: each for key, each in there.items() if key not in mine}

    def _naming(self, key: str) -> "_Naming":
        return _Naming(f'the {self.entries.member.noun} "{key}"')

    def _own_id(self, known: Properties) -> str:
        return str(known[self.entries.member.id_output])

    def _id_of(self, known: Properties) -> str:
        return self.entries.member.id_of(self.parent_id, self._own_id(known))


class _Naming:
    """Says in errors of the API which object they are about."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _frames: object) -> None:
        if isinstance(error, ApiError):
            raise EntryFailed(f"{self._what}: {error}") from None


async def together(steps: Iterable[Step]) -> None:
    """Do all, some at a time. After a failure nothing more is begun; the first one is raised.

    What is under way comes to its end, so that everybody knows what has been done.
    """
    turns, failed = asyncio.Semaphore(AT_ONCE), list[Exception]()

    async def one(step: Step) -> None:
        async with turns:
            if not failed:
                try:
                    await step()
                except Exception as error:
                    failed.append(error)

    await asyncio.gather(*map(one, steps))
    if failed:
        raise failed[0]


def _work(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    inputs: Properties,
    identities: Sequence[str] = (),
    timeout: Timeout | float = GRACE,
    account: Account | None = None,
) -> Work:
    entries = resource.entries
    assert entries is not None  # noqa: S101 - whoever comes here has asked
    parent_id, _ = resource.split_id(resource_id, {})
    return Work(session, resource, entries, parent_id, inputs, identities, timeout, account)


async def create(
    session: Session,
    resource: Resource[Any],
    inputs: Properties,
    identity: str,
    timeout: Timeout | float,
    former: Sequence[str] = (),
) -> Made:
    """Make all. Arguments and errors: see `lifecycle.create`."""
    parent_id = resource.parent_of(inputs)
    work = _work(session, resource, parent_id, inputs, (identity, *former), timeout)
    async with within(session, _explicit(timeout), f"the {resource.noun} to be made"):
        there = await work.place.lists.all()
        work.refuse_taken(work.listed(there))
        work.note_others(work.listed(there))
        try:
            await work.make_all(work.entries.said(inputs), there)
            _tell_of(work)
            await work.remove_others()
        except BaseException as error:
            if not work.held:
                raise
            raise CreateIncomplete(
                parent_id,
                work.outputs(),
                None,
                session.made_by(resource),
                adopted=work.adopted,
            ) from _cause(error)
    return Made(parent_id, work.outputs(), session.made_by(resource))


async def read(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    given: Iterable[str] | None,
    account: Account | None = None,
) -> Found | None:
    """Look at all; None when what they belong to is gone. Arguments: see `lifecycle.read`."""
    work = _work(session, resource, resource_id, known, account=account)
    entries, evidence = work.entries, session.evidence(resource.api)
    try:
        there = await _there(work, known)
    except NotFound:
        if given is not None:
            await evidence.prove_gone(f"the {resource.noun} {resource_id}", None, account)
        return None
    if given is None:
        work.held = there
    else:
        work.held = {key: there[key] for key in entries.own(known) if key in there}
        work.note_others({key: each for key, each in there.items() if key not in work.held})
        if entries.is_exclusive(known):
            work.others = {key: each for key, each in there.items() if key not in work.held}
    outputs = work.outputs()
    shown = session.seen_by(resource, account)
    if given is not None:
        shown = await evidence.seen(account, work.parent_id)
    return Found(outputs, inputs_of(resource, outputs, given), shown)


async def _there(work: Work, known: Properties) -> dict[str, Properties]:
    """What there is, by a list that others share; one alone proves no absence. Raises `ApiError`.

    What was made a moment ago may not be visible everywhere yet.
    """
    clock, own = work.session.clock, work.entries.own(known)
    found = work.listed(await work.place.reads.all())
    young_until = min(timestamp_of(known.get("updated_at")) or 0.0, clock.wall()) + GRACE
    if not own.keys() <= found.keys():
        found = await work.look()
    while not own.keys() <= found.keys() and clock.wall() <= young_until:
        await clock.sleep(work.place.poller.first_look)
        found = await work.look()
    return found


async def update(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    outputs: Properties,
    inputs: Properties,
    timeout: Timeout | float,
    account: Account | None,
    identities: Sequence[str],
) -> Properties:
    """Make all what the program says. Arguments and errors: see `lifecycle.update`."""
    work = _work(session, resource, resource_id, inputs, identities, timeout, account)
    work.remember(outputs)
    async with within(session, _explicit(timeout), f"the {resource.noun} to be changed"):
        there = await _looked_at(work, outputs)
        before = dict(work.held)
        try:
            wanted = work.entries.said(inputs)
            kept = [key for key in work.held if key in wanted]
            differing = [
                key
                for key in kept
                if changes(work.entries.member, work.held[key], work.wanted(key))
            ]
            new = [key for key in wanted if key not in work.held]
            gone = [key for key in work.held if key not in wanted]
            steps = [
                *(partial(work.change, key) for key in differing),
                *(partial(work.make, key, there) for key in new),
            ]
            await together(steps)
            await together([partial(work.remove, key) for key in gone])
            await work.remove_others()
        except BaseException as error:
            if work.held == before:
                raise
            kept_account = session.seen_by(resource, account)
            raise UpdateIncomplete(work.outputs(), kept_account) from _cause(error)
    return work.outputs()


async def _looked_at(work: Work, outputs: Properties) -> Mapping[str, WireModel]:
    """Look at what is there, where the state does not tell all that the update has to know."""
    entries, traits = work.entries, work.resource.traits
    new = entries.said(work.inputs).keys() - work.held.keys()
    shared = any(
        outputs.get(name, traits[name].default) != work.inputs.get(name, traits[name].default)
        for name in entries.shared
    )
    alone = entries.is_exclusive(work.inputs) and (
        not entries.is_exclusive(outputs) or entries.said(outputs).keys() - work.held.keys()
    )
    if not (new or shared or alone):
        return {}
    there = await work.place.lists.all()
    found = work.listed(there)
    work.refuse_taken(found)
    work.note_others(found)
    for key in work.held.keys() & found.keys():
        work.held[key] = found[key]
    return there


async def delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    timeout: Timeout | float,
    account: Account | None = None,
    identity: str = "",
    _found: Properties | None = None,
) -> None:
    """Remove all, and no others. Arguments and errors: see `lifecycle.delete`."""
    work = _work(session, resource, resource_id, known, (), timeout, account)
    work.remember(known)
    with session.one_more_delete():
        async with within(session, _explicit(timeout), f"the {resource.noun} to be gone"):
            await together([partial(work.remove, key) for key in work.held])
    warn_of_what_nobody_asked_for(session, identity)


def _tell_of(work: Work) -> None:
    """Tell of what goes that no preview has named."""
    if work.others:
        named = ", ".join(f'"{key}"' for key in sorted(work.others))
        narrator().warn(
            "the application had other variables, which are deleted, since the "
            f"{work.resource.noun} is exclusive: {named}"
        )


def _cause(error: BaseException) -> BaseException:
    """What went wrong with the object that failed."""
    half = isinstance(error, CreateIncomplete | UpdateIncomplete)
    return (error.__cause__ or error) if half else error


def _explicit(timeout: Timeout | float) -> Timeout | float | None:
    """What bounds all together; a default bounds each by itself, and not what waits its turn."""
    return None if isinstance(timeout, Timeout) and not timeout.explicit else timeout
