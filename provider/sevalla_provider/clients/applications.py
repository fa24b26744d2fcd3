"""Applications of the account (`docs/contract/applications.md`, Applications): only read here."""

from collections.abc import Sequence

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.paths import path
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import HttpClient, Quota


class Application(WireModel):
    """An application as GET shows it. Times in ISO 8601."""

    company_id: str | None = None
    name: str | None = None
    display_name: str | None = None
    type: str | None = None
    status: str | None = None
    cluster_id: str | None = None
    is_suspended: bool | None = None
    created_at: str | None = None
    updated_at: str | None = None


class Applications(Collection[Application]):
    """Every application that the key can see."""

    model = Application

    def __init__(self, client: HttpClient) -> None:
        super().__init__(client, path("applications"))

    def quotas(self, method: str) -> Sequence[Quota]:
        return (sevalla.READ,)
