"""The pages of the Pulumi registry, and what the project says of its security."""

import json
import re
from pathlib import Path

import pytest
from tools.schemagen.examples import LANGUAGES
from tools.schemagen.pages import PAGES, filled

from sevalla_provider.durations import seconds_in
from sevalla_provider.http.pacing import LONGEST_WAIT
from sevalla_provider.repository import HOMEPAGE, REPOSITORY
from sevalla_provider.settings import ACCESS, POLL_SECONDS
from sevalla_provider.version import VERSION

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "schema.json").read_text("utf-8"))
OVERVIEW = (ROOT / "docs" / "_index.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "installation-configuration.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")

ROW = re.compile(r"^\| `sevalla:(\w+)`(.*?) \| `(\w+)` \| (.*?) \|", re.MULTILINE)
"""Name, mark of a secret, variable of the environment, default."""

DEFAULTS = {
    **{one.key: "none" for one in ACCESS.values()},
    **{one.url: f"`{one.address}`" for one in ACCESS.values()},
    "pollInterval": f"`{POLL_SECONDS:g}`",
}


@pytest.mark.parametrize("page", [OVERVIEW, CONFIGURATION], ids=["overview", "configuration"])
def test_a_page_says_what_the_registry_asks_for(page: str) -> None:
    head = dict(line.split(": ", 1) for line in page.split("---\n")[1].splitlines())
    assert head.keys() == {"title", "meta_desc", "layout"}
    assert head["layout"] == "package"
    assert head["title"].startswith(SCHEMA["displayName"])


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_programs_in_pages_are_those_of_the_examples(page: Path) -> None:
    text = page.read_text("utf-8")
    assert filled(text) == text, "run `make schema`"
    assert f'{{{{< chooser language "{",".join(LANGUAGES)}" >}}}}' in text
    for language in LANGUAGES:
        assert f"{{{{% choosable language {language} %}}}}\n\n```{language}\n" in text


def test_all_that_can_be_configured_is_told_with_its_default() -> None:
    rows = ROW.findall(CONFIGURATION)
    known = SCHEMA["config"]["variables"]
    assert sorted(name for name, *_ in rows) == sorted(known)
    for name, mark, variable, default in rows:
        assert (mark == " (secret)") == bool(known[name].get("secret")), name
        assert f"`{variable}`" in known[name]["description"]
        if name == "maxRateLimitWait":
            assert seconds_in(default.strip("`")) == LONGEST_WAIT
        else:
            assert default == DEFAULTS[name]


@pytest.mark.parametrize("page", [OVERVIEW, CONFIGURATION, SECURITY])
def test_nobody_is_told_to_install_a_name_that_nobody_holds(page: str) -> None:
    installed = re.findall(r"\b(?:pip|npm|uv|pipx) (?:tool )?install (\S+)", page)
    assert [each for each in installed if not each.startswith("dist/")] == []
    assert {*re.findall(r"-(\d+\.\d+\.\d+)[-.]", page)} <= {VERSION}


def test_vulnerabilities_are_reported_to_the_intended_home() -> None:
    assert HOMEPAGE in SECURITY
    assert REPOSITORY in CONFIGURATION
    hosts = {*re.findall(r"https?://([\w.-]+)", OVERVIEW + CONFIGURATION + SECURITY)}
    assert hosts <= {"github.com", "git.example", "api.sevalla.com", "api.privateconnect.co"}
