"""`List`: the objects of a resource, by the ids that an import takes, a part at a time."""

from asyncio import CancelledError
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.clients.paging import PAGE
from sevalla_provider.functions.listing import Part, list_inputs, not_listable, part
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import explain
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.check_failures import check_failures
from sevalla_provider.plugin.continuation import continuation, digest_of
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.marshalling import received
from sevalla_provider.plugin.narration import EngineLog, ResourceNarrator
from sevalla_provider.plugin.resource_call import resource_of
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import holds_unknown
from sevalla_provider.sanitize import visible


@dataclass(frozen=True)
class Lister:
    """Lists within one session."""

    session: Session
    cancellation: Cancellation
    log: EngineLog

    async def list(self, request: pb.ListRequest) -> AsyncIterator[pb.ListResponse]:
        """Tell the objects that are asked for, and where to go on. Raises `Failed`.

        All that a limit allows is told by one call, unless a size of pages is asked for; without a
        limit, one page.
        """
        resource = resource_of(request.token)
        inputs = _asked(resource, request)
        if holds_unknown(inputs):
            yield pb.ListResponse(computed=pb.ListResponse.Computed())
            return
        parent_id = resource.parent_of(inputs)
        of = digest_of(resource.token, parent_id, self.session.settings.url(resource.api))
        at = continuation(request.continuation_token, of, request.limit)
        most = at.most(request.limit)
        while most is None or at.told < most:
            room = PAGE if most is None else most - at.told
            size = min(PAGE, room, request.page_size if request.page_size > 0 else PAGE)
            found = await self._part(resource, parent_id, at.offset, size)
            if found.last and found.last == at.last:
                return  # a server that knows no pages shows the same for ever
            told = found.objects[:room]
            for each in told:
                result = pb.ListResponse.Result(id=each.id, name=visible(each.name))
                yield pb.ListResponse(result=result)
            if found.after is None:
                return
            at = at.moved(found.after, len(told), found.last)
            if most is None or request.page_size > 0:
                break
        if most is None or at.told < most:
            goes_on = pb.ListResponse.Continuation(continuation_token=at.token())
            yield pb.ListResponse(continuation=goes_on)

    async def _part(self, resource: Resource[Any], parent_id: str, offset: int, size: int) -> Part:
        reading = part(self.session, resource, parent_id, offset, size)
        try:
            return await self.cancellation.run(ResourceNarrator(self.log, ""), reading)
        except (Exception, CancelledError) as error:
            where = f" in {parent_id}" if parent_id else ""
            raise Failed(explain(f"list {resource.plural}{where}", error)) from None


def _asked(resource: Resource[Any], request: pb.ListRequest) -> Properties:
    """Read where to look. Raises `Failed`."""
    if why := not_listable(resource):
        raise Failed(f"{resource.plural} cannot be listed: {why}", grpc.StatusCode.UNIMPLEMENTED)
    model = list_inputs(resource)
    given = received(model, request.query)
    checked = check(model, given.properties)
    if checked.failures:
        wrong = "; ".join(each.reason for each in check_failures(checked.failures, given.secrets))
        raise Failed(f"could not list {resource.plural}: {wrong}", grpc.StatusCode.INVALID_ARGUMENT)
    return checked.inputs
