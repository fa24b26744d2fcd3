"""One operation on the objects of one resource: what is wanted, what holds by now, a step each.

Each object is made, changed and removed as if it were a resource of its own, so that intents,
recovery, lost answers and evidence are the same.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import JsonValue

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.paging import AT_ONCE
from sevalla_provider.clock import timestamp_of
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    CreateIncomplete,
    EntryFailed,
    Holder,
    Taken,
    UpdateIncomplete,
    Vanished,
)
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import outputs_of
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.entries import Entries
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

Step = Callable[[], Awaitable[None]]

DATES = ("created_at", "updated_at")


@dataclass
class EntriesOperation:
    """One verb on all of them: which resource of which stack, where, and what holds by now.

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
    entries: Entries[Resource[Any]]
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
            entries.exclusive: entries.is_exclusive(self.inputs),
            entries.ids: {k: each[entries.member.id_output] for k, each in self.held.items()},
        }
        shared = {name: self._shared(name) for name in entries.shared}
        common = {name: value for name, value in shared.items() if value is not None}
        return {**found, **common, **self._dates()}

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

    def _shared(self, name: str) -> JsonValue:
        """What an input is that all have in common; None where they differ in it."""
        seen = {json.dumps(each[name]): each[name] for each in self.held.values() if name in each}
        if not seen:
            return self.inputs.get(name, self.resource.traits[name].default)
        return None if len(seen) > 1 else next(iter(seen.values()))

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
                made = await create(
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
                self.held[key] = await update(
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
            await delete(
                self.session,
                self.entries.member,
                self._id_of(known),
                known,
                self.timeout,
                self.account or self.session.made_by(self.entries.member),
            )
        del whose[key]

    async def remove_others(self) -> None:
        """Remove what nobody wants there; nothing where others are nobody's business."""
        await together(partial(self.remove, key) for key in list(self.others))

    def note_others(self, there: Mapping[str, Properties]) -> None:
        """Note what else is there, where there shall be nothing else."""
        if self.entries.is_exclusive(self.inputs):
            mine = {**self.held, **self.entries.said(self.inputs)}
            self.others = {key: each for key, each in there.items() if key not in mine}

    @contextmanager
    def _naming(self, key: str) -> Iterator[None]:
        """Say in errors of the API which object they are about."""
        try:
            yield
        except ApiError as error:
            text = f'the {self.entries.member.noun} "{key}": {error}'
            raise EntryFailed(text) from None

    def _own_id(self, known: Properties) -> str:
        return str(known[self.entries.member.id_output])

    def _id_of(self, known: Properties) -> str:
        return self.entries.member.id_of(self.parent_id, self._own_id(known))


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
