"""What holds of a resource whose description says nothing else."""

from collections.abc import Container, Sequence

from sevalla_provider.clients.models import WireModel
from sevalla_provider.resources.properties import Properties


def no_tombstone(_known: Properties) -> Properties | None:
    """Judge objects that are gone when they are gone."""
    return None


def no_progress(_record: WireModel) -> str:
    """Speak of objects whose status says all."""
    return ""


def by_its_inputs(_inputs: Properties, _record: WireModel) -> bool:
    """Judge objects that show by their inputs alone who may have made them."""
    return True


def nothing_derived(_properties: Properties) -> Properties:
    """Speak of objects whose outputs are all the API's own."""
    return {}


def forever(_inputs: Properties) -> str:
    """Speak of objects that stay until somebody deletes them."""
    return "it stays until somebody deletes it"


def as_its_traits_say(_outputs: Properties) -> Container[str]:
    """Speak of objects of which each is changed, or replaced, as its inputs' traits say."""
    return ()


def always(_object_id: str) -> bool:
    """Judge ids of which each is the API's own."""
    return True


def only_forgotten(object_id: str, _known: Properties) -> str:
    """Speak of an object that a key cannot delete."""
    return f"{object_id} cannot be deleted by an API key, and is only forgotten"


def no_warnings(_inputs: Properties) -> Sequence[str]:
    """Judge inputs of which none calls for a warning."""
    return ()
