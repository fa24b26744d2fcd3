"""What code and documents say of the contract is there, and nothing else of the network is."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from sevalla_provider.repository import HOMEPAGE

ROOT = Path(__file__).parents[3]
CONTRACT = ROOT / "docs" / "contract"

CITATION = re.compile(r"docs/contract/(?P<file>[\w-]+\.md)`?(?:, (?P<sections>[^).:;`\"\n]+))?")
OLD_CITATION = re.compile(r"(?<!docs/)(?<!\]\()\bcontract/[\w-]+\.md|\bcontract, (?:section )?\"")
CONTINUED = re.compile(r"\n[ \t]*#?[ \t]*")
HEADING = re.compile(r"^#+ (?P<title>[^:\[(\n]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?P<target>[^)#:]+)(?:#[^)]*)?\)")
HOST = re.compile(r"\bhttps?://(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,})")

DOCUMENTED = {"api.sevalla.com", "api.privateconnect.co"}
"""The two APIs. Beside them there is the project's intended home, and nothing else at its host."""

GENERATED = {"golang.org"}
"""In the comments of Pulumi's own generators."""

RESERVED = (".test", ".example", ".invalid", ".localhost", ".internal")
"""Names that lead nowhere (RFC 2606, RFC 6761, and ICANN's for private networks)."""


KEPT = {".ci", ".gitignore", ".gitattributes", ".npmrc"}
NOT_OURS = {"LICENSE", "go.sum", "node_modules", "build", "dist", "__pycache__"}


@cache
def texts() -> dict[str, str]:
    """Every text that we wrote, by its name within the repository."""
    return dict(_read(ROOT))


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or (path.name.startswith(".") and path.name not in KEPT):
            continue
        if path.is_dir():
            yield from _read(path)
        elif path != Path(__file__):
            with suppress(UnicodeDecodeError):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def titles(text: str) -> set[str]:
    return {found["title"].strip() for found in HEADING.finditer(text)}


def citations(text: str) -> Iterator[tuple[str, str]]:
    """File and section, of each citation; it may go on in the next line."""
    for found in CITATION.finditer(CONTINUED.sub(" ", text)):
        for section in re.split(r", | and ", found["sections"] or ""):
            yield found["file"], section.strip()


def is_there(section: str, among: set[str]) -> bool:
    """A long title may be cited by its beginning: `What an input means …`."""
    if section.endswith("…"):
        return any(title.startswith(section.removesuffix("…").strip()) for title in among)
    return not section or section in among


def missing(text: str) -> list[str]:
    """The citations of a text that lead nowhere."""
    return [
        f"{file}, {section}"
        for file, section in citations(text)
        if not (CONTRACT / file).is_file()
        or not is_there(section, titles((CONTRACT / file).read_text(encoding="utf-8")))
    ]


def strange_hosts(text: str) -> set[str]:
    """The hosts in a text that are neither the APIs' nor lead nowhere."""
    hosts = {
        found["host"].lower().rstrip(".") for found in HOST.finditer(text.replace(HOMEPAGE, ""))
    }
    return {host for host in hosts - DOCUMENTED - GENERATED if not host.endswith(RESERVED)}


def test_every_citation_names_a_file_and_a_section_of_the_contract() -> None:
    cited = [name for name, text in texts().items() if any(citations(text))]
    assert len(cited) > 40
    wrong = {name: missing(texts()[name]) for name in cited}
    assert {name: each for name, each in wrong.items() if each} == {}


def test_nothing_is_cited_from_outside_the_repository() -> None:
    assert [name for name, text in texts().items() if OLD_CITATION.search(text)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`docs/contract/sevalla-v3.md`", []),
        ("(`docs/contract/sevalla-v3.md`, Rate limits).", []),
        ("(`docs/contract/sevalla-v3.md`, Rate\n    limits: read)", []),
        ("# docs/contract/sevalla-v3.md, What an input …", []),
        ("`docs/contract/private-connect.md`, Tunnels and Connect", []),
        ("`docs/contract/sevalla-v4.md`, Lists", ["sevalla-v4.md, Lists"]),
        ("`docs/contract/sevalla-v3.md`, Limits", ["sevalla-v3.md, Limits"]),
        ("`docs/contract/sevalla-v3.md`, Errors, Limits", ["sevalla-v3.md, Limits"]),
    ],
)
def test_how_a_citation_is_read(text: str, wrong: list[str]) -> None:
    assert missing(text) == wrong


def test_the_readme_of_the_contract_names_each_of_its_files() -> None:
    named = set(
        re.findall(r"^\| `([\w-]+\.md)`", (CONTRACT / "README.md").read_text(), re.MULTILINE)
    )
    assert named == {path.name for path in CONTRACT.glob("*.md")} - {"README.md"}


def test_no_host_is_named_but_the_two_apis() -> None:
    found = {name: strange_hosts(text) for name, text in texts().items()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}
    contract = [name for name in found if name.startswith("docs/contract/")]
    named = {host["host"] for name in contract for host in HOST.finditer(texts()[name])}
    assert named == DOCUMENTED


def test_which_hosts_are_strange() -> None:
    text = "https://api.sevalla.com/v3 http://127.0.0.1:8787 https://proxy.test https://Other.dev/x"
    assert strange_hosts(text) == {"other.dev"}
    assert strange_hosts(f"{HOMEPAGE}/issues https://github.com/other") == {"github.com"}


def test_links_between_documents_lead_to_a_file() -> None:
    documents = {name: text for name, text in texts().items() if name.endswith(".md")}
    lost = [
        f"{name}: {link['target']}"
        for name, text in documents.items()
        for link in LINK.finditer(text)
        if not (ROOT / name).parent.joinpath(link["target"]).exists()
    ]
    assert lost == []
