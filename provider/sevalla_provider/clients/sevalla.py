"""The Sevalla API, v3: its address, its key, its limits (`docs/contract/sevalla-v3.md`)."""

from collections.abc import Sequence
from typing import Unpack

from pydantic import JsonValue

from sevalla_provider.http import HttpClient, Options, Quota, says_message

ADDRESS = "https://api.sevalla.com/v3"

READ = Quota("reads", 400, 60)
WRITE = Quota("writes", 30, 60)


def client(api_key: str, address: str = ADDRESS, **options: Unpack[Options]) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"authorization": f"Bearer {api_key}", "accept": "application/json"}
    return HttpClient(address, headers, api_key, documented=documented, **options)


def documented(status: int, body: JsonValue) -> bool:
    """Whether a body is an error of this API (`docs/contract/sevalla-v3.md`, Errors)."""
    told = body.get("status") if isinstance(body, dict) else None
    return says_message(status, body) and told == status


def quotas(method: str, app_id: str) -> Sequence[Quota]:
    """The limits that a request below an application falls in: the service is the application."""
    if method == "GET":
        return (READ,)
    if method == "POST":
        return (WRITE,)
    return (Quota(f"changes of application {app_id}", 10, 60), WRITE)
