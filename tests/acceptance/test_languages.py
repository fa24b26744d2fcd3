"""The examples of the native way in, run as they are, in every language."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from acceptance.own_python import PATIENCE, own_python
from acceptance.yesterday import as_the_platform
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.testing import RunningEmulator

ROOT = Path(__file__).parents[2]
DOCUMENTED = ROOT / "docs" / "examples"
SIZE = "5e5a11a0-0000-4000-8000-000000000002"

PARENTS = {"databaseId": "databases", "loadBalancerId": "load_balancers"}
"""What is made for a program that says something of it, by the name of the configuration."""

PROGRAMS = sorted(DOCUMENTED.glob("*/*/Pulumi.yaml"))
SETTING = re.compile(r"^--config=[a-zA-Z]+")
NAME = re.compile(r"\$\{\w+")

EVERYTHING = ("cron", "job", "web", "worker")


@dataclass(frozen=True)
class Example:
    """A folder below `examples`.

    Attributes:
        needs: the program without which it cannot run.
        own_python: whether it wants a `.venv` that it may add to.
        program: what documentation in the same language calls its programs, to check with it.
        install: the commands before the first `pulumi up`.
        processes: the types of the processes that it makes.
        proxies: how many TCP proxies it makes.
        tunnels: how many tunnels it makes.
    """

    name: str
    needs: str = "pulumi"
    own_python: bool = False
    program: str = "none"
    install: Sequence[Sequence[str]] = ()
    processes: Sequence[str] = EVERYTHING
    proxies: int = 2
    tunnels: int = 0


NPM = ("npm", "install", "--no-audit", "--no-fund")
PIP = (".venv/bin/pip", "install", "--quiet", "--requirement", "requirements.txt")

EXAMPLES = (
    Example("environment"),
    Example("preview-environment", processes=["web"], proxies=0),
    Example("tunnels-yaml", processes=[], proxies=0, tunnels=2),
    Example("two-apis", processes=["worker"], proxies=1, tunnels=1),
    Example("tunnels-python", own_python=True, install=[PIP], processes=[], proxies=0, tunnels=2),
    Example("environment-python", own_python=True, install=[PIP]),
    Example(
        "environment-typescript",
        needs="npm",
        program="index.ts",
        install=[NPM, ("npx", "tsc", "--noEmit")],
    ),
    Example("environment-go", needs="go", program="main.go", install=[("go", "vet", "./...")]),
)


@pytest.fixture(params=EXAMPLES, ids=lambda each: each.name)
def example(request: pytest.FixtureRequest) -> Example:
    found: Example = request.param
    if shutil.which(found.needs) is None:
        pytest.skip(f"needs `{found.needs}`")
    return found


@pytest.fixture
def stack(
    example: Example,
    new_stack: Callable[..., Stack],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Stack:
    """The example, installed, with the SDKs two folders up as they are in a checkout."""
    if example.install:
        (tmp_path / "dist").symlink_to(request.getfixturevalue("dist"))
        (tmp_path / "sdk").symlink_to(ROOT / "sdk")
    made = new_stack(ROOT / "examples" / example.name, NATIVE)
    made.environment.update(own_python(made.work) if example.own_python else {})
    for path in DOCUMENTED.glob(f"*/*/{example.program}"):
        beside = made.work / "documented" / "-".join(path.parts[-3:-1])
        beside.mkdir(parents=True)
        shutil.copy(path, beside)
    for command in example.install:
        subprocess.run(command, cwd=made.work, check=True, timeout=PATIENCE)
    return made


def test_an_example(example: Example, stack: Stack, emulator: RunningEmulator, app_id: str) -> None:
    as_the_platform(emulator)
    stack.configure_secrets(databasePassword="made-up-password")
    made = stack.up(None, *settings(emulator, app_id)).succeeded()
    assert set(made.changed.values()) == {"create"}
    there = emulator.control.objects()
    assert {each["status"] for each in there.deployments} <= {"success"}
    assert len(there.tunnels) == example.tunnels
    assert sorted(str(each["type"]) for each in there.processes) == list(example.processes)
    assert [each["status"] for each in there.tcp_proxies] == ["ready"] * example.proxies
    assert all(str(each["external_port"]) in made.text for each in there.tcp_proxies)
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []
    assert emulator.control.objects().tunnels == []


def settings(emulator: RunningEmulator, app_id: str) -> list[str]:
    """What the programs want to be told, of which each takes its own."""
    agents = [emulator.control.make_agent(label).id for label in ("beside", "teammate")]
    told = {
        "appId": app_id,
        "resourceTypeId": SIZE,
        "agentId": agents[0],
        "teammateId": agents[1],
        "clusterId": CLUSTERS[0].id,
        "branch": "feature",
    }
    told |= {name: emulator.control.make_object(kind, {}).id for name, kind in PARENTS.items()}
    return [f"--config={name}={value}" for name, value in told.items()]


def documented() -> dict[str, Any]:
    """All documented programs as one: behind each name of its own, each has its number."""
    whole: dict[str, Any] = {part: {} for part in ("config", "variables", "resources", "outputs")}
    for number, path in enumerate(PROGRAMS):
        end = str(number or "")
        text = NAME.sub(lambda found, end=end: found[0] + end, path.read_text())  # type: ignore[misc]
        program = yaml.safe_load(text)
        for part, named in whole.items():
            named |= {f"{name}{end}": each for name, each in program.get(part, {}).items()}
    return {"name": "acceptance", "runtime": "yaml", **whole}


def test_the_documented_programs(
    new_stack: Callable[..., Stack], emulator: RunningEmulator
) -> None:
    """Each for an application of its own, all by one command."""
    stack = new_stack(NATIVE.project, NATIVE)
    program = documented()
    (stack.work / NATIVE.file).write_text(json.dumps(program))
    secrets = [name for name, each in program["config"].items() if each.get("secret")]
    set_all = [f"--secret={name}=made-up-secret" for name in secrets]
    stack.pulumi("config", "set-all", *set_all).succeeded()
    told: list[str] = []
    for number in range(len(PROGRAMS)):
        app_id = emulator.control.make_object("applications", {}).id
        flags = settings(emulator, app_id)
        told += [SETTING.sub(f"\\g<0>{number or ''}", flag) for flag in flags]
    known = {flag.partition("=")[2].partition("=")[0] for flag in told} | set(secrets)
    others = {n for n, each in program["config"].items() if "default" not in each} - known
    for name in others:  # more applications
        told.append(f"--config={name}={emulator.control.make_object('applications', {}).id}")
    made = stack.up(None, *told).succeeded()
    assert set(made.changed.values()) == {"create"}
    assert len(made.changed) == len(program["resources"])
    assert stack.preview(None, "--refresh").succeeded().changed == {}
