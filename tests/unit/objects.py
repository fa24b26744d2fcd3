"""Objects as the API shows them, read by the models that are derived from the resources."""

from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY


class Proxy(WireModel):
    """A TCP proxy, or as much of one as reads and waiting look at."""

    status: str | None = None


def a_process(**told: object) -> Any:
    return PROCESS.read_model.model_validate(told)


def a_proxy(**told: object) -> Any:
    return TCP_PROXY.read_model.model_validate(told)
