"""Between the properties of Pulumi's dynamic host and those of the core.

Beside a resource's own properties the host keeps one of ours, hidden as all that begin with `__`:
what the program's side knows and the host is not told (the resource's name, its time-outs), which
inputs the program gave, which a refresh has no other way to know, and in the outputs the account.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime import rpc
from pydantic import JsonValue

from sevalla_provider.lifecycle import evidence
from sevalla_provider.lifecycle.evidence import ACCOUNT, Account, account_in
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell, to_camel
from sevalla_provider.resources.resource import Properties, Resource
from sevalla_provider.resources.unknown import UNKNOWN

HIDDEN = evidence.HIDDEN

Wire = dict[str, Any]
"""Properties as the dynamic host hands them over: camelCase, unknown values as Pulumi has them."""


@dataclass(frozen=True)
class Hidden:
    """What we keep beside a resource's own properties.

    Attributes:
        identity: project, stack and name of the resource: what 0.1 knew it by.
        urn: by which the engine knows it, its components' types included.
        organization: that the stack belongs to.
        timeouts: by verb, as the program wrote them.
        given: names of the inputs that the program gave.
        account: what is known of the account that showed the object last.
        secrets: names of the properties that the program marked as secret: the host takes the
            marks off before it asks us.
    """

    identity: str = ""
    timeouts: Mapping[str, str] = field(default_factory=dict)
    given: Iterable[str] = ()
    urn: str = ""
    organization: str = ""
    account: Account | None = None
    secrets: Iterable[str] = ()

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.rpartition("::")[2] or self.identity.rpartition("/")[2]

    @property
    def owner(self) -> str:
        """Which resource of which stack; the same at every run."""
        return f"{self.organization}/{self.urn}" if self.urn else self.identity

    @property
    def former(self) -> Sequence[str]:
        """What earlier versions called the same."""
        return (self.identity,) if self.urn else ()

    def wire(self) -> Wire:
        """As it is kept in state."""
        account = {} if self.account is None else {ACCOUNT: self.account.wire()}
        return {
            "identity": self.identity,
            "urn": self.urn,
            "organization": self.organization,
            "timeouts": dict(self.timeouts),
            "given": sorted(self.given),
            **account,
            **({"secrets": sorted(self.secrets)} if self.secrets else {}),
        }


def hidden_in(wire: Wire) -> Hidden:
    """Read what is kept beside the properties; of an older or damaged state, what there is."""
    kept = wire.get(HIDDEN)
    if not isinstance(kept, dict):
        return Hidden()
    return Hidden(
        identity=str(kept.get("identity", "")),
        timeouts=kept.get("timeouts") or {},
        given=kept.get("given") or (),
        urn=str(kept.get("urn", "")),
        organization=str(kept.get("organization", "")),
        account=account_in(kept.get(ACCOUNT)),
        secrets=kept.get("secrets") or (),
    )


def from_wire(resource: Resource[Any], wire: Wire) -> Properties:
    """Read a resource's own properties, by their Python names."""
    own = {name: _known(value) for name, value in wire.items() if not name.startswith("__")}
    properties: Properties = respell(own, resource.inputs, forms.pulumi, forms.python)
    return properties


def secrets_in(resource: Resource[Any], wire: Wire) -> list[JsonValue]:
    """The values that must be in no word: by the model, and by what the program marked."""
    return resource.secret_values(from_wire(resource, wire), hidden_in(wire).secrets)


def to_wire(resource: Resource[Any], properties: Properties, hidden: Hidden) -> Wire:
    """Write properties, by Pulumi's names, and what is hidden beside them."""
    own = respell(properties, resource.inputs, forms.python, forms.pulumi, strangers=to_camel)
    return {**_told(own), HIDDEN: hidden.wire()}


def _known(value: object) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    if isinstance(value, Mapping):
        return {key: _known(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_known(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # on the wire every number is a float
    return UNKNOWN if isinstance(value, pulumi.output.Unknown) or value == rpc.UNKNOWN else value


def _told(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {key: _told(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_told(item) for item in value]
    return rpc.UNKNOWN if value is UNKNOWN else value
