"""What objects say of each other: a reference stands in the place of an id."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sevalla_provider.drift.adopting import Adopted
from sevalla_provider.resources.secrets import Path, replaced


@dataclass(frozen=True)
class Reference:
    """An output of another resource, by its Python name."""

    to: Adopted
    output: str


@dataclass(frozen=True)
class Secret:
    """A value that no program holds: it stands in the stack's configuration.

    `key`: its name there.
    """

    key: str
    value: str | int | float | bool = field(repr=False)


Said = Mapping[str, Any]
"""The inputs of one resource, by Python names, with `Reference`s and, at any depth, `Secret`s."""

PLAIN = re.compile(r"[^A-Za-z0-9]+")


def with_references(adopted: Sequence[Adopted]) -> Iterator[tuple[Adopted, Said]]:
    """Give what a program says of each: `process_id` refers to the process, where it is there."""
    there = {_own_id(each): each for each in adopted}
    for each in adopted:
        inputs = _without_secrets(each)
        owners = {name: there.get((name, str(value))) for name, value in inputs.items()}
        yield each, {name: _said(name, value, owners[name]) for name, value in inputs.items()}


def secrets_in(value: object) -> Iterator[Secret]:
    """Every secret that a program refers to, at any depth."""
    if isinstance(value, Secret):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from secrets_in(item)


def _without_secrets(one: Adopted) -> Said:
    resource = one.there.resource

    def put_away(path: Path, value: object) -> object:
        """Put a secret in the place of each value in a value."""
        if isinstance(value, Mapping):
            return {key: put_away((*path, key), item) for key, item in value.items()}
        if isinstance(value, list):
            return [put_away((*path, index), item) for index, item in enumerate(value)]
        if isinstance(value, str | int | float):
            return Secret(_key(one.name, path), value)
        return value

    return replaced(resource.fields, one.found.inputs, put_away)


def _key(name: str, path: Path) -> str:
    """What configuration calls a value: `web_db__login__password`; no two have the same.

    Names of resources have single hyphens and no underscore.
    """
    return "__".join((name.replace("-", "_"), *(_step(str(each)) for each in path)))


def _step(text: str) -> str:
    plain = PLAIN.sub("_", text).strip("_")
    if plain == text:
        return text
    return f"{plain}_{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _own_id(one: Adopted) -> tuple[str, str]:
    name = one.there.resource.own_id
    return name, str(one.found.outputs.get(name))


def _said(name: str, value: object, owner: Adopted | None) -> object:
    return value if owner is None else Reference(owner, name)
