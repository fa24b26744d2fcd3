"""The real command, as a process of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import requires, version
from pathlib import Path

import httpx
import pytest

from sevalla_emulator import DEFAULT_API_KEY
from sevalla_emulator.cli import entry, main
from sevalla_emulator.control.client import Control
from unit.sevalla_emulator.support import application

COMMAND = shutil.which("sevalla-emulator", path=sysconfig.get_path("scripts")) or ""


@dataclass
class Command:
    process: subprocess.Popen[str]
    url: str
    control_url: str
    told: dict[str, object]

    def end(self, how: signal.Signals) -> tuple[int, str]:
        """Exit code and what was printed."""
        assert self.process.stdout
        self.process.send_signal(how)
        printed = self.process.stdout.read()
        return self.process.wait(timeout=10), printed


@contextmanager
def command(folder: Path, *options: str) -> Iterator[Command]:
    announce = folder / "announced.json"
    announce.unlink(missing_ok=True)
    arguments = [COMMAND, "--port", "0", "--announce", str(announce), *options]
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    try:
        first = process.stdout.readline()
        assert announce.exists(), first + process.stdout.read()
        told = json.loads(announce.read_text())
        yield Command(process, told["url"], told["control_url"], told)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_where_it_is_and_ends_with_success(tmp_path: Path, how: signal.Signals) -> None:
    with command(tmp_path, "--api-key", "my-own-key") as running:
        assert running.told["pid"] == running.process.pid
        headers = {"authorization": "Bearer my-own-key"}
        assert httpx.get(f"{running.url}/applications", headers=headers).status_code == 200
        code, printed = running.end(how)

    assert code == 0
    assert running.url in printed
    assert running.control_url in printed
    assert f"console        {running.control_url.removesuffix('_emulator')}\n" in printed
    assert "my-own-key" in printed
    assert "Traceback" not in printed
    assert "loopback" not in printed


def test_it_tells_of_the_second_api_as_well(tmp_path: Path) -> None:
    with command(tmp_path, "--private-connect-key", "pc_my_own") as running:
        url = str(running.told["private_connect_url"])
        answer = httpx.get(f"{url}/v1/tunnels", headers={"x-api-key": "pc_my_own"})
        assert answer.json() == []
        _, printed = running.end(signal.SIGTERM)

    assert url in printed
    assert "pc_my_own" in printed


def test_other_accounts_have_keys_that_can_be_chosen(tmp_path: Path) -> None:
    keys = ("--other-api-key", "theirs", "--other-private-connect-key", "pc_theirs")
    with command(tmp_path, *keys) as running:
        bearer = {"authorization": "Bearer theirs"}
        assert httpx.get(f"{running.url}/applications", headers=bearer).json()["total"] == 0
        url = str(running.told["private_connect_url"])
        assert httpx.get(f"{url}/v1/tunnels", headers={"x-api-key": "pc_theirs"}).json() == []


def test_what_it_has_answered_survives_kill_9(tmp_path: Path) -> None:
    database = ("--database", str(tmp_path / "emulator.db"))
    headers = {"authorization": f"Bearer {DEFAULT_API_KEY}"}
    with command(tmp_path, *database) as running:
        with Control(running.control_url) as control:
            control.change_settings(deletion={"polls": 2})
        url = f"{running.url}/applications"
        made = [httpx.post(url, headers=headers, json=application()).json() for _ in range(3)]
        httpx.delete(f"{url}/{made[0]['id']}", headers=headers)
        assert running.end(signal.SIGKILL)[0] == -signal.SIGKILL

    with command(tmp_path, *database) as running:
        url = f"{running.url}/applications"
        pages = [httpx.get(url, headers=headers).json()["data"] for _ in range(3)]
        seen = [httpx.get(f"{url}/{one['id']}", headers=headers).json() for one in made[1:]]
    ids = [one["id"] for one in made]
    assert [[one["id"] for one in page] for page in pages] == [ids, ids, ids[1:]]
    assert seen == made[1:]


def test_with_tls_it_tells_whom_to_trust(tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    with command(tmp_path, "--tls", "--tls-ca-file", str(ca_file)) as running:
        assert running.url.startswith("https://")
        assert running.told["ca_file"] == str(ca_file)
        assert "BEGIN CERTIFICATE" in ca_file.read_text()
        _, printed = running.end(signal.SIGTERM)
    assert str(ca_file) in printed


def test_an_open_door_is_spoken_of(tmp_path: Path) -> None:
    with command(tmp_path, "--host", "0.0.0.0", "--no-forwarding") as running:
        with Control(running.control_url) as control:
            assert control.settings().forwarding is False
        _, printed = running.end(signal.SIGTERM)

    assert "not a loopback address" in printed
    assert "proxies" in printed


def test_forwarding_is_on_unless_told_otherwise(tmp_path: Path) -> None:
    with command(tmp_path) as running, Control(running.control_url) as control:
        assert control.settings().forwarding is True


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = ran("--port", port)

    assert ended.returncode == 1
    assert ended.stderr == (
        f"sevalla-emulator: 127.0.0.1:{port} is in use;"
        " name another port, or any free one by --port 0\n"
    )


def test_a_database_that_is_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    database = str(tmp_path / "emulator.db")
    with command(tmp_path, "--database", database):
        ended = ran("--port", "0", "--database", database)

    assert ended.returncode == 1
    assert database in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_it_begins_with_what_one_needs_to_try_a_program_and_tells_its_ids(tmp_path: Path) -> None:
    seed = ("--seed", "--database", str(tmp_path / "emulator.db"))
    with command(tmp_path, *seed) as running:
        with Control(running.control_url) as control:
            there = control.objects()
        _, first = running.end(signal.SIGTERM)
    with command(tmp_path, *seed) as running:
        _, again = running.end(signal.SIGTERM)

    made = [*there.applications, *there.processes, *there.agents]
    assert [one["type"] for one in there.processes] == ["web", "worker"]
    names = ("application", "web", "worker", "agent")
    lines = [f"  {name:<14} {one.id}" for name, one in zip(names, made, strict=True)]
    assert first.splitlines()[-7:-3] == lines
    sizes = {line[2:17].strip(): line.split()[-1] for line in first.splitlines()[-3:]}
    assert sizes == {"cluster": "europe-west3", "process size": "s1", "database size": "db1"}
    assert again.splitlines()[-7:] == first.splitlines()[-7:]


def typed(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command in this process; return its exit code."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["sevalla-emulator", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"]])
def test_its_help_reads_at_80_columns(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, *arguments) == 0
    helped = capsys.readouterr().out
    assert "--seed" in helped
    assert max(len(line) for line in helped.splitlines()) <= 80
    assert not set("│╭─") & set(helped)


def test_it_tells_its_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"sevalla-emulator {version('pulumi-sevalla-provider')}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--prt", "1"], "No such option: --prt"),
        (["--port", "99999"], "--port"),
        (["serve"], "serve"),
        (["run"], "sevalla-emulator run -- pulumi up"),
        (["run", "--", "no-such-command"], "no-such-command: no such command"),
        (["--port", "0", "run", "--", "true"], "options stand after `run`"),
        (["--port", "0", "--build", "make"], "add --run"),
        (["--port", "0", "--source", "a=."], "add --run"),
        (["--port", "0", "--run", "--source", "a"], "say APP=FOLDER"),
        (["--port", "0", "--run", "--source", "a=./no-such"], "is no folder"),
        (["--port", "0", "--run", "--host", "0.0.0.0"], "loopback address alone"),
    ],
)
def test_what_is_mistyped_is_told_in_one_line(
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert typed(monkeypatch, *arguments) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("sevalla-emulator: ")
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_whatever_the_extra_brings_is_told_of_where_it_is_missing() -> None:
    wanted = [each for each in requires("pulumi-sevalla-provider") or () if "emulator" in each]
    names = {re.split(r"[^\w-]", each)[0] for each in wanted if "extra ==" in each}
    assert names - {"pulumi-sevalla-provider"} == entry._NEEDED


@pytest.mark.parametrize("arguments", [[], ["run", "--", "true"]])
def test_without_what_serves_it_says_what_to_install(arguments: list[str]) -> None:
    hidden = "import sys; sys.modules['starlette'] = sys.modules['uvicorn'] = None"
    begin = "from sevalla_emulator.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", f"{hidden}; {begin}", *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("sevalla-emulator: starlette is not installed")
    assert "[emulator]" in ended.stderr
    assert ended.stderr.count("\n") == 1
