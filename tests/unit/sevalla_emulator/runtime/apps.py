"""Programs that the emulator runs, and an emulator that runs them."""

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.runtime.options import Backoff, RuntimeOptions
from sevalla_emulator.testing import Control, RunningEmulator, running_emulator
from sevalla_emulator.workload import InstanceReport
from unit.sevalla_emulator.support import UNLIMITED, Api, application, calling, fields, process

QUICK = Backoff(first=0.05, longest=0.05)
PATIENT = 20.0  # seconds until a state must have come

WEB = """
import json, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = {"host": self.headers["host"], "path": self.path, "environment": dict(os.environ)}
        body = json.dumps(asked).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

print("listening", flush=True)
ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Page).serve_forever()
"""

ECHO = """
import os, socket, sys
with socket.create_server(("127.0.0.1", int(os.environ.get("OWN_PORT", os.environ["PORT"])))) as s:
    while True:
        connection, _ = s.accept()
        with connection:
            connection.sendall(str(os.getpid()).encode())
"""


def entrypoint(script: str) -> str:
    """Run a script by the Python of the tests: another one may be a script itself."""
    return f"{shlex.quote(sys.executable)} {script}"


def until(holds: Callable[[], bool]) -> None:
    """Wait for a state."""
    deadline = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def is_there(group: int | None) -> bool:
    """Whether anything of a process group runs; what has ended may wait long to be fetched."""
    assert group
    if not Path("/proc").exists():
        return _can_be_signalled(group)
    return any(_group_and_state(each) == (group, True) for each in Path("/proc").glob("[0-9]*"))


def _can_be_signalled(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _group_and_state(process: Path) -> tuple[int, bool]:
    try:
        state, _, group, *_ = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, False
    return int(group), state != "Z"


@dataclass(frozen=True)
class Laptop:
    """An emulator with one application, whose source is `folder`."""

    emulator: RunningEmulator
    api: Api
    folder: Path
    app: JsonObject

    @property
    def path(self) -> str:
        return f"/applications/{self.app['id']}"

    @property
    def control(self) -> Control:
        return self.emulator.control

    def run(self, type_: str, script: str, **more: object) -> JsonObject:
        """Declare a process that runs a script."""
        name = f"{type_}.py"
        (self.folder / name).write_text(script)
        body = process(type_, entrypoint=entrypoint(name), **more)  # type: ignore[arg-type]
        return fields(self.api.post(f"{self.path}/processes", body))

    def set(self, **variables: str) -> None:
        """Declare variables."""
        for key, value in variables.items():
            fields(self.api.post(f"{self.path}/env-vars", {"key": key, "value": value}))

    def deploy(self) -> JsonObject:
        """Deploy, and wait for the end."""
        made = fields(self.api.post(f"{self.path}/deployments", {}))
        path = f"{self.path}/deployments/{made['id']}"
        until(lambda: fields(self.api.get(path))["status"] not in {"waiting", "inProgress"})
        return fields(self.api.get(path))

    def log(self, deployment: Mapping[str, object]) -> list[str]:
        path = f"{self.path}/deployments/{deployment['id']}/logs"
        return [line["message"] for line in self.api.get(path).json()["data"]]

    def instances(self) -> list[InstanceReport]:
        return self.control.processes()

    def running(self, count: int) -> list[InstanceReport]:
        """Wait until so many instances run, and no other."""
        until(lambda: [one.state for one in self.instances()] == ["running"] * count)
        return self.instances()

    def visit(self, path: str = "/", host: str = "") -> httpx.Response:
        """Ask for a page under the application's own name."""
        port = urlsplit(self.emulator.url).port
        headers = {"host": f"{host or self.app['name']}.apps.localhost:{port}"}
        return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=PATIENT)


@contextmanager
def laptop(
    tmp_path: Path, options: RuntimeOptions | None = None, database: Path | None = None
) -> Iterator[Laptop]:
    folder = tmp_path / "source"
    folder.mkdir(exist_ok=True)
    runs = options or RuntimeOptions(backoff=QUICK, settling=0.2)
    with (
        running_emulator(
            settings=UNLIMITED, forwarding=True, runs=runs, database=database
        ) as emulator,
        calling(emulator) as api,
    ):
        there = api.get("/applications").json()["data"]
        made = (
            api.get(f"/applications/{there[0]['id']}")
            if there
            else api.post("/applications", application(repo_url=folder.as_uri()))
        )
        yield Laptop(emulator, api, folder, fields(made))
