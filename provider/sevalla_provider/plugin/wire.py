"""Between Pulumi's wire (protobuf, camelCase, marked secrets) and properties of the core."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value
from pydantic import BaseModel

from sevalla_provider.lifecycle.evidence import ACCOUNT, HIDDEN, Account, account_in
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell, to_camel
from sevalla_provider.resources.resource import Properties
from sevalla_provider.resources.secrets import replaced
from sevalla_provider.resources.unknown import UNKNOWN

UNKNOWN_ON_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - Pulumi's mark of a secret


@dataclass(frozen=True)
class Received:
    """Properties by their Python names, and which of them hold a secret at any depth.

    `account`: what is hidden beside them.
    """

    properties: Properties
    secrets: frozenset[str] = frozenset()
    account: Account | None = None


@dataclass
class _Reading:
    """Takes the marks off."""

    found_secret: bool = field(default=False)

    def value(self, value: Value) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
        kind = value.WhichOneof("kind")
        if kind == "struct_value":
            return self.object(value.struct_value)
        if kind == "list_value":
            return [self.value(item) for item in value.list_value.values]
        if kind == "string_value":
            return UNKNOWN if value.string_value == UNKNOWN_ON_WIRE else value.string_value
        if kind == "number_value":
            number = value.number_value
            # On the wire every number is a float; to an API a port of 80.0 may be none.
            return int(number) if number.is_integer() else number
        return None if kind in ("null_value", None) else getattr(value, kind)

    def object(self, struct: Struct) -> Any:  # noqa: ANN401
        if MARK in struct.fields and struct.fields[MARK].string_value == SECRET:
            self.found_secret = True
            return self.value(struct.fields["value"])
        return {name: self.value(item) for name, item in struct.fields.items()}


def received(model: type[BaseModel], struct: Struct) -> Received:
    """Read what the engine sends."""
    plain: dict[str, object] = {}
    secrets = set()
    hidden: object = None
    for name, value in struct.fields.items():
        if name == HIDDEN:
            hidden = _Reading().value(value)
            continue
        reading = _Reading()
        plain[name] = reading.value(value)
        if reading.found_secret:
            secrets.add(name)
    names = respell(dict.fromkeys(secrets), model, forms.pulumi, forms.python)
    account = account_in(hidden.get(ACCOUNT)) if isinstance(hidden, dict) else None
    return Received(respell(plain, model, forms.pulumi, forms.python), frozenset(names), account)


def struct(model: type[BaseModel], properties: Properties, secrets: Collection[str] = ()) -> Struct:
    """Write for the engine. `secrets`: names of the properties to mark, each as a whole."""
    told = {name: _told(value) for name, value in properties.items()}
    spelled: dict[str, Any] = respell(told, model, forms.python, forms.pulumi, to_camel)
    hidden = {to_camel(name) for name in secrets}
    written = Struct()
    written.update(
        {name: marked((), value) if name in hidden else value for name, value in spelled.items()}
    )
    return written


def marked(_path: object, value: Any) -> dict[str, Any]:  # noqa: ANN401 - as deep as JSON
    """A secret, as Pulumi marks it."""
    return {MARK: SECRET, "value": value}


def result(model: type[BaseModel], properties: Properties) -> Struct:
    """Write what a function answers, where each secret is marked where it stands."""
    told = {name: _told(value) for name, value in properties.items()}
    spelled: dict[str, Any] = respell(told, model, forms.python, forms.pulumi, to_camel)
    written = Struct()
    written.update(replaced(model.model_fields, spelled, marked, to_camel))
    return written


def with_account(properties: Struct, account: Account | None) -> Struct:
    """Hide beside outputs what is known of their account."""
    if account is not None:
        properties.update({HIDDEN: {ACCOUNT: account.wire()}})
    return properties


def _told(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {key: _told(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_told(item) for item in value]
    return UNKNOWN_ON_WIRE if value is UNKNOWN else value
