"""A test's program, which every way in can write in its own language."""

from collections.abc import Mapping
from typing import Any, TypedDict


class Declared(TypedDict, total=False):
    """One resource, by Python's names.

    `"${web.process_id}"` as a property stands for an output of an earlier resource, and
    `{"secret": value}` for a value to hide.
    """

    type: str
    props: dict[str, Any]
    options: dict[str, Any]


Program = Mapping[str, Declared]
