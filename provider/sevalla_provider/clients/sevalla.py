"""The Sevalla API, v3: its address, its key, its limits (`docs/contract/sevalla-v3.md`)."""

from typing import Unpack

from pydantic import JsonValue

from sevalla_provider.clients.operations import Limits
from sevalla_provider.http import HttpClient, Options, Quota, says_message

ADDRESS = "https://api.sevalla.com/v3"

LIMITS = Limits(
    reads=Quota("reads", 400, 60),
    writes=Quota("writes", 30, 60),
    changes=Quota("changes of", 10, 60),
    creation=Quota("creation of services", 20, 3600),
    deployment=Quota("deployments of", 10, 60),
    logs=Quota("logs", 30, 60),
)
"""Each is shared by the whole company; changes and deployments are counted for each service."""


def client(api_key: str, address: str = ADDRESS, **options: Unpack[Options]) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"authorization": f"Bearer {api_key}", "accept": "application/json"}
    return HttpClient(address, headers, api_key, documented=documented, **options)


def documented(status: int, body: JsonValue) -> bool:
    """Whether a body is an error of this API (`docs/contract/sevalla-v3.md`, Errors)."""
    told = body.get("status") if isinstance(body, dict) else None
    return says_message(status, body) and told == status
