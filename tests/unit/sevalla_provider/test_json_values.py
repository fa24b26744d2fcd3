from typing import Any

import pytest

from sevalla_provider.json_values import leaves, map_leaves, whole

DEEP: Any = {"a": [1.0, {"b": "x"}, []], "c": {}, "d": None}


def test_every_leaf_is_changed_and_nothing_else() -> None:
    changed = map_leaves(DEEP, lambda leaf: f"<{leaf}>")
    assert changed == {"a": ["<1.0>", {"b": "<x>"}, []], "c": {}, "d": "<None>"}
    assert DEEP == {"a": [1.0, {"b": "x"}, []], "c": {}, "d": None}


def test_every_leaf_is_found() -> None:
    assert list(leaves(DEEP)) == [1.0, "x", None]
    assert list(leaves(("x", ["y"]))) == ["x", "y"]
    assert list(leaves("x")) == ["x"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (80.0, 80),
        (-0.0, 0),
        (0.5, 0.5),
        (float("inf"), float("inf")),
        ("80", "80"),
        (True, True),
        (None, None),
        (7, 7),
    ],
)
def test_whole_numbers_are_integers(value: object, expected: object) -> None:
    assert (whole(value), type(whole(value))) == (expected, type(expected))
