"""Static files name the intended home, and no package by a name that nobody holds."""

import json
import re
import tomllib
from pathlib import Path

import yaml

from sevalla_provider.repository import GO_MODULE, HOMEPAGE, RELEASES, REPOSITORY
from sevalla_provider.version import VERSION

ROOT = Path(__file__).parents[2]
TOLD = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("examples/**/*.md"),
    *ROOT.glob("examples/**/*.yml"),
    *ROOT.glob("examples/**/requirements*.txt"),
    *ROOT.glob("examples/**/package.json"),
]
NAMES = r"(?:pulumi[-_]sevalla(?:[-_]provider)?)"
BY_NAME = re.compile(
    r"(?:pip install|uv tool install|uvx|pipx install|npm install|npm i|npx) (?:\S+ )*['\"]?"
    rf"{NAMES}"
    r"(?![\w./-])"
)
"""An installation of a package by its name alone; what is a file has a folder before it."""

PACKAGE = re.compile(r"dist/[\w.-]+?-(\d+\.\d+\.\d+)")


def test_the_schema_and_what_comes_from_it() -> None:
    schema = json.loads((ROOT / "schema.json").read_text())
    assert schema["homepage"] == schema["repository"] == HOMEPAGE
    assert schema["pluginDownloadURL"] == RELEASES
    assert schema["publisher"] in REPOSITORY.split("/")
    package = json.loads((ROOT / "sdk/nodejs/package.json").read_text())
    assert package["homepage"] == package["repository"] == HOMEPAGE
    assert package["pulumi"]["server"] == RELEASES
    assert (ROOT / "sdk/go/go.mod").read_text().startswith(f"module {GO_MODULE}\n")
    sdk = tomllib.loads((ROOT / "sdk/python/pyproject.toml").read_text())
    assert set(sdk["project"]["urls"].values()) == {HOMEPAGE}


def test_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(project["urls"].values()) == {HOMEPAGE}


def test_the_example_in_go() -> None:
    folder = ROOT / "examples/environment-go"
    assert f'"{GO_MODULE}/sevalla"' in (folder / "main.go").read_text()
    assert f"{GO_MODULE} v{VERSION}" in (folder / "go.mod").read_text()


def test_nobody_is_told_to_install_a_name_that_nobody_holds() -> None:
    for path in TOLD:
        found = BY_NAME.findall(path.read_text(encoding="utf-8"))
        assert found == [], path
    for path in ROOT.glob("examples/**/requirements*.txt"):
        assert not re.search(rf"^{NAMES}", path.read_text(), re.MULTILINE), path
    for path in ROOT.glob("examples/*/package.json"):
        assert json.loads(path.read_text())["dependencies"]["pulumi-sevalla"].startswith("file:")


def test_packages_are_named_by_this_version() -> None:
    for path in TOLD:
        assert {*PACKAGE.findall(path.read_text(encoding="utf-8"))} <= {VERSION}, path


def test_no_other_home_is_named() -> None:
    """Of the hosts of code and packages, the intended home alone; and Pulumi's module for Go."""
    elsewhere = re.compile(r"(?:github\.com|gitlab\.com|codeberg\.org)/([\w-]+/[\w-]+)")
    ours = REPOSITORY.partition("/")[2]
    for path in [*TOLD, *ROOT.glob("provider/**/*.py"), ROOT / "schema.json"]:
        assert {*elsewhere.findall(path.read_text(encoding="utf-8"))} <= {ours, "pulumi/pulumi"}, (
            path
        )


def test_workflows_are_yaml() -> None:
    for path in ROOT.glob("examples/ci/**/*.yml"):
        assert yaml.safe_load(path.read_text())
