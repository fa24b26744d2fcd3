"""Programs in the pages of the Pulumi registry, with a choice of language."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.schemagen.examples import EXAMPLES, LANGUAGES, shown

DOCS = EXAMPLES.parent
PAGES = (DOCS / "_index.md",)

PLACE = re.compile(
    r"(?P<begin><!-- example (?P<folder>\S+) -->\n).*?(?P<end><!-- end of example -->)", re.DOTALL
)
"""Where a page shows the programs of a folder below `docs/examples`."""


def filled(page: str) -> str:
    """Put into a page the programs that it names."""
    return PLACE.sub(lambda it: f"{it['begin']}{chooser(EXAMPLES / it['folder'])}{it['end']}", page)


def chooser(folder: Path) -> str:
    return "\n".join(_chooser(folder)) + "\n"


def _chooser(folder: Path) -> Iterator[str]:
    yield f'\n{{{{< chooser language "{",".join(LANGUAGES)}" >}}}}\n'
    for language, program in LANGUAGES.items():
        # There is none as yet where `make sdk` has not come to make it: that needs the schema.
        if (folder / program).exists():
            yield f"{{{{% choosable language {language} %}}}}\n"
            yield f"```{language}\n{shown(folder / program)}\n```\n"
            yield "{{% /choosable %}}\n"
    yield "{{< /chooser >}}\n"


def write() -> None:
    for page in PAGES:
        page.write_text(filled(page.read_text("utf-8")), "utf-8")
