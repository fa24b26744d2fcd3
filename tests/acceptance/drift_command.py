"""`pulumi-sevalla` as a person runs it, and what must be the same before and after."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.workbench.environment import BACKEND, variables
from tools.workbench.stack import Stack

COMMAND = Path(sys.executable).parent / "pulumi-sevalla"
TIMEOUT = 120


def sevalla(stack: Stack, *arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in the stack's folder, with what `changed` says in its environment."""
    return subprocess.run(
        [COMMAND, *arguments],
        check=False,
        cwd=stack.work,
        env={**outside(variables(stack.folder)), **stack.environment, **changed},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


def shell(
    stack: Stack, command: str, stdin: str = "", **changed: str
) -> "subprocess.CompletedProcess[str]":
    """Run what a report says, or what an example holds."""
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        check=False,
        cwd=stack.work,
        env={
            **outside(variables(stack.folder)),
            **stack.environment,
            "PULUMI_NON_INTERACTIVE": "true",
            **changed,
        },
        input=stdin,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


def heal(stack: Stack, finding: dict[str, Any]) -> None:
    """Do what a report says, without its questions."""
    asked = finding["heal"]
    ended = shell(stack, asked.replace(" --stack ", " --yes --skip-preview --stack "))
    assert ended.returncode == 0, ended.stdout + ended.stderr


def outside(environment: dict[str, str]) -> dict[str, str]:
    """As on no CI system, whatever runs the tests themselves."""
    return {name: value for name, value in environment.items() if not name.startswith("GITHUB_")}


def kept(stack: Stack) -> dict[Path, bytes]:
    """All that the stack keeps: its state with its history, and its configuration."""
    files = [*(stack.folder / BACKEND).rglob("*"), *stack.work.glob("Pulumi*.yaml")]
    return {path: path.read_bytes() for path in files if path.is_file()}


def ids(stack: Stack) -> dict[str, str]:
    """The API's own ids, by the names in state."""
    return {name: each["id"].rpartition("/")[2] for name, each in stack.state().items()}


def report_of(stack: Stack, *arguments: str, code: int) -> dict[str, Any]:
    """The report as JSON, after a check that ends with `code`."""
    ended = sevalla(stack, "drift", "--format", "json", *arguments)
    assert ended.returncode == code, ended.stdout + ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def found(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings of the one stack, by what they are of: `Process web drifted`."""
    (stack,) = report["stacks"]
    return {f"{each['type']} {each['name']} {each['kind']}": each for each in stack["findings"]}


def values(finding: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What was expected and what is there, by the property's path."""
    return {each["property"]: (each["expected"], each["actual"]) for each in finding["differences"]}
