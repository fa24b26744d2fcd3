"""What is started does not outlive whoever has started it."""

import os
import signal
import subprocess
import sys

import pytest

from sevalla_emulator.runtime import lifeline
from unit.sevalla_emulator.runtime.apps import is_there, until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are Unix's")

HOLDER = f"""
import subprocess, sys, time
held = subprocess.Popen(
    [sys.executable, "-I", "-S", {lifeline.__file__!r}, "0.3", sys.argv[1]],
    stdin=subprocess.PIPE, start_new_session=True,
)
print(held.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize(
    "command", ["sleep 600", "sleep 600 & sleep 600", "trap '' TERM; sleep 600"]
)
def test_it_ends_with_its_holder_whatever_ends_that(command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, command], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        pid = int(holder.stdout.readline())
        assert is_there(pid)
        holder.kill()
    until(lambda: not is_there(pid))


@pytest.mark.parametrize(("command", "code"), [("exit 3", 3), ("kill -KILL $$", 137), ("true", 0)])
def test_the_exit_code_is_the_commands(command: str, code: int) -> None:
    arguments = [sys.executable, "-I", "-S", lifeline.__file__, "1", command]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, start_new_session=True) as held:
        assert held.wait(timeout=20) == code


def test_sigterm_ends_the_command_as_well() -> None:
    arguments = [sys.executable, "-I", "-S", lifeline.__file__, "1", "echo ready; sleep 600"]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as held:
        assert held.stdout
        assert held.stdout.readline() == b"ready\n"
        held.send_signal(signal.SIGTERM)
        held.wait(timeout=20)
        until(lambda: not is_there(held.pid))
