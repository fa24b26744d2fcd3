"""Which instances of a Terraform state can be taken over, as far as the state itself tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sevalla_provider.importing.terraform_state import Instance, State
from sevalla_provider.importing.terraform_types import COUNTERPARTS, Counterpart
from sevalla_provider.resources.ids import MalformedId, in_lower_case
from sevalla_provider.resources.resource import ObjectKey, Resource

OFFICIAL = "sevalla-hosting/sevalla"
"""The provider whose states are read, from whichever registry or mirror."""

OUTPUT = (
    "an output, of which the state knows no more than the value: the program has none by that name"
)
DATA_SOURCE = "a data source: what resources took from it stands in the program as a value"
TAINTED = (
    "tainted: Terraform would make it anew. Where it is as it should be, `terraform untaint` it "
    "and run this again"
)
DEPOSED = "left behind by a replacement ({}): Terraform would delete it"
UNKNOWN = "has no counterpart here"
NO_ID = "the state holds no id of it: `pulumi-sevalla import --all` finds what is in no program"


@dataclass(frozen=True)
class Managed:
    """An instance that can be taken over, and its id as an import takes it."""

    instance: Instance
    counterpart: Counterpart
    id: str

    @property
    def resource(self) -> Resource[Any]:
        """What it is here."""
        return self.counterpart.resource

    @property
    def address(self) -> str:
        """What Terraform calls it."""
        return self.instance.address

    @property
    def key(self) -> ObjectKey:
        """What the object is compared by."""
        return self.resource.key_of(self.id)

    def value(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        """One of our properties as Terraform knows it; None where it does not."""
        return self.counterpart.value(self.instance.attributes, name)


def selected(state: State) -> tuple[Sequence[Managed], Sequence[str]]:
    """What can be taken over, and what cannot, by its address and with the reason."""
    managed: dict[ObjectKey, Managed] = {}
    left_out = [f"output.{name}: {OUTPUT}" for name in state.outputs]
    for one in state.instances:
        reason = _beside_the_point(one) or _on_its_way_out(one) or _not_taken(one)
        if not reason:
            each = _managed(one)
            other = managed.setdefault(each.key, each)
            reason = "" if other is each else f"the same object as {other.address}"
        if reason:
            left_out.append(f"{one.address}: {reason}")
    return [*managed.values()], left_out


def _beside_the_point(one: Instance) -> str:
    """Why an instance is nothing that this provider has resources for."""
    if one.is_data:
        return DATA_SOURCE
    if one.source and not f"/{one.source}".endswith(f"/{OFFICIAL}"):
        return f"of another provider, {one.source}"
    return "" if one.type in COUNTERPARTS else UNKNOWN


def _on_its_way_out(one: Instance) -> str:
    """Why Terraform itself would not keep an instance."""
    if one.deposed:
        return DEPOSED.format(one.deposed)
    return TAINTED if one.tainted else ""


def _not_taken(one: Instance) -> str:
    """Why no import takes an instance, by its kind or its id."""
    each = _managed(one)
    if each.resource.not_importable:
        return each.resource.not_importable
    if not all(each.id.split("/")):
        return NO_ID
    try:
        each.resource.checked_id(each.id, {})
    except MalformedId as error:
        return f"the state has a wrong id of it: {error}"
    return ""


def _managed(one: Instance) -> Managed:
    counterpart = COUNTERPARTS[one.type]
    return Managed(one, counterpart, in_lower_case(counterpart.object_id(one.attributes)))
