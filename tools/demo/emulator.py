"""The emulator as a program of its own, as a user would start it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from sevalla_emulator.testing import Control

STARTS_WITHIN = 20.0
"""Seconds."""

API_KEY = "demo-key"
PRIVATE_CONNECT_KEY = "pc_demo_key"
DATABASE_PASSWORD = "demo-password"


@dataclass(frozen=True)
class Emulator:
    """Where it listens, and the way to look behind the scenes."""

    url: str
    private_connect_url: str
    control: Control

    def size(self, name: str) -> str:
        """The id of a process resource type."""
        return self._named("process-resource-types", name)

    def database_size(self, name: str) -> str:
        """The id of a database resource type."""
        return self._named("database-resource-types", name)

    def cluster(self, name: str) -> str:
        """The id of a cluster."""
        return self._named("clusters", name)

    def _named(self, table: str, name: str) -> str:
        headers = {"authorization": f"Bearer {API_KEY}"}
        rows = httpx.get(f"{self.url}/resources/{table}", headers=headers).json()
        return next(str(each["id"]) for each in rows if each["name"] == name)


@contextmanager
def emulator(folder: Path) -> Iterator[Emulator]:
    """Start `sevalla-emulator` on a free port; it ends with the block."""
    announcement = folder / "emulator.json"
    command = Path(sys.executable).parent / "sevalla-emulator"
    keys = ["--api-key", API_KEY, "--private-connect-key", PRIVATE_CONNECT_KEY]
    options = ["--port", "0", *keys, "--announce", str(announcement)]
    process = subprocess.Popen(
        [command, *options], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        told = announced(announcement, process)
        with Control(told["control_url"]) as control:
            yield Emulator(told["url"], told["private_connect_url"], control)
    finally:
        process.terminate()
        process.wait()


def announced(announcement: Path, process: subprocess.Popen[bytes]) -> dict[str, str]:
    """Wait until the emulator says where it listens."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not announcement.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the emulator did not start")
        time.sleep(0.05)
    told: dict[str, str] = json.loads(announcement.read_text())
    return told
