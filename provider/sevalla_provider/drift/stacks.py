"""Which stacks are meant: those of a project's folder, or those of a backend, by name."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sevalla_provider.documents import json_document
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project

FULL_NAME = "organization/project/stack"
"""As `pulumi stack ls --all` tells it; a backend of one's own knows no other organization."""

Target = tuple[Project, str]
"""A stack, by the project to check it from and its name."""


@dataclass(frozen=True)
class StackSelection:
    """What was asked for.

    Attributes:
        folder: the project's; not looked at where there is a `backend`.
        backend: the address of a backend, such as `file:///srv/state`.
        names: of stacks; none stands for the selected one.
        all_stacks: all stacks of the project, or of the backend.
    """

    folder: Path
    backend: str | None = None
    names: Sequence[str] = ()
    all_stacks: bool = False


@contextmanager
def selected_stacks(selection: StackSelection) -> Iterator[list[Target]]:
    """Find the stacks, each with the project to check it from. Raises `CheckFailed`."""
    if selection.backend is None:
        project = Project(selection.folder)
        yield [(project, name) for name in _names_in(project, selection)]
        return
    with TemporaryDirectory() as folder:
        yield [
            (_placeholder(Path(folder), selection.backend, name), name)
            for name in _names_at(Path(folder), selection)
        ]


def _names_in(project: Project, selection: StackSelection) -> Sequence[str]:
    if not project.folder.is_dir():
        raise CheckFailed(f"there is no folder {project.folder}")
    if selection.all_stacks:
        return _list(project)
    if selection.names:
        return selection.names
    ended = project.run("stack", "--show-name")
    if ended.returncode != 0:
        raise CheckFailed(f"{ended.stderr.strip()}\nName a stack: --stack <name>, or --all-stacks.")
    return [ended.stdout.strip()]


def _names_at(folder: Path, selection: StackSelection) -> Sequence[str]:
    if selection.all_stacks:
        return _list(Project(folder, _environment(selection.backend)), "--all")
    if not selection.names:
        raise CheckFailed(f"say which stacks of the backend: --stack {FULL_NAME}, or --all-stacks")
    short = [name for name in selection.names if name.count("/") != FULL_NAME.count("/")]
    if short:
        raise CheckFailed(f'a stack of a backend is named {FULL_NAME}, not "{short[0]}"')
    return selection.names


def _list(project: Project, *options: str) -> list[str]:
    ended = project.run("stack", "ls", "--output", "json", *options)
    try:
        names = [str(each["name"]) for each in json_document(ended.stdout)]
    except (ValueError, TypeError, KeyError):
        raise CheckFailed(f"could not list the stacks: {ended.stderr.strip()}") from None
    if not names:
        raise CheckFailed("there is no stack")
    return names


def _placeholder(folder: Path, backend: str | None, name: str) -> Project:
    """A project that has a name and nothing else: no program is run, so that none is needed."""
    _organization, project, _stack = name.split("/")
    own = folder / project
    own.mkdir(exist_ok=True)
    (own / "Pulumi.yaml").write_text(json.dumps({"name": project, "runtime": "yaml"}), "utf-8")
    return Project(own, _environment(backend))


def _environment(backend: str | None) -> dict[str, str]:
    # The dynamic way in runs in the Python on PATH where there is no project to name another.
    interpreter = Path(sys.executable).parent
    return {
        "PULUMI_BACKEND_URL": str(backend),
        "PATH": f"{interpreter}{os.pathsep}{os.environ.get('PATH', '')}",
    }
