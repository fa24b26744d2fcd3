"""Imports point one way."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROVIDER = Path(__file__).parents[3] / "provider"
LAYERS = ("http", "clients", "resources", "lifecycle", "functions")
"""From the bottom up: each knows those before it."""

SHARED = (
    "clock",
    "deadline",
    "documents",
    "durations",
    "json_values",
    "private_files",
    "progress",
    "property_paths",
    "redaction",
    "sanitize",
    "shell",
    "status_line",
    "terminal",
    "version",
)
WAYS_IN = ("dynamic", "plugin", "importing", "drift")
"""On top of them all; none knows another, but that drift writes import files."""


def modules(package: str) -> list[Path]:
    return sorted((PROVIDER / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(name: str) -> str | None:
    """The part of the provider that a full name belongs to."""
    names = name.split(".")
    return names[1] if names[0] == "sevalla_provider" and len(names) > 1 else None


def parts_used_by(path: Path) -> set[str]:
    return {found for name in imported(path) if (found := part(name)) is not None}


def inside(folder: str) -> list[Path]:
    return modules(f"sevalla_provider/{folder}")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_knows_itself_and_those_below_and_nothing_else(layer: str) -> None:
    known = {*LAYERS[: LAYERS.index(layer) + 1], *SHARED}
    if layer in ("lifecycle", "functions"):
        known.add("settings")
    assert inside(layer)
    for path in inside(layer):
        assert parts_used_by(path) <= known, path


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_a_way_in_knows_no_other_way_in(way_in: str) -> None:
    known = {way_in, "importing"} if way_in == "drift" else {way_in}
    others = set(WAYS_IN) - known
    for path in inside(way_in):
        assert not parts_used_by(path) & others, path


@pytest.mark.parametrize("name", SHARED)
def test_what_all_layers_share_knows_none_of_them(name: str) -> None:
    assert parts_used_by(PROVIDER / "sevalla_provider" / f"{name}.py") <= set(SHARED)


def test_the_provider_imports_nothing_of_the_emulator() -> None:
    assert modules("sevalla_provider")
    for path in modules("sevalla_provider"):
        assert not any(name.startswith("sevalla_emulator") for name in imported(path)), path


def test_the_emulator_imports_nothing_of_the_provider() -> None:
    assert modules("sevalla_emulator")
    for path in modules("sevalla_emulator"):
        assert not any(name.startswith("sevalla_provider") for name in imported(path)), path


@pytest.mark.parametrize("layer", LAYERS)
def test_nothing_below_the_ways_in_knows_pulumi(layer: str) -> None:
    for path in inside(layer):
        assert not any(name.split(".")[0] in {"pulumi", "grpc"} for name in imported(path)), path


@pytest.mark.parametrize("layer", ["http", "clients"])
def test_only_http_knows_httpx(layer: str) -> None:
    allowed = layer == "http"
    for path in inside(layer):
        uses = any(name.split(".")[0] == "httpx" for name in imported(path))
        assert allowed or not uses or path.name == "sevalla.py", path


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PROVIDER).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("package", ["sevalla_provider", "sevalla_emulator"])
def test_no_import_leads_back(package: str) -> None:
    names = {name_of(path) for path in modules(package)}
    graph = {
        name_of(path): {
            found if found in names else found.rpartition(".")[0] for found in imported(path)
        }
        & names - {name_of(path)}
        for path in modules(package)
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, which names them
