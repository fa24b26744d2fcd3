"""Pulumi's spellings of paths; what they lead to."""

import pytest
from pydantic import JsonValue

from sevalla_provider.property_paths import EVERY, Path, carry_over, child, covered, parse

DEEP: JsonValue = {"a": {"b": [1, {"c": 2}], "x.y": 3}, "d": 4}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a", ("a",)),
        ("a.b", ("a", "b")),
        ('a["b"]', ("a", "b")),
        ('["a"].b', ("a", "b")),
        ('["a"]["b.c"]', ("a", "b.c")),
        ('a["say \\"hi\\""]', ("a", 'say "hi"')),
        ("a[0].b", ("a", 0, "b")),
        ("a.b[10]", ("a", "b", 10)),
        ("*", (EVERY,)),
        ("[*]", (EVERY,)),
        ("a.*.b", ("a", EVERY, "b")),
        ("a[*].b", ("a", EVERY, "b")),
        ('a["*"]', ("a", "*")),
        ("a-b_c/d", ("a-b_c/d",)),
        ("", None),
        ("a.", None),
        ("a..b", None),
        ("a[", None),
        ("a[b]", None),
        ('a["b', None),
        ("a]b", None),
        ("a[-1]", None),
    ],
)
def test_each_spelling_is_one_path(text: str, path: Path | None) -> None:
    assert parse(text) == path


@pytest.mark.parametrize("key", ["b", "x.y", "*", 'say "hi"', "a[0]", "back\\slash", "ключ", ""])
def test_what_is_spelled_can_be_read_again(key: str) -> None:
    assert parse(child("a", key)) == ("a", key)


@pytest.mark.parametrize(
    ("path", "pattern", "inside"),
    [
        ("a.b", "a", True),
        ("a.b", '["a"]', True),
        ("a.b", '["a"]["b"]', True),
        ("a.b[0].c", "a.b[*]", True),
        ("a.b[0].c", "a.b[*].c", True),
        ("a.b[0].c", "a.b[1]", False),
        ("anything.at.all", "*", True),
        ("a.b", "a.b.c", False),
        ("ab", "a", False),
        ("a.b", "a..b", False),
    ],
)
def test_a_pattern_covers_what_it_names_and_what_is_inside(
    path: str, pattern: str, inside: bool
) -> None:
    assert covered(path, ["elsewhere", pattern]) is inside


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("d", {"d": 5}, {"d": 4}),
        ("d", {}, {"d": 4}),
        ("e", {"e": 5}, {}),
        ("a.b[0]", {"a": {"b": [9, 9]}}, {"a": {"b": [1, 9]}}),
        ("a.b[*].c", {"a": {"b": [9, {"c": 9, "e": 8}]}}, {"a": {"b": [9, {"c": 2, "e": 8}]}}),
        ("a.b[5]", {"a": {"b": [9]}}, {"a": {"b": [9]}}),
        ('a["x.y"]', {"a": {"x.y": 9}}, {"a": {"x.y": 3}}),
        ("a.*", {"a": {"b": 9, "n": 9}}, {"a": {"b": [1, {"c": 2}], "x.y": 3}}),
        ("*", {"d": 9, "n": 9}, DEEP),
        ("a.b", {"d": 9}, {"d": 9}),
        ("a.b.c.d", {"a": {"b": 9}}, {"a": {"b": 9}}),
    ],
)
def test_what_is_at_a_path_is_carried_over(
    path: str, target: JsonValue, expected: JsonValue
) -> None:
    before = repr(target)
    assert carry_over(parse(path) or (), DEEP, target) == expected
    assert repr(target) == before
