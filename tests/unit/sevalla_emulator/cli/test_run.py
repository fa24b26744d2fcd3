"""`sevalla-emulator run`: a command, and an emulator for as long as it runs."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

COMMAND = shutil.which("sevalla-emulator", path=sysconfig.get_path("scripts")) or ""

ASKS = """
import json, os, urllib.request
asked = urllib.request.Request(
    os.environ["SEVALLA_API_URL"] + "/applications",
    headers={"authorization": "Bearer " + os.environ["SEVALLA_API_KEY"]},
)
tunnels = urllib.request.Request(
    os.environ["PRIVATE_CONNECT_API_URL"] + "/v1/tunnels",
    headers={"x-api-key": os.environ["PRIVATE_CONNECT_API_KEY"]},
)
print(json.dumps({
    "url": os.environ["SEVALLA_API_URL"],
    "poll": os.environ["SEVALLA_POLL_INTERVAL"],
    "applications": json.load(urllib.request.urlopen(asked))["total"],
    "tunnels": json.load(urllib.request.urlopen(tunnels)),
}))
raise SystemExit(7)
"""

WAITS = """
import signal, sys
def stop(number, frame):
    print("ended by", signal.Signals(number).name, flush=True)
    sys.exit(0)
for name in (signal.SIGTERM, signal.SIGINT):
    signal.signal(name, stop)
print("ready", flush=True)
signal.pause()
"""


def starting(*arguments: str, script: str) -> list[str]:
    return [COMMAND, "run", *arguments, "--", sys.executable, "-c", script]


def test_the_command_finds_the_emulator_and_its_exit_code_is_the_last_word() -> None:
    without = {name: value for name, value in os.environ.items() if "SEVALLA" not in name}
    ended = subprocess.run(
        starting("--seed", script=ASKS),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env=without,
    )
    assert ended.returncode == 7
    told = json.loads(ended.stdout)  # nothing but the command's own
    assert told["applications"] == 1
    assert told["tunnels"] == []
    assert float(told["poll"]) < 1
    assert told["url"] in ended.stderr
    port = int(told["url"].removesuffix("/v3").rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_what_reads_slower_is_not_told_otherwise() -> None:
    ended = subprocess.run(
        starting(script=ASKS),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "SEVALLA_POLL_INTERVAL": "4"},
    )
    assert json.loads(ended.stdout)["poll"] == "4"


def test_a_command_that_a_signal_ended_is_told_as_shells_do() -> None:
    script = "import os; os.kill(os.getpid(), 15)"
    ended = subprocess.run(starting(script=script), capture_output=True, timeout=30, check=False)
    assert ended.returncode == 128 + signal.SIGTERM


def test_sigterm_reaches_the_command_and_waits_for_it() -> None:
    with subprocess.Popen(
        starting(script=WAITS), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
        run.terminate()
        assert run.stdout.read() == "ended by SIGTERM\n"
        assert run.wait(timeout=10) == 0


def test_ctrl_c_lets_the_command_end_first_and_reaches_it_once(tmp_path: Path) -> None:
    """On a real terminal: the line discipline sends the signal to all in the foreground."""
    if os.name != "posix":
        pytest.skip("a pseudo terminal is Unix's")
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(COMMAND, starting(script=WAITS))
    said = ""
    while "ready" not in said:
        said += os.read(terminal, 4096).decode()
    os.write(terminal, b"\x03")
    while "SIGINT" not in said:
        said += os.read(terminal, 4096).decode()
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    assert said.count("SIGINT") == 1
    assert "Traceback" not in said


def test_it_stays_when_asked_to_until_it_is_told(tmp_path: Path) -> None:
    arguments = starting("--stay", script="print('done', flush=True)")
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr
        while "serving on" not in (line := run.stderr.readline()):
            assert line, "it has ended"
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=10) == 0
