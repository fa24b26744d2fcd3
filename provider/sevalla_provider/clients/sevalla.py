"""The Sevalla API, v3: its address, its key, its documented limits (`contract/sevalla-v3.md`)."""

from collections.abc import Sequence
from pathlib import Path

import httpx

from sevalla_provider.clock import Clock
from sevalla_provider.http import HttpClient, Quota
from sevalla_provider.http.client import REQUEST_SECONDS, RETRY_SECONDS
from sevalla_provider.http.pacing import LONGEST_WAIT

ADDRESS = "https://api.sevalla.com/v3"

READ = Quota("reads", 400, 60)
WRITE = Quota("writes", 30, 60)


def client(
    api_key: str,
    address: str = ADDRESS,
    *,
    clock: Clock | None = None,
    retry_seconds: float = RETRY_SECONDS,
    request_seconds: float = REQUEST_SECONDS,
    longest_wait: float = LONGEST_WAIT,
    neighbours: Path | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"authorization": f"Bearer {api_key}", "accept": "application/json"}
    return HttpClient(
        address,
        headers,
        api_key,
        clock=clock,
        retry_seconds=retry_seconds,
        request_seconds=request_seconds,
        longest_wait=longest_wait,
        neighbours=neighbours,
        transport=transport,
    )


def quotas(method: str, app_id: str) -> Sequence[Quota]:
    """The limits that a request below an application falls in: the service is the application."""
    if method == "GET":
        return (READ,)
    if method == "POST":
        return (WRITE,)
    return (Quota(f"changes of application {app_id}", 10, 60), WRITE)
