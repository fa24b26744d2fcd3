"""Whoever reads a signature is told what it does: in the folders where that has been done."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROVIDER = Path(__file__).parents[3] / "provider" / "sevalla_provider"
DONE = ("http", "lifecycle")

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(body: list[ast.stmt], within: str = "") -> Iterator[str]:
    """The public classes, functions and methods without a docstring."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield f"{within}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node.body, f"{node.name}.")


@pytest.mark.parametrize("folder", DONE)
def test_every_public_definition_has_a_docstring(folder: str) -> None:
    modules = sorted((PROVIDER / folder).glob("*.py"))
    assert modules
    trees = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in modules}
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []
    assert [
        f"{name}: {missing}" for name, tree in trees.items() for missing in undocumented(tree.body)
    ] == []


def test_what_counts_as_public() -> None:
    text = '''
class A:
    """."""
    def seen(self): ...
    def _own(self): ...
class _B:
    def hidden(self): ...
async def told():
    """."""
def untold(): ...
'''
    assert list(undocumented(ast.parse(text).body)) == ["A.seen", "untold"]
