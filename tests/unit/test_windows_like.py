"""Processes of ours where everything is refused that Windows refuses."""

import os
import shutil
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


def test_the_plugin_serves_and_ends_when_it_is_told(tmp_path: Path) -> None:
    with started(tmp_path, sys.executable, "-m", "sevalla_provider.plugin", "127.0.0.1:9") as it:
        with grpc.insecure_channel(f"127.0.0.1:{first_line(it)}") as channel:
            service = provider_pb2_grpc.ResourceProviderStub(channel)
            assert service.GetPluginInfo(Empty(), timeout=PATIENCE).version
            service.Cancel(Empty(), timeout=PATIENCE)
        it.send_signal(BREAK)
        assert it.communicate(timeout=PATIENCE) == ("", "")
        assert it.returncode == 0


def test_a_checkout_starts_the_plugin_without_taking_its_place(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    python.chmod(0o755)
    shutil.copy(Path(__file__).parents[2] / "__main__.py", tmp_path)
    code, out, errors = ended(tmp_path, sys.executable, str(tmp_path), "127.0.0.1:9")
    assert (code, out, errors) == (0, "-m sevalla_provider.plugin 127.0.0.1:9\n", "")


def test_the_emulator_serves_and_ends_when_it_is_told(tmp_path: Path) -> None:
    database = tmp_path / "objects.db"
    command = [sys.executable, SCRIPTS / "sevalla-emulator", "--port", "0", "--database", database]
    with started(tmp_path, *map(str, command)) as emulator:
        first_line(emulator)
        emulator.send_signal(BREAK)
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


REFUSED = (
    "os.getppid()",
    "os.execv('/bin/true', ['true'])",
    "os.getuid()",
    "os.O_DIRECTORY",
    "signal.SIGKILL",
    "import fcntl",
    "open('a:b', 'w')",
    "asyncio.new_event_loop().add_signal_handler(signal.SIGINT, print)",
    "{'posix': None}[os.name]",
)
TRY_EACH = """\
import asyncio, os, signal, sys
for tried in sys.argv[1:]:
    try:
        exec(tried)
    except (AttributeError, ImportError, KeyError, NotImplementedError, OSError):
        pass
    else:
        print(tried)
"""


def test_what_is_refused_is_refused(tmp_path: Path) -> None:
    """Or the rest of this file would show nothing."""
    assert ended(tmp_path, sys.executable, "-c", TRY_EACH, *REFUSED, "print") == (0, "print\n", "")
