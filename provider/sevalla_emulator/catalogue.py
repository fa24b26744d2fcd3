"""The APIs that are emulated, and their kinds of objects: a new kind is a line here."""

from sevalla_emulator.access import bearer_token
from sevalla_emulator.api import Api
from sevalla_emulator.errors import ApiError
from sevalla_emulator.kinds import applications, processes, reference, tcp_proxies
from sevalla_emulator.limits.buckets import charges

SEVALLA = Api(
    title="Sevalla API",
    prefix="/v3",
    key_of=bearer_token,
    error_body=ApiError.body,
    charges=charges,
    kinds=(
        applications.KIND,
        processes.KIND,
        tcp_proxies.KIND,
    ),
    plain=reference.OPERATIONS,
)
APIS = (SEVALLA,)
