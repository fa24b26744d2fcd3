"""Processes of ours where everything is refused that Windows refuses."""

import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2_grpc

from windows_like import BREAK, ENVIRONMENT

PATIENCE = 30.0
SCRIPTS = Path(sysconfig.get_path("scripts"))


@contextmanager
def started(home: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, **ENVIRONMENT, "PULUMI_HOME": str(home)}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(home: Path, *command: str) -> tuple[int, str, str]:
    with started(home, *command) as process:
        out, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, out, errors


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("end", [BREAK, signal.SIGTERM])
def test_the_plugin_serves_and_ends_when_it_is_told(tmp_path: Path, end: int) -> None:
    with started(tmp_path, sys.executable, "-m", "sevalla_provider.plugin", "127.0.0.1:9") as it:
        with grpc.insecure_channel(f"127.0.0.1:{first_line(it)}") as channel:
            service = provider_pb2_grpc.ResourceProviderStub(channel)
            assert service.GetPluginInfo(Empty(), timeout=PATIENCE).version
            service.Cancel(Empty(), timeout=PATIENCE)
        it.send_signal(end)
        assert it.communicate(timeout=PATIENCE) == ("", "")
        assert it.returncode == 0


@pytest.mark.parametrize("end", [BREAK, signal.SIGINT, signal.SIGTERM])
def test_the_emulator_serves_and_ends_when_it_is_told(tmp_path: Path, end: int) -> None:
    database = tmp_path / "objects.db"
    command = [sys.executable, SCRIPTS / "sevalla-emulator", "--port", "0", "--database", database]
    with started(tmp_path, *map(str, command)) as emulator:
        first_line(emulator)
        emulator.send_signal(end)
        _, errors = emulator.communicate(timeout=PATIENCE)
        assert (emulator.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["intents"], 0, "no intents open"),
        (["drift", "--help"], 0, "--all-stacks"),
        (["import", "--app", "no-id"], 1, "pulumi-sevalla"),
    ],
)
def test_the_commands_run(tmp_path: Path, arguments: Sequence[str], code: int, said: str) -> None:
    found, out, errors = ended(
        tmp_path, sys.executable, str(SCRIPTS / "pulumi-sevalla"), *arguments
    )
    assert (found, said in out + errors, "Traceback" in errors) == (code, True, False), errors


def test_what_is_refused_is_refused(tmp_path: Path) -> None:
    """Or the rest of this file would show nothing."""
    for tried in (
        "os.getppid()",
        "os.execv('/bin/true', ['true'])",
        "os.getuid()",
        "signal.SIGKILL",
        "import fcntl",
        "open('a:b', 'w')",
        "asyncio.new_event_loop().add_signal_handler(signal.SIGINT, print)",
        "{'posix': None}[os.name]",
    ):
        code, _, errors = ended(
            tmp_path, sys.executable, "-c", f"import asyncio, os, signal; {tried}"
        )
        assert code == 1, tried
        assert "KeyError" in errors or "Windows" in errors or "has no attribute" in errors
