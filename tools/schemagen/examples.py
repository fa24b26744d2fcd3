"""Example programs, in every language, as the reference pages show them."""

from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

LANGUAGES = {
    "typescript": "index.ts",
    "python": "__main__.py",
    "go": "main.go",
    "yaml": "Pulumi.yaml",
}
"""What each language's program is called, in the order of the pages."""


def usage(name: str) -> str:
    """The section of one resource: an example for each of its folders below `docs/examples`."""
    folders = sorted((EXAMPLES / name).iterdir())
    shown = "\n".join(line for folder in folders for line in example(folder))
    return f"## Example Usage\n\n{{{{% examples %}}}}\n{shown}\n{{{{% /examples %}}}}"


def example(folder: Path) -> Iterator[str]:
    yield "{{% example %}}"
    yield f"### {folder.name.partition('-')[2].replace('-', ' ').capitalize()}\n"
    for language, program in LANGUAGES.items():
        yield f"```{language}\n{(folder / program).read_text('utf-8').strip()}\n```"
    yield "{{% /example %}}"
