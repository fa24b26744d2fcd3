"""What a program declares of each object: references instead of ids, and no secret values."""

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sevalla_provider.importing.import_file import with_names
from sevalla_provider.importing.inventory import CollectionRef, RemoteObject, inventory
from sevalla_provider.importing.places import said_of_itself
from sevalla_provider.json_values import map_named_leaves, named_leaves
from sevalla_provider.lifecycle.diff import STATUS, broken
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.secrets import Path, replaced
from sevalla_provider.settings import Settings

RESERVED = ("pulumi",)
"""What no resource of a YAML program may be called."""

PLAIN = re.compile(r"[^A-Za-z0-9]+")

NAME_OF_AN_ID = re.compile(r"_ids?$|^id_")
"""Properties that hold ids, such as `process_id` and `id_resource`."""


@dataclass(frozen=True)
class ImportedObject:
    """One object as it is, under the name that a program gives it.

    Attributes:
        kept: outputs that only the create's answer shows, as somebody else has kept them.
        sensitive: inputs that somebody has marked as secret, beside those that always are.
    """

    remote: RemoteObject
    name: str
    found: Found
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    sensitive: Collection[str] = ()

    @property
    def failed_status(self) -> str | None:
        """The status of an object that the next `up` would replace; None for all others."""
        outputs = self.found.outputs
        return str(outputs[STATUS]) if broken(self.remote.resource, outputs) else None


@dataclass(frozen=True)
class Reference:
    """An output of another resource, by its Python name."""

    to: ImportedObject
    output: str


@dataclass(frozen=True)
class Configured:
    """A value that no program holds: it stands in the stack's configuration.

    Attributes:
        key: its name there.
        value: what it is; None where no call shows it, so that a person has to say it.
        asked: what it is, for people; told where a person is asked.
        secret: whether it is one.
    """

    key: str
    value: str | int | float | bool | None = field(repr=False)
    asked: str = ""
    secret: bool = True


Declared = Mapping[str, Any]
"""The inputs of one resource, by Python names, with `Reference`s and, at any depth, `Configured`
values."""


async def read_objects(
    settings: Settings, collections: Sequence[CollectionRef], *, below: bool = False
) -> list[ImportedObject]:
    """List and read what exists, a page at a time. Raises `ApiError`, `SettingsError`.

    `below`: what is in these objects, too.
    """
    session = Session(settings)
    try:
        named = with_names(await inventory(session, collections, below=below), RESERVED)
        found = await asyncio.gather(
            *(read(session, remote.resource, remote.id, {}, None) for remote, _ in named)
        )
    finally:
        await session.close()
    pairs = zip(named, found, strict=True)
    objects = [ImportedObject(*known, each) for known, each in pairs if each is not None]
    said = {
        key
        for each in objects
        for key in said_of_itself(each.remote.resource, each.remote.id, each.found.inputs)
    }
    return [each for each in objects if each.remote.key not in said]


def declarations(objects: Sequence[ImportedObject]) -> Iterator[tuple[ImportedObject, Declared]]:
    """Give what a program declares of each, after all that it refers to.

    An input, at any depth, that is named after another object's own id, or is an id that only one
    object has, refers to that object. Where two refer to each other, one keeps the id.
    """
    by_id = _by_id(objects)
    begun: set[int] = set()
    done: set[int] = set()

    def owner_of(name: str, value: object) -> ImportedObject | None:
        if not (isinstance(value, str) and NAME_OF_AN_ID.search(name)):
            return None
        return by_id.get((name, value)) or by_id.get(("", value))

    def declare(one: ImportedObject) -> Iterator[tuple[ImportedObject, Declared]]:
        if id(one) in begun:
            return
        begun.add(id(one))
        inputs = _configured(one)
        for owner in [owner for place in named_leaves(inputs) if (owner := owner_of(*place))]:
            yield from declare(owner)

        def refer(name: str, value: object) -> object:
            owner = owner_of(name, value)
            known = owner is not None and id(owner) in done
            return Reference(owner, owner.remote.resource.id_output) if owner and known else value

        done.add(id(one))
        yield one, map_named_leaves(inputs, refer)

    for one in objects:
        yield from declare(one)


def configured_in(value: object) -> Iterator[Configured]:
    """Every value of the configuration that a program refers to, at any depth."""
    if isinstance(value, Configured):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from configured_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from configured_in(item)


def kept_values(objects: Sequence[ImportedObject]) -> Iterator[Configured]:
    """What no program refers to, and nobody could find again: configuration holds it as well."""
    for each in objects:
        for name, value in each.kept.items():
            yield Configured(config_key(each.name, (name,)), value)


def _by_id(objects: Sequence[ImportedObject]) -> Mapping[tuple[str, str], ImportedObject]:
    """The objects by the name of their own id and that id; without the name where it is enough."""
    owners: dict[tuple[str, str], ImportedObject] = {}
    for each in objects:
        id_output = each.remote.resource.id_output
        if id_output in each.remote.resource.outputs.model_fields:  # and not somebody else's
            owners[id_output, str(each.found.outputs.get(id_output))] = each
    count = Counter(own for _, own in owners)
    unique = {("", own): each for (_, own), each in owners.items() if count[own] == 1}
    return owners | unique


def _configured(one: ImportedObject) -> Declared:
    """The inputs, with what is secret, and what must be said and no call shows, put away."""

    def put_away(path: Path, value: object) -> object:
        """Put what configuration has in the place of each value in a value."""
        if isinstance(value, Mapping):
            return {key: put_away((*path, key), item) for key, item in value.items()}
        if isinstance(value, list):
            return [put_away((*path, index), item) for index, item in enumerate(value)]
        if isinstance(value, str | int | float):
            return Configured(config_key(one.name, path), value)
        return value

    inputs = one.found.inputs
    marked = {name: put_away((name,), inputs[name]) for name in inputs if name in one.sensitive}
    return {**_asked(one), **replaced(one.remote.resource.fields, inputs, put_away), **marked}


def _asked(one: ImportedObject) -> Declared:
    """What a program must say of an object, and no call shows."""
    resource = one.remote.resource
    return {
        name: Configured(
            config_key(one.name, (name,)),
            None,
            f"{name} of the {resource.noun} {one.name}",
            name in resource.secrets,
        )
        for name, each in resource.inputs.model_fields.items()
        if each.is_required() and name not in one.found.inputs
    }


def config_key(name: str, path: Path) -> str:
    """What configuration calls a value: `web_db__login__password`; no two have the same.

    Names of resources have single hyphens and no underscore.
    """
    return "__".join((name.replace("-", "_"), *(_step(str(each)) for each in path)))


def _step(text: str) -> str:
    plain = PLAIN.sub("_", text).strip("_")
    if plain == text:
        return text
    return f"{plain}_{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()[:8]}"
