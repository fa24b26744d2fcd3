"""Processes of an application (`docs/contract/sevalla-v3.md`, Processes)."""

from collections.abc import Sequence

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.paths import path
from sevalla_provider.clients.wire import JsonObject, WireModel
from sevalla_provider.http import HttpClient, Quota


class Process(WireModel):
    """A process as GET shows it. CPU in millicores, memory in MB, times in ISO 8601."""

    app_id: str | None = None
    key: str | None = None
    type: str | None = None
    display_name: str | None = None
    entrypoint: str | None = None
    port: int | None = None
    is_ingress_enabled: bool | None = None
    ingress_protocol: str | None = None
    scaling_strategy: JsonObject | None = None
    resource_type_id: str | None = None
    resource_type_name: str | None = None
    cpu_limit: float | None = None
    memory_limit: float | None = None
    schedule: str | None = None
    time_zone: str | None = None
    job_start_policy: str | None = None
    liveness_probe: JsonObject | None = None
    readiness_probe: JsonObject | None = None
    internal_hostname: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


class Processes(Collection[Process]):
    """The processes of one application."""

    model = Process

    def __init__(self, client: HttpClient, app_id: str) -> None:
        super().__init__(client, path("applications", app_id, "processes"))
        self._app_id = app_id

    def quotas(self, method: str) -> Sequence[Quota]:
        return sevalla.quotas(method, self._app_id)
