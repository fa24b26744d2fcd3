"""A program becomes a native one by its import alone: the generated SDK has the same names."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic.alias_generators import to_snake

import sevalla_provider.dynamic as way_in
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource

SDK = Path(__file__).parents[4] / "sdk" / "python" / "pulumi_sevalla"

TIMEOUTS = {"create_timeout", "update_timeout", "delete_timeout"}
"""The native way in has Pulumi's own option for these: `custom_timeouts`."""

RESERVED = {"exec": "exec_"}
"""Pulumi's generator avoids a keyword that Python once had; in a dictionary both do."""


def folder(resource: Resource[Any]) -> Path:
    """Where the SDK has a resource: each API has a module of its own."""
    _, module, _ = resource.token.split(":")
    return SDK if module == "index" else SDK / module


def classes(path: Path) -> Iterator[ast.ClassDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in tree.body if isinstance(node, ast.ClassDef))


def functions(made: ast.ClassDef, name: str) -> list[ast.FunctionDef]:
    return [node for node in made.body if isinstance(node, ast.FunctionDef) and node.name == name]


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_a_resource_takes_the_same_arguments(resource: Resource[Any]) -> None:
    written = classes(folder(resource) / f"{to_snake(resource.name)}.py")
    made = next(each for each in written if each.name == resource.name)
    named = next(each for each in functions(made, "__init__") if len(each.args.args) > 3)
    native = {argument.arg for argument in (*named.args.args, *named.args.kwonlyargs)}
    ours = inspect.signature(getattr(way_in, resource.name).__init__).parameters
    assert set(ours) - TIMEOUTS - {"self", "unknown"} == native - {"__self__", "__props__"}


def test_nested_objects_have_the_same_classes_and_keys() -> None:
    files = {folder(resource) / "_inputs.py" for resource in CATALOGUE}
    native = {each.name: each for file in files for each in classes(file)}
    for name in way_in.__all__:
        if not name.endswith("ArgsDict"):
            continue
        keys = {
            node.target.id
            for node in native[name].body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        ours = inspect.get_annotations(getattr(way_in, name))
        assert keys == {RESERVED.get(key, key) for key in ours}, name
        assert name.removesuffix("Dict") in native
