"""The APIs that are emulated, and their kinds of objects: a new kind is a line here."""

from sevalla_emulator.access import BEARER, X_API_KEY
from sevalla_emulator.api import Api
from sevalla_emulator.errors import ErrorBody
from sevalla_emulator.kinds import applications, processes, reference, tcp_proxies
from sevalla_emulator.limits.buckets import all_in_one, charges_by_service
from sevalla_emulator.private_connect import agents, connections, shares, tunnels
from sevalla_emulator.private_connect.refusals import TunnelsErrorBody

_SEVALLA = (
    applications.KIND,
    processes.KIND,
    tcp_proxies.KIND,
)
_PRIVATE_CONNECT = (
    agents.KIND,
    tunnels.KIND,
    connections.KIND,
    shares.KIND,
)

SEVALLA = Api(
    name="sevalla",
    title="Sevalla API",
    version="3",
    prefix="/v3",
    key_form=BEARER,
    has_read_only_key=True,
    error_form=ErrorBody,
    charges=charges_by_service([kind.path for kind in _SEVALLA if kind.service]),
    kinds=_SEVALLA,
    plain=reference.OPERATIONS,
)
PRIVATE_CONNECT = Api(
    name="private-connect",
    title="Private Connect Tunnels API",
    version="1",
    prefix="/private-connect",
    key_form=X_API_KEY,
    has_read_only_key=False,
    error_form=TunnelsErrorBody,
    charges=all_in_one,
    kinds=_PRIVATE_CONNECT,
)
APIS = (SEVALLA, PRIVATE_CONNECT)
