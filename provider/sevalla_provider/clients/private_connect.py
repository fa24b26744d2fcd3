"""The Private Connect API: its address and its key (`docs/contract/private-connect.md`)."""

from collections.abc import Sequence
from typing import TypeVar, Unpack

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import HttpClient, Options, Quota

W = TypeVar("W", bound=WireModel)

ADDRESS = "https://api.privateconnect.co"

QUOTAS: Sequence[Quota] = (Quota("requests to Private Connect", 60, 60),)
"""No limit is documented; should there be one, this is where a 429 is waited out."""


def client(api_key: str, address: str = ADDRESS, **options: Unpack[Options]) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"x-api-key": api_key, "accept": "application/json"}
    return HttpClient(address, headers, api_key, **options)


class WorkspaceCollection(Collection[W]):
    """Objects of one kind in the workspace."""

    def quotas(self, method: str) -> Sequence[Quota]:
        return QUOTAS


class Unlisted(WorkspaceCollection[W]):
    """Objects of a kind that the API does not list."""

    async def all(self) -> dict[str, W]:
        return {}
