"""The Private Connect API: its address and its key (`contract/private-connect.md`)."""

from typing import Unpack

from sevalla_provider.http import HttpClient, Options

ADDRESS = "https://api.privateconnect.co"


def client(api_key: str, address: str = ADDRESS, **options: Unpack[Options]) -> HttpClient:
    """Connect to the API; nothing is sent before the first request."""
    headers = {"x-api-key": api_key, "accept": "application/json"}
    return HttpClient(address, headers, api_key, **options)
