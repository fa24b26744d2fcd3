"""What an object is a member of, such as its project: changed by calls to what it leaves and joins.

Source: `docs/contract/company.md`, Services of a project.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from pydantic import JsonValue

from sevalla_provider.clients.calls import Membership
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.http import ApiError, Executed, NotFound
from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.lifecycle.lost_answers import TRY_AGAIN_AFTER, tell_of_lost
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.normalize import same
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


async def move(
    session: Session,
    resource: Resource[W],
    collection: Collection[W],
    object_id: str,
    change: Change,
) -> W:
    """Let an object leave what it is a member of, and join what it shall be; return it then.

    Looked at first: nothing is sent where it is there already. After a lost answer the object tells
    what became of it. Raises `ApiError`; where the new place would not have it, it stays where it
    was if that can be had.
    """
    related = RelatedCalls(session.client(resource.api), resource.operations.limits)
    calls = _Calls(related, resource.operations.memberships[change.name], object_id)
    started = session.clock.now()
    before = ""
    while True:
        found = await collection.get(object_id)
        there = getattr(found, change.name, None)
        if same(there, change.wanted):
            return found
        before = there or before
        try:
            await calls.swap(there, change.wanted, before)
            return await collection.get(object_id)
        except ApiError as error:
            tried_for = session.clock.now() - started
            if error.executed is Executed.NO or tried_for >= session.settings.retry_seconds:
                raise
            tell_of_lost(error)
        await session.clock.sleep(TRY_AGAIN_AFTER)


@dataclass(frozen=True)
class _Calls:
    """The calls that make one object a member. Every call raises `ApiError`."""

    related: RelatedCalls
    membership: Membership
    object_id: str

    async def swap(self, left: JsonValue, joined: JsonValue, before: str) -> None:
        """Leave one place and join another; `before`: where it goes back to when it may not."""
        if left:
            with suppress(NotFound):  # it is out already, or what it was in is gone
                await self.related.leave(self.membership, str(left), self.object_id)
        if joined is None:
            return
        try:
            await self.related.join(self.membership, str(joined), self.object_id)
        except ApiError as error:
            if error.executed is Executed.NO and before:
                with suppress(ApiError):
                    await self.related.join(self.membership, before, self.object_id)
            raise
