"""`examples/laptop` on the real engine: a program whose processes run on this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tools.workbench.environment import variables
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from sevalla_emulator.testing import Control
from sevalla_emulator.workload import InstanceReport

LAPTOP = Path(__file__).parents[2] / "examples" / "laptop"
EMULATOR = shutil.which("sevalla-emulator", path=sysconfig.get_path("scripts")) or ""
PATIENT = 60.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are Unix's")


@dataclass(frozen=True)
class Beside:
    """`sevalla-emulator run --run --stay -- pulumi …`, once the command has succeeded."""

    process: subprocess.Popen[str]
    url: str
    control_url: str

    @property
    def environment(self) -> dict[str, str]:
        """For further commands."""
        return {
            "SEVALLA_API_URL": self.url,
            "SEVALLA_API_KEY": "sevalla-emulator-key",
            "SEVALLA_POLL_INTERVAL": "0.2",
        }

    def instances(self) -> list[InstanceReport]:
        with Control(self.control_url) as control:
            return control.processes()

    def visit(self, host: str) -> str:
        port = urlsplit(self.url).port
        headers = {"host": f"{host}:{port}"}
        return httpx.get(f"http://127.0.0.1:{port}/", headers=headers, timeout=PATIENT).text


def beside(stack: Stack, *options: str) -> list[str]:
    return [EMULATOR, "run", "--run", "--database", str(stack.folder / "laptop.db"), *options, "--"]


@contextmanager
def staying(stack: Stack, *command: str) -> Iterator[Beside]:
    announced = stack.folder / "announced.json"
    arguments = [*beside(stack, "--stay", "--announce", str(announced)), *command]
    with subprocess.Popen(
        arguments,
        cwd=stack.work,
        env=variables(stack.folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr
            said = ""
            while "serving on" not in said:
                line = process.stderr.readline()
                assert line, said
                said += line
            told = json.loads(announced.read_text())
            yield Beside(process, told["url"], told["control_url"])
        finally:
            process.kill()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def of_the_folder(folder: Path) -> list[str]:
    """The command lines of all processes of this machine that work in a folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if (each / "cwd").resolve() == folder:
                found.append((each / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it has ended, or is somebody else's
    return found


def ask(address: str, job: str) -> str:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENT) as connection:
        connection.sendall(f"{job}\n".encode())
        with connection.makefile() as answer:
            return answer.readline()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_the_laptop_example_runs_and_leaves_nothing_behind(
    tmp_path: Path, new_bare_stack: Callable[..., Stack]
) -> None:
    folder = tmp_path / "stack"
    folder.mkdir()
    stack = new_bare_stack(folder, LAPTOP, {}, NATIVE)
    source = (stack.work / "shop").resolve()
    up = ("pulumi", "up", "--yes", "--skip-preview", "--non-interactive")

    with staying(stack, *up) as emulator:
        stack.environment.update(emulator.environment)
        outputs = json.loads(stack.pulumi("stack", "output", "--json").succeeded().text)
        host, worker = outputs["host"], outputs["workerAddress"]
        assert emulator.visit(host).startswith("Hello from the web process")
        assert ask(worker, "count") == "Hello, job 1 is done: count\n"
        (app_id,) = {one.app_id for one in emulator.instances()}
        bearer = {"authorization": "Bearer sevalla-emulator-key"}
        logs = httpx.get(f"{emulator.url}/applications/{app_id}/runtime-logs", headers=bearer)
        assert {"message": "worker.1: did count"} in logs.json()

        stack.configure(greeting="Good morning")
        assert set(stack.up().succeeded().changed) >= {"EnvironmentVariables settings"}
        assert emulator.visit(host).startswith("Good morning from the web process")
        assert ask(worker, "count") == "Good morning, job 1 is done: count\n"

        assert len(of_the_folder(source)) >= 2
        emulator.process.send_signal(signal.SIGKILL)
        emulator.process.wait()
        until(lambda: of_the_folder(source) == [])

    # It finds what the first one has kept, and lets it run until it is destroyed.
    destroyed = subprocess.run(
        [*beside(stack), "pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive"],
        cwd=stack.work,
        env=variables(stack.folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert destroyed.returncode == 0, destroyed.stdout + destroyed.stderr
    assert "7 deleted" in destroyed.stdout
    assert "sevalla-emulator: runs web of laptop-test at http://" in destroyed.stderr
    assert of_the_folder(source) == []
