"""Fixed tables of the API (`docs/contract/sevalla-v3.md`, Reference data)."""

from collections.abc import Sequence

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.paths import path
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import HttpClient, Quota


class ResourceType(WireModel):
    """A size of process: CPU in millicores, memory in MB."""

    name: str | None = None
    cpu_limit: float | None = None
    memory_limit: float | None = None
    category: str | None = None


class Cluster(WireModel):
    """A place where applications run."""

    name: str | None = None
    display_name: str | None = None
    location: str | None = None


class ResourceTypes(Collection[ResourceType]):
    """The sizes that a process can have."""

    model = ResourceType
    plain = True

    def __init__(self, client: HttpClient) -> None:
        super().__init__(client, path("resources", "process-resource-types"))

    def quotas(self, method: str) -> Sequence[Quota]:
        return (sevalla.READ,)


class Clusters(Collection[Cluster]):
    """The places where applications can run."""

    model = Cluster
    plain = True

    def __init__(self, client: HttpClient) -> None:
        super().__init__(client, path("resources", "clusters"))

    def quotas(self, method: str) -> Sequence[Quota]:
        return (sevalla.READ,)
