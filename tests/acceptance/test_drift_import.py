"""`pulumi-sevalla import`: all that is there comes under management, and nothing of it changes."""

import json
import os
import shlex
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import JsonValue
from tools.workbench.stack import Stack

from acceptance.drift_command import sevalla, shell
from acceptance.one_way import ONLY_NATIVE
from acceptance.own_python import first_on_path
from acceptance.test_import import SETTLED
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE

OBJECTS = 40
CLOSED = {"closed", "grpc", "probed"}
"""Those of `SETTLED` that are a second web process of one application."""

WORDS = ("class", "print", "sevalla", "pulumi", "self", "Web", "web", "4 ever", "日本", "“”")
"""Names of processes that a program must not take over as they are."""

COMMANDS = ("run 'a' \"b\"", 'say "${NAME}"', "cd \\tmp\nrun\t$${x} $", "läuft • 走", "")
TUNNELS: tuple[dict[str, JsonValue], ...] = (
    {"metadata": {"on_call": "${a}", "onCall": {"exec": ["a", {"min_count": 1}], "ratio": 0.5}}},
    {"metadata": {"class": True, "$${b}": [1, -2, "\u202e'\""], "": "", "long": "word " * 30}},
    {"protocol": "http", "status": "paused"},
)


@dataclass(frozen=True)
class Language:
    """One form of the program.

    Attributes:
        checks: what a person would check it by, run in its folder.
        own_packages: whether the program gets a `.venv`.
    """

    name: str
    checks: str = "true"
    own_packages: bool = False

    def environment(self, folder: Path) -> Mapping[str, str]:
        """What its commands need: our packages, that pip need not fetch them again."""
        if not self.own_packages:
            return {}
        first = first_on_path(folder / ".venv")["PATH"]
        # A Python host that overlooks the option `virtualenv` installs into the folder itself.
        path = os.pathsep.join((str(folder / "bin"), first))
        return {"PATH": path, "PYTHONPATH": sysconfig.get_path("purelib")}

    def follow(
        self, stack: Stack, printed: str, folder: Path, *flags: str, stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Run the commands that come next, as they are and from another folder, and the checks.

        `flags`: what the preview gets beside its own.
        """
        _, _, commands = printed.partition("Next:\n\n")
        begun = (f"pulumi -C {shlex.quote(str(folder))} ", "pulumi-sevalla import ")
        lines = commands.splitlines()
        assert all(line.startswith(begun) for line in lines), commands
        *rest, preview = lines
        text = "\n".join(("cd /", *rest, f"{preview} {' '.join(flags)}"))
        followed = f"{text}\ncd {shlex.quote(str(folder))}\n{self.checks}"
        return shell(stack, followed, stdin, **self.environment(folder))


LANGUAGES = (
    Language("yaml"),
    Language(
        "python",
        checks="ruff format --isolated --line-length 100 --check __main__.py\n"
        'mypy --strict --python-executable "$(command -v python)" __main__.py',
        own_packages=True,
    ),
)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.name)
def test_a_whole_environment_in_one_step(
    language: Language, emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    control = emulator.control
    other = control.seed(applications=1).applications[0].id
    broken = populate(emulator, app_id, other)
    control.clear_log()

    where = ("--app", app_id, "--app", other, "--workspace", "--into", "taken", "--name", "all")
    arguments = ("import", *where, "--language", language.name)
    ended = sevalla(stack, *arguments)
    assert ended.returncode == 0, ended.stderr
    assert f'{broken}, which the platform shows as "failed"' in ended.stderr
    assert f"{OBJECTS} objects" in ended.stdout
    listed = json.loads((stack.work / "taken" / "import.json").read_text())["resources"]
    assert len(listed) == OBJECTS

    flags = ("--expect-no-changes", "--refresh")
    imported = language.follow(stack, ended.stdout, stack.work / "taken", *flags)
    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert f"{OBJECTS + 1} unchanged" in imported.stdout  # and the stack itself
    assert control.counters().writes == 0

    again = sevalla(stack, *arguments)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def populate(emulator: RunningEmulator, app_id: str, other: str) -> str:
    """Make objects of every kind, in every state, with every name, and one that failed: its id."""
    control = emulator.control
    for fields in processes(app_id):
        control.make_object("processes", fields)
    for fields in (SETTLED["probed"], *map(worker, WORDS)):
        of = control.make_object("processes", {"app_id": other, **fields}).id
        control.make_object("tcp_proxies", {"app_id": other, "process_id": of, "port": 80})
    broken = control.make_object("tcp_proxies", {"app_id": other, "process_id": of, "port": 81})
    agent = control.make_agent("beside the database").id
    there = control.objects()
    for number in range(OBJECTS + 1 - len(there.processes) - len(there.tcp_proxies)):
        more = TUNNELS[number % len(TUNNELS)]
        control.make_object("tunnels", {"agentId": agent, "name": f"db {number}", **more})
    control.change_object(broken.id, {"status": "failed"})
    return broken.id


def processes(app_id: str) -> Iterator[dict[str, JsonValue]]:
    for name, fields in SETTLED.items():
        if name not in CLOSED:
            yield {"app_id": app_id, **fields}
    for number, command in enumerate(COMMANDS):
        yield {"app_id": app_id, "entrypoint": command, **worker(f"Run {number}")}


def worker(name: str) -> dict[str, JsonValue]:
    return {"type": "worker", "display_name": name}


def test_what_yaml_would_call_python_says(emulator: RunningEmulator, stack: Stack) -> None:
    agent = emulator.control.make_agent("beside the database").id
    metadata: JsonValue = {"fn::readFile": "/etc/passwd"}
    emulator.control.make_object("tunnels", {"agentId": agent, "metadata": metadata})
    refused = sevalla(stack, "import", "--workspace")
    assert refused.returncode == 1
    assert 'the key "fn::readFile" for a function: use --language python' in refused.stderr
    assert not (stack.work / "imported").exists()
    assert sevalla(stack, "import", "--workspace", "--language", "python").returncode == 0


def test_what_cannot_be_looked_at_is_said(stack: Stack, app_id: str) -> None:
    nothing = sevalla(stack, "import")
    assert nothing.returncode == 1
    assert "--app <id>, --workspace, or both" in nothing.stderr
    lost = sevalla(stack, "import", "--app", app_id, SEVALLA_API_KEY="lost")
    assert lost.returncode == 1
    assert "API key missing or invalid" in lost.stderr
    assert not (stack.work / "imported").exists()
