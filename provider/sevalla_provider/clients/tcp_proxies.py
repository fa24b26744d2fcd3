"""TCP proxies of an application (`docs/contract/sevalla-v3.md`, TCP proxies). There is no PATCH."""

from collections.abc import Sequence

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.paths import path
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import HttpClient, Quota


class TcpProxy(WireModel):
    """A TCP proxy as GET shows it. Status: creating, ready, failed, deleting, or a newer word."""

    app_id: str | None = None
    process_id: str | None = None
    port: int | None = None
    external_port: int | None = None
    hostname: str | None = None
    status: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


class TcpProxies(Collection[TcpProxy]):
    """The TCP proxies of one application."""

    model = TcpProxy

    def __init__(self, client: HttpClient, app_id: str) -> None:
        super().__init__(client, path("applications", app_id, "tcp-proxies"))
        self._app_id = app_id

    def quotas(self, method: str) -> Sequence[Quota]:
        return sevalla.quotas(method, self._app_id)
