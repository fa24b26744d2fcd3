"""What objects say of each other: a reference stands in the place of an id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from sevalla_provider.drift.adopting import Adopted


@dataclass(frozen=True)
class Reference:
    """An output of another resource, by its Python name."""

    to: Adopted
    output: str


Said = Mapping[str, JsonValue | Reference]
"""The inputs of one resource, by Python names."""


def with_references(adopted: Sequence[Adopted]) -> Iterator[tuple[Adopted, Said]]:
    """Give what a program says of each: `process_id` refers to the process, where it is there."""
    there = {_own_id(each): each for each in adopted}
    for each in adopted:
        inputs = each.found.inputs.items()
        owners = {name: there.get((name, str(value))) for name, value in inputs}
        yield each, {name: _said(name, value, owners[name]) for name, value in inputs}


def _own_id(one: Adopted) -> tuple[str, str]:
    name = one.there.resource.own_id
    return name, str(one.found.outputs.get(name))


def _said(name: str, value: JsonValue, owner: Adopted | None) -> JsonValue | Reference:
    return value if owner is None else Reference(owner, name)
