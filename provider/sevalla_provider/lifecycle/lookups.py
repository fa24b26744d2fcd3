"""Outputs that the object's own answers do not show: each is read once by a call of its own.

They never change, and nothing depends on them: that one cannot be read fails nothing, and the next
read tries again.
"""

import asyncio
from typing import Any

from sevalla_provider.clients.calls import Lookup
from sevalla_provider.clients.related import RelatedCalls
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.errors import LifecycleError
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

PATIENCE = 10.0
"""Seconds for such a read: it is worth no more."""


async def with_lookups(
    session: Session, resource: Resource[Any], object_id: str, outputs: Properties
) -> Properties:
    """Outputs together with those that another call shows, where they are not known yet."""
    missing = {n: each for n, each in resource.operations.lookups.items() if n not in outputs}
    if not missing:
        return outputs
    related = RelatedCalls(session.client(resource.api), resource.operations.limits)

    async def one(lookup: Lookup) -> str | None:
        try:
            async with within(session, PATIENCE, f"what belongs to the {resource.noun}"):
                return await related.lookup(lookup, object_id)
        except (ApiError, LifecycleError):
            return None

    found = await asyncio.gather(*map(one, missing.values()))
    seen = zip(missing, found, strict=True)
    return {**outputs, **{name: value for name, value in seen if value is not None}}
