"""Lists that come in pages: the whole of one, or a part.

Source: `docs/contract/sevalla-v3.md`, Lists.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from typing_extensions import TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.responses import ResponseReader, total_in
from sevalla_provider.http import Response

W = TypeVar("W", bound=WireModel, default=WireModel)

PAGE = 100
"""Objects a page: the most that the API gives."""

AT_ONCE = 8
"""Pages that are asked for together, once the first has told how many there are."""


@dataclass(frozen=True)
class Page(Generic[W]):
    """A part of what a list shows. `after`: where the next part begins; None where it ends."""

    items: Sequence[W]
    after: int | None


@dataclass(frozen=True)
class PagedList(Generic[W]):
    """A list. `ask`: sends the request for a page, by its limit and offset; raises `ApiError`."""

    ask: Callable[[Mapping[str, int | str]], Awaitable[Response]]
    reader: ResponseReader[W]

    async def whole(self) -> dict[str, W]:
        """Walk over the pages. An object that moves between them counts once."""
        found: dict[str, W] = {}
        offset, total, size = 0, 1, PAGE
        while offset < total:
            known = len(found)
            for response in await self._pages(range(offset, total, size)[:AT_ONCE], PAGE):
                page = self.reader.page(response)
                found |= {item.id: item for item in page if item.id not in found}
                if isinstance(response.body, list):
                    return found
                offset += len(page)
                total = total_in(response, at_least=offset + len(page) // PAGE)
                if len(page) < size:
                    break  # what was asked for next is not what comes next
            # A server may have pages of its own size; one that ignores the offset shows the same
            # page for ever.
            size = min(size, len(page) or size)
            if len(found) == known:
                break
        return found

    async def part(self, offset: int, size: int) -> Page[W]:
        """Read one page; of a server that knows none, a part of all."""
        (response,) = await self._pages([offset], size)
        items = self.reader.page(response)
        if isinstance(response.body, list):
            return part_of(items, offset, size)
        end = offset + len(items)
        more = bool(items) and end < total_in(response, at_least=end + len(items) // size)
        return Page(items, end if more else None)

    async def _pages(self, offsets: Iterable[int], size: int) -> list[Response]:
        return await asyncio.gather(
            *(self.ask({"limit": size, "offset": offset}) for offset in offsets)
        )


def part_of(items: Sequence[W], offset: int, size: int) -> Page[W]:
    """A part of what was listed at once."""
    end = offset + size
    return Page(items[offset:end], end if end < len(items) else None)
