"""Another client of the same company, which takes a part of the budget."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from tools.demo.emulator import API_KEY, Emulator

from benchmarks.meanwhile import meanwhile


@contextmanager
def another_client(api: Emulator, writes: int, window: float) -> Iterator[None]:
    """Write so often a window, evenly, until the block is left.

    What it asks for is refused (there is no such process), and counts all the same.
    """
    (other,) = api.control.seed(applications=1).applications
    path = f"/applications/{other.id}/tcp-proxies"
    body = {"process_id": str(uuid.uuid4()), "port": 80}
    with (
        client_of(api) as client,
        meanwhile(lambda: client.post(path, json=body), every=window / writes),
    ):
        yield


def earlier_client(api: Emulator, reads: int) -> None:
    """Read so often as fast as it goes, and end."""
    with client_of(api) as client:
        for _ in range(reads):
            client.get("/resources/clusters").raise_for_status()


def client_of(api: Emulator) -> httpx.Client:
    headers = {"authorization": f"Bearer {API_KEY}"}
    return httpx.Client(base_url=api.url, headers=headers)
