"""What only a person can say: asked for at a terminal, and else read from stdin, a line each."""

import sys

import typer

from sevalla_provider.drift.pulumi_cli import CheckFailed


def answer_to(question: str, *, secret: bool, default: str | None = None) -> str:
    """Ask for a value. Raises `CheckFailed` where stdin has ended.

    Args:
        question: what it is.
        secret: whether it shows in no terminal.
        default: what an empty answer stands for.
    """
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=default, hide_input=secret, err=True))
    line = sys.stdin.readline()
    answer = line.rstrip("\n") or default
    if not answer:
        raise CheckFailed(
            f"{question}: say it on a line of stdin, or run this command at a terminal"
        )
    return answer
