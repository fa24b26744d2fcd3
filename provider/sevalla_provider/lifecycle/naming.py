"""The names of resources, and names for what a program does not name."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from sevalla_provider.resources.resource import Properties, Resource

SUFFIX = 7
"""Random hexadecimal digits behind the resource's name."""

URN = re.compile(r"(?:[^/]*/)?urn:pulumi:")
"""How the identity of a resource begins, but for those of 0.1: `project/stack/name`."""

RANDOM = re.compile(rf"-[0-9a-f]{{{SUFFIX}}}")


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


def with_names(
    resource: Resource[Any], inputs: Properties, olds: Properties, new_name: Callable[[], str]
) -> Properties:
    """Add names that are missing: the one that the object has, or a new one.

    `new_name` may give an empty one: then nothing is added, and the check asks for a name.
    """
    missing = [name for name in _automatic(resource) if inputs.get(name) is None]
    names = {name: olds.get(name) or new_name() for name in missing}
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
        if not (each in automatic and _is_random(str(value), name))
    }
    return resource.conflicts(actual, fixed)


def _is_random(value: str, name: str) -> bool:
    return value.startswith(name) and RANDOM.fullmatch(value, len(name)) is not None


def _automatic(resource: Resource[Any]) -> list[str]:
    return [name for name, trait in resource.traits.items() if trait.auto_named]
