"""The APIs that are emulated, and their kinds of objects: a new kind is a line here."""

from sevalla_emulator.access import BEARER
from sevalla_emulator.api import Api
from sevalla_emulator.errors import ErrorBody
from sevalla_emulator.kinds import applications, processes, reference, tcp_proxies
from sevalla_emulator.limits.buckets import charges

SEVALLA = Api(
    name="sevalla",
    title="Sevalla API",
    version="3",
    prefix="/v3",
    key_form=BEARER,
    knows_readers=True,
    error_form=ErrorBody,
    charges=charges,
    kinds=(
        applications.KIND,
        processes.KIND,
        tcp_proxies.KIND,
    ),
    plain=reference.OPERATIONS,
)
APIS = (SEVALLA,)
