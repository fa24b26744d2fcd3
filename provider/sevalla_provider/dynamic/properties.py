"""Between the properties of Pulumi's dynamic host and those of the core.

Beside a resource's own properties the host keeps one of ours, hidden as all that begin with `__`:
what the program's side knows and the host is not told (the resource's name, its time-outs), which
inputs the program gave, which a refresh has no other way to know, and in the outputs the account.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pulumi
from pulumi.runtime import rpc

from sevalla_provider.json_values import map_leaves, whole
from sevalla_provider.lifecycle import account
from sevalla_provider.lifecycle.account import ACCOUNT, account_in
from sevalla_provider.lifecycle.naming import name_in, stack_of
from sevalla_provider.lifecycle.property_set import KEPT, PropertySet
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys, to_camel
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN

HIDDEN = account.HIDDEN

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
    """

    identity: str = ""
    timeouts: Mapping[str, str] = field(default_factory=dict)
    given: Iterable[str] = ()
    urn: str = ""
    organization: str = ""

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return name_in(self.urn or self.identity)

    @property
    def owner(self) -> str:
        """Which resource of which stack; the same at every run."""
        return f"{self.organization}/{self.urn}" if self.urn else self.identity

    @property
    def former(self) -> Sequence[str]:
        """What earlier versions called the same."""
        return (self.identity,) if self.urn else ()

    def renamed(self, urn: str) -> "Hidden":
        """The same under the URN that the resource has now; where 0.1 wrote it, none is kept."""
        identity = self.identity and stack_of(self.identity) + name_in(urn)
        known_by_name = self.identity and not self.urn
        return replace(self, identity=identity, urn="" if known_by_name else urn)

    def wire(self) -> Wire:
        """As it is kept in state."""
        return {
            "identity": self.identity,
            "urn": self.urn,
            "organization": self.organization,
            "timeouts": dict(self.timeouts),
            "given": sorted(self.given),
        }


def hidden_in(wire: Wire) -> Hidden:
    """Read what is kept beside the properties; of an older or damaged state, what there is."""
    kept = _kept(wire)
    return Hidden(
        identity=str(kept.get("identity", "")),
        timeouts=kept.get("timeouts") or {},
        given=kept.get("given") or (),
        urn=str(kept.get("urn", "")),
        organization=str(kept.get("organization", "")),
    )


def from_wire(resource: Resource[Any], wire: Wire) -> PropertySet:
    """Read a resource's own properties, by their Python names."""
    own = {n: map_leaves(v, _known) for n, v in wire.items() if not n.startswith("__")}
    properties: Properties = rename_keys(own, resource.shape, casing.pulumi, casing.python)
    kept = _kept(wire)
    # The host takes the program's marks off before it asks us.
    return PropertySet(
        properties,
        frozenset(kept.get("secrets") or ()),
        account_in(kept.get(ACCOUNT)),
    ).keeping(wire.get(KEPT))


def to_wire(resource: Resource[Any], properties: PropertySet, hidden: Hidden) -> Wire:
    """Write properties, by Pulumi's names, and what is hidden beside them."""
    own = rename_keys(
        properties.properties, resource.shape, casing.python, casing.pulumi, unknown_keys=to_camel
    )
    kept = hidden.wire()
    if properties.account is not None:
        kept[ACCOUNT] = properties.account.wire()
    if properties.secrets:
        kept["secrets"] = sorted(properties.secrets)
    secret = {KEPT: properties.kept} if properties.kept else {}
    return {**map_leaves(own, _told), **secret, HIDDEN: kept}


def _kept(wire: Wire) -> Wire:
    kept = wire.get(HIDDEN)
    return kept if isinstance(kept, dict) else {}


def _known(value: object) -> object:
    unknown = isinstance(value, pulumi.output.Unknown) or value == rpc.UNKNOWN
    return UNKNOWN if unknown else whole(value)


def _told(value: object) -> object:
    return rpc.UNKNOWN if value is UNKNOWN else value
