"""The names of resources, and names for what a program does not name."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.values import most_characters

SUFFIX = 7
"""Random hexadecimal digits behind the resource's name."""

URN = re.compile(r"(?:[^/]*/)?urn:pulumi:")
"""How the identity of a resource begins, but for those of 0.1: `project/stack/name`."""

RANDOM = re.compile(rf"-[0-9a-f]{{{SUFFIX}}}")

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What is in no name: no dashboard shows it, and no database keeps a NUL."""

TAIL = SUFFIX + 1
"""Characters at the end that make a name unlike others: they stay when it is cut."""


def name_in(identity: str) -> str:
    """The resource's own name, in which there may be slashes and `::` as well."""
    separator, before = ("::", 3) if URN.match(identity) else ("/", 2)
    return identity.split(separator, before)[-1]


def stack_of(identity: str) -> str:
    """What the identities of all resources of one stack begin with."""
    separator = "::" if URN.match(identity) else "/"
    return separator.join([*identity.split(separator, 2)[:2], ""])


def random_name(name: str, seed: bytes) -> str:
    """Make a name out of a resource's own; the same for the same seed."""
    return f"{name}-{hashlib.sha256(seed).hexdigest()[:SUFFIX]}"


def fitted(name: str, most: int | None) -> str:
    """Make a name that the API takes: what is before its random end is cut.

    Args:
        most: characters that the API takes, which may count as JavaScript does, an emoji for two.
    """
    name = CONTROL.sub("-", name)
    if most is None or _units(name) <= most:
        return name
    head, tail = name[:-TAIL], name[-TAIL:]
    while head and _units(head) + _units(tail) > most:
        head = head[:-1]
    # What would hang on the character that was cut off.
    return head.rstrip("\u200d\ufe0f ") + tail


def with_names(
    resource: Resource[Any],
    inputs: Properties,
    olds: Properties,
    new_name: Callable[[], str],
    *,
    exact: bool = False,
) -> Properties:
    """Add names that are missing: the one that the object has, or a new one that fits.

    Args:
        new_name: may give an empty one: then nothing is added, and the check asks for a name.
        exact: whether a new one stays as it is; the check refuses what does not fit.
    """
    missing = [name for name in _automatic(resource) if inputs.get(name) is None]

    def made(name: str) -> str:
        return new_name() if exact else fitted(new_name(), _longest(resource, name))

    names = {name: olds.get(name) or made(name) for name in missing}
    return {**inputs, **{name: value for name, value in names.items() if value}}


def delete_before_replace(
    resource: Resource[Any], name: str, actual: Properties, wanted: Properties
) -> bool:
    """Whether a replacement waits until its predecessor is gone. `name`: the resource's own.

    An automatic name is made anew for a replacement, and so stands in nobody's way.
    """
    automatic = _automatic(resource)
    fixed = {
        each: value
        for each, value in wanted.items()
        if not (each in automatic and _is_random(str(value), name, _longest(resource, each)))
    }
    return resource.conflicts(actual, fixed)


def _is_random(value: str, name: str, most: int | None) -> bool:
    """Whether `random_name` made it, whatever its seed, and `fitted` cut it."""
    tail = value[-TAIL:]
    return RANDOM.fullmatch(tail) is not None and value == fitted(name + tail, most)


def _automatic(resource: Resource[Any]) -> list[str]:
    return [name for name, trait in resource.traits.items() if trait.auto_named]


def _longest(resource: Resource[Any], name: str) -> int | None:
    field = resource.inputs.model_fields[name]
    return most_characters(field.annotation, *field.metadata)


def _units(text: str) -> int:
    """Characters, as JavaScript counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
