"""Calls about an object that go elsewhere than to its own path.

They tell, or set, whose member it is, what runs in it and what it holds, and what another list
shows of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ConfigDict

from sevalla_provider.clients.calls import Lookup, Membership
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.operations import Limits, Operations
from sevalla_provider.clients.paths import filled, parameters, path
from sevalla_provider.clients.verbs import Contents, Jobs, List
from sevalla_provider.http import HttpClient, InvalidResponse

LISTED_UNDER = ("data", "objects", "keys")
"""Where an answer may hold a list (`docs/contract/tolerant-choices.md`)."""


class Anything(WireModel):
    """An object of which each field is taken as it comes."""

    model_config = ConfigDict(extra="allow")

    def shows(self, fields: Mapping[str, str]) -> bool:
        """Whether it has these fields."""
        return all(getattr(self, name, None) == value for name, value in fields.items())


@dataclass(frozen=True)
class RelatedCalls:
    """The calls about the objects of one kind. Every call raises `ApiError`."""

    client: HttpClient
    limits: Limits

    async def join(self, membership: Membership, place: str, object_id: str) -> None:
        """Make an object a member. Raises `NotFound` where there is no such place."""
        body = {"service_id": object_id, "service_type": membership.kind}
        where = filled(membership.path, dict.fromkeys(parameters(membership.path), place))
        await self.client.request("POST", where, (self.limits.writes,), json={**body})

    async def leave(self, membership: Membership, place: str, object_id: str) -> None:
        """Make an object a member no more. Raises `NotFound` where it is none."""
        where = filled(membership.path, dict.fromkeys(parameters(membership.path), place))
        await self.client.request(
            "DELETE",
            where + path(object_id),
            (self.limits.writes,),
            params={"service_type": membership.kind},
        )

    async def running(self, jobs: Jobs, object_id: str) -> Sequence[str]:
        """The ids of what has not ended yet in an object."""
        there = (await self.jobs(jobs, object_id).all()).values()
        return [each.id for each in there if getattr(each, "status", None) in jobs.running]

    def jobs(self, jobs: Jobs, object_id: str) -> Collection[Anything]:
        """What runs, or has run, in an object."""
        return self._list(jobs.path, object_id, jobs.log)

    async def cancel(self, jobs: Jobs, object_id: str, job_id: str) -> None:
        """End one of them."""
        where = filled(jobs.path, dict.fromkeys(parameters(jobs.path), object_id))
        await self.client.request("POST", where + path(job_id) + jobs.cancel, (self.limits.writes,))

    async def holds(self, contents: Contents, object_id: str) -> bool:
        """Whether there is anything in an object. Raises `ApiError` where nobody can tell."""
        where = filled(contents.path, dict.fromkeys(parameters(contents.path), object_id))
        answer = await self.client.request("GET", where, (self.limits.reads,))
        body = answer.body
        told = [body.get(name) for name in LISTED_UNDER] if isinstance(body, dict) else [body]
        lists = [each for each in told if isinstance(each, list)]
        if not lists:
            raise InvalidResponse(
                f"GET {where}", "the answer holds no list", request_id=answer.request_id
            )
        return any(lists)

    async def lookup(self, lookup: Lookup, object_id: str) -> str | None:
        """What a list shows of an object; None where it does not, or not yet."""
        there = (await self._list(lookup.path, object_id).all()).values()
        shown = (getattr(each, lookup.shows, None) for each in there if each.shows(lookup.where))
        return next((value for value in shown if isinstance(value, str) and value), None)

    def _list(self, template: str, object_id: str, log_path: str = "") -> Collection[Anything]:
        table = Operations(path=template, limits=self.limits, list=List.EITHER, log_path=log_path)
        return Collection(self.client, table, Anything, object_id)
