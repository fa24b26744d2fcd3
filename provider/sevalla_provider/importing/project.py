"""A project's folder: a program, and the import file that belongs to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sevalla_provider.importing.declarations import (
    Configured,
    ImportedObject,
    configured_in,
    declarations,
)
from sevalla_provider.importing.import_file import Entry, import_file, names_in
from sevalla_provider.importing.pulumi_yaml import yaml_program
from sevalla_provider.importing.python_program import SETUP, python_program

IMPORT_FILE = "import.json"

LanguageName = Literal["yaml", "python"]


@dataclass(frozen=True)
class Language:
    """What projects in one language are made of.

    Attributes:
        files: given a project's name and its objects, all texts by their names.
        setup: the commands that make a new project ready for Pulumi's.
    """

    files: Callable[[str, Sequence[ImportedObject]], Mapping[str, str]]
    setup: Sequence[str] = ()


LANGUAGES: Mapping[LanguageName, Language] = {
    "yaml": Language(yaml_program),
    "python": Language(python_program, SETUP),
}


def write_project(
    folder: Path, name: str, language: Language, objects: Sequence[ImportedObject]
) -> None:
    """Write all files.

    Raises `FileExistsError`: nothing of anybody's is overwritten; `FunctionKeyError`.
    """
    entries = (Entry(each.remote.resource.token, each.name, each.remote.id) for each in objects)
    texts = {**language.files(name, objects), IMPORT_FILE: import_file(entries)}
    folder.mkdir(parents=True, exist_ok=True)
    for file in texts:
        if (folder / file).exists():
            raise FileExistsError(f"{folder / file} is there already")
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")


def configured_of(folder: Path, objects: Sequence[ImportedObject]) -> list[Configured]:
    """The configuration that the program in a folder refers to, as it is now.

    Objects that have come since then are passed over. Raises `OSError`, `ValueError`.
    """
    names = names_in((folder / IMPORT_FILE).read_text(encoding="utf-8"))
    known = {(each.remote.resource.token, each.remote.id): each for each in objects}
    named = [replace(known[key], name=name) for key, name in names.items() if key in known]
    return list(configured_in([declared for _, declared in declarations(named)]))
