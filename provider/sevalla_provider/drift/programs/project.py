"""A project's folder: a program, and the import file that belongs to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sevalla_provider.drift.adopting import Adopted
from sevalla_provider.drift.import_file import Entry, import_file, names_in
from sevalla_provider.drift.programs.in_python import SETUP, in_python
from sevalla_provider.drift.programs.in_yaml import in_yaml
from sevalla_provider.drift.programs.references import Secret, secrets_in, with_references

IMPORT_FILE = "import.json"

Name = Literal["yaml", "python"]


@dataclass(frozen=True)
class Language:
    """What projects in one language are made of.

    Attributes:
        files: given a project's name and its objects, all texts by their names.
        setup: the commands that make a new project ready for Pulumi's.
    """

    files: Callable[[str, Sequence[Adopted]], Mapping[str, str]]
    setup: Sequence[str] = ()


LANGUAGES: Mapping[Name, Language] = {
    "yaml": Language(in_yaml),
    "python": Language(in_python, SETUP),
}


def write(folder: Path, project: str, language: Language, adopted: Sequence[Adopted]) -> None:
    """Write all files.

    Raises `FileExistsError`: nothing of anybody's is overwritten; `TakenForFunction`.
    """
    entries = (Entry(each.there.resource.token, each.name, each.there.id) for each in adopted)
    texts = {**language.files(project, adopted), IMPORT_FILE: import_file(entries)}
    folder.mkdir(parents=True, exist_ok=True)
    for name in texts:
        if (folder / name).exists():
            raise FileExistsError(f"{folder / name} is there already")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def secrets_of(folder: Path, adopted: Sequence[Adopted]) -> list[Secret]:
    """The secrets that the program in a folder refers to, as they are now.

    Objects that have come since then are passed over. Raises `OSError`, `ValueError`.
    """
    names = names_in((folder / IMPORT_FILE).read_text(encoding="utf-8"))
    known = {(each.there.resource.token, each.there.id): each for each in adopted}
    named = [replace(known[key], name=name) for key, name in names.items() if key in known]
    return list(secrets_in([said for _, said in with_references(named)]))
