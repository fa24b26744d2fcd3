"""Between Pulumi's wire (protobuf, camelCase, marked secrets) and properties of the core."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.struct_pb2 import Struct, Value
from pydantic import BaseModel

from sevalla_provider.json_values import map_leaves, whole
from sevalla_provider.lifecycle.account import ACCOUNT, HIDDEN, account_in
from sevalla_provider.lifecycle.property_set import KEPT, UNSEEN, PropertySet
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys, to_camel
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.secrets import replaced
from sevalla_provider.resources.unknown import UNKNOWN

UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - Pulumi's mark of a secret


DEEPEST_READ = 100
"""Levels of nesting that a property may have to be read at all. Python goes no deeper than a few
hundred; what is too deep to be kept is refused by the check."""


@dataclass
class _Reading:
    """Takes the marks off. Raises `Failed` for what is nested too deep."""

    name: str
    found_secret: bool = field(default=False)
    level: int = field(default=0)

    def value(self, value: Value) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
        if self.level > DEEPEST_READ:
            raise Failed(
                f"the property `{self.name}` is nested deeper than {DEEPEST_READ} levels",
                grpc.StatusCode.INVALID_ARGUMENT,
            )
        self.level += 1
        try:
            return self._value(value)
        finally:
            self.level -= 1

    def _value(self, value: Value) -> Any:  # noqa: ANN401 - see `value`
        kind = value.WhichOneof("kind")
        if kind == "struct_value":
            return self.object(value.struct_value)
        if kind == "list_value":
            return [self.value(item) for item in value.list_value.values]
        if kind == "string_value":
            return UNKNOWN if value.string_value == UNKNOWN_ON_WIRE else value.string_value
        if kind == "number_value":
            return whole(value.number_value)
        return None if kind in ("null_value", None) else getattr(value, kind)

    def object(self, struct: Struct) -> Any:  # noqa: ANN401
        if MARK in struct.fields and struct.fields[MARK].string_value == SECRET:
            self.found_secret = True
            return self.value(struct.fields["value"])
        return {name: self.value(item) for name, item in struct.fields.items()}


def received(model: type[BaseModel], struct: Struct) -> PropertySet:
    """Read what the engine sends. Raises `Failed` for what is nested too deep."""
    plain: dict[str, object] = {}
    secrets = set()
    ours: dict[str, object] = {}
    for name, value in struct.fields.items():
        if name in (HIDDEN, KEPT):
            ours[name] = _Reading(name).value(value)
            continue
        reading = _Reading(name)
        plain[name] = reading.value(value)
        if reading.found_secret:
            secrets.add(name)
    names = rename_keys(dict.fromkeys(secrets), model, casing.pulumi, casing.python)
    hidden = ours.get(HIDDEN)
    kept = hidden if isinstance(hidden, dict) else {}
    unseen = rename_keys(
        dict.fromkeys(map(str, kept.get(UNSEEN) or ())), model, casing.pulumi, casing.python
    )
    properties = rename_keys(plain, model, casing.pulumi, casing.python)
    return PropertySet(
        properties,
        frozenset(names),
        account_in(kept.get(ACCOUNT)),
        frozenset(unseen),
    ).keeping(ours.get(KEPT))


def struct(model: type[BaseModel], written: PropertySet, secrets: Collection[str] = ()) -> Struct:
    """Write for the engine, each secret marked as a whole, and what is hidden beside them.

    Args:
        secrets: names of properties that are secret, whoever forgot to say so.
    """
    spelled = _spelled(model, written.properties)
    hidden = {to_camel(name) for name in (*written.secrets, *secrets)}
    beside: dict[str, Any] = {}
    if written.account is not None:
        beside[ACCOUNT] = written.account.wire()
    if written.unseen:
        beside[UNSEEN] = sorted(map(to_camel, written.unseen))
    if beside:
        spelled[HIDDEN] = beside
    if written.kept:
        spelled[KEPT] = written.kept
        hidden.add(KEPT)
    sent = Struct()
    sent.update(
        {name: marked((), value) if name in hidden else value for name, value in spelled.items()}
    )
    return sent


def result(model: type[BaseModel], properties: Properties) -> Struct:
    """Write what a function answers, where each secret is marked where it stands."""
    spelled = _spelled(model, properties)
    sent = Struct()
    sent.update(replaced(model.model_fields, spelled, marked, to_camel))
    return sent


def marked(_path: object, value: Any) -> dict[str, Any]:  # noqa: ANN401 - as deep as JSON
    """A secret, as Pulumi marks it."""
    return {MARK: SECRET, "value": value}


def _spelled(model: type[BaseModel], properties: Properties) -> dict[str, Any]:
    """By Pulumi's names, and unknown values as the wire has them."""
    spelled: dict[str, Any] = rename_keys(properties, model, casing.python, casing.pulumi, to_camel)
    return {name: map_leaves(value, _leaf) for name, value in spelled.items()}


def _leaf(value: object) -> object:
    return UNKNOWN_ON_WIRE if value is UNKNOWN else value
