"""`pulumi-sevalla` as a person runs it, and what must be the same before and after."""

import subprocess
import sys
from pathlib import Path

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


def shell(stack: Stack, command: str, **changed: str) -> "subprocess.CompletedProcess[str]":
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
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


def outside(environment: dict[str, str]) -> dict[str, str]:
    """As on no CI system, whatever runs the tests themselves."""
    return {name: value for name, value in environment.items() if not name.startswith("GITHUB_")}


def kept(stack: Stack) -> dict[Path, bytes]:
    """All that the stack keeps: its state with its history, and its configuration."""
    files = [*(stack.folder / BACKEND).rglob("*"), *stack.work.glob("Pulumi*.yaml")]
    return {path: path.read_bytes() for path in files if path.is_file()}
