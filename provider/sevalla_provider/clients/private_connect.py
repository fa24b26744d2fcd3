"""The Private Connect API: its address and its key (`docs/contract/private-connect.md`)."""

from typing import Unpack

from sevalla_provider.clients.operations import Limits
from sevalla_provider.http import HttpClient, Options, Quota

ADDRESS = "https://api.privateconnect.co"

REQUESTS = Quota("requests to Private Connect", 60, 60)
"""No limit is documented; should there be one, this is where a 429 is waited out."""

LIMITS = Limits(reads=REQUESTS, writes=REQUESTS)


def client(api_key: str, address: str = ADDRESS, **options: Unpack[Options]) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"x-api-key": api_key, "accept": "application/json"}
    return HttpClient(address, headers, api_key, **options)
