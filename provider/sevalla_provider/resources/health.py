"""How far an object is, as its status tells."""

from enum import Enum

from sevalla_provider.clients.models import WireModel


class Health(Enum):
    """How far an object is."""

    READY = "ready"
    PENDING = "pending"
    FAILED = "failed"
    CHANGE_FAILED = "change failed"  # what was asked of it failed: it is there as it was before
    DELETING = "going"  # being deleted, by us or by somebody else
    UNKNOWN = "unknown"  # a word that nobody documented: treated as pending


def always_ready(_status: str | None) -> Health:
    """Judge objects that have no status: what the API shows is there."""
    return Health.READY


def ready_unless_deleting(status: str | None) -> Health:
    """Judge objects whose status tells of them only that they go."""
    return Health.DELETING if status == "deleting" else Health.READY


def status_of(record: WireModel | None) -> str | None:
    """The status that an object shows; None where there is none to show."""
    status: str | None = getattr(record, "status", None)
    return status
