"""A project's folder: a program, and the import file that belongs to it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sevalla_provider.importing.declarations import (
    Configured,
    ImportedObject,
    configured_in,
    declarations,
    kept_values,
)
from sevalla_provider.importing.import_file import Entry, import_file, names_in
from sevalla_provider.importing.pulumi_yaml import yaml_program
from sevalla_provider.importing.python_program import files_to_bring, python_program
from sevalla_provider.shell import joined

IMPORT_FILE = "import.json"

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
"""Any of which makes a folder a project's."""

NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
"""What Pulumi takes for the name of a project."""

STACK = "dev"
"""The stack that a new project gets, and that the printed commands speak of."""

LanguageName = Literal["yaml", "python"]


@dataclass(frozen=True)
class Language:
    """What projects in one language are made of.

    Attributes:
        files: given a project's name and its objects, all texts by their names.
        needs_packages: whether a new project must install some before anything else.
        to_bring: the files of `make dist` that a person must put into its folder before that.
    """

    files: Callable[[str, Sequence[ImportedObject]], Mapping[str, str]]
    needs_packages: bool = False
    to_bring: Callable[[], Sequence[str]] = tuple


LANGUAGES: Mapping[LanguageName, Language] = {
    "yaml": Language(yaml_program),
    "python": Language(python_program, needs_packages=True, to_bring=files_to_bring),
}


class NotWritten(Exception):
    """Why a project cannot be written, for people."""


def insist_on_room(folder: Path, name: str, more: Iterable[str] = ()) -> None:
    """Refuse a name that is none, and a folder in which something would be overwritten.

    `more`: the files that are written there beside the project's own. Raises `NotWritten`.
    """
    if not NAME.fullmatch(name):
        raise NotWritten(
            f'--name "{name}" is no name of a project: up to 100 letters, digits, `-`, `_` and `.`'
        )
    for file in (*PROJECT_FILES, f"Pulumi.{STACK}.yaml", IMPORT_FILE, *more):
        if (folder / file).exists():
            raise NotWritten(
                f"{folder / file} is there already, and nothing is overwritten: give --into "
                "another folder"
            )


def write_project(
    folder: Path, name: str, language: Language, objects: Sequence[ImportedObject]
) -> None:
    """Write all files.

    Raises `FunctionKeyError`, `NotWritten`: nothing of anybody's is overwritten.
    """
    entries = (Entry(each.remote.resource.token, each.name, each.remote.id) for each in objects)
    texts = {**language.files(name, objects), IMPORT_FILE: import_file(entries)}
    insist_on_room(folder, name, texts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotWritten(f"cannot write to {folder}: {error.strerror}") from None


def next_commands(folder: Path, language: Language, configure: Sequence[str]) -> Iterator[str]:
    """The commands that come next, for a shell in whichever folder.

    `configure`: the command that sets what the program refers to; nothing where that is nothing.
    """
    there = folder.resolve()
    pulumi, stack = ("pulumi", "-C", str(there)), ("--stack", STACK)
    file = ("--file", str(there / IMPORT_FILE))
    flags = ("--generate-code=false", "--protect=false", "--yes")
    commands = (
        (*pulumi, "install") if language.needs_packages else (),
        (*pulumi, "stack", "init", STACK),
        configure,
        (*pulumi, "import", *stack, *file, *flags),
        (*pulumi, "preview", *stack),
    )
    return (joined(each) for each in commands if each)


def configured_of(folder: Path, objects: Sequence[ImportedObject]) -> list[Configured]:
    """The configuration that the program in a folder refers to, as it is now.

    What was kept for it is part of that. Objects that have come since then are passed over. Raises
    `OSError`, `ValueError`.
    """
    names = names_in((folder / IMPORT_FILE).read_text(encoding="utf-8"))
    known = {(each.remote.resource.token, each.remote.id): each for each in objects}
    named = [replace(known[key], name=name) for key, name in names.items() if key in known]
    referred_to = configured_in([declared for _, declared in declarations(named)])
    return [*referred_to, *kept_values(named)]
