"""When an object that was deleted is gone, and when it will not go."""

from collections.abc import Collection
from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.lifecycle.errors import NotDeleted
from sevalla_provider.lifecycle.poller import Pending, Settled
from sevalla_provider.resources.health import status_of


class Gone:
    """Judges whether an object is gone.

    `failed`: the statuses of one that will not go. The first look may still show how an earlier
    attempt ended, so that one alone says nothing.
    """

    def __init__(self, noun: str, failed: Collection[str] = ()) -> None:
        self._noun = noun
        self._failed = failed
        self._looked = False

    def __call__(self, record: WireModel | None) -> Settled[Any] | Pending:
        """Judge one look. Raises `NotDeleted`."""
        if record is None:
            return Settled(None)
        status = status_of(record)
        looked, self._looked = self._looked, True
        if looked and status in self._failed:
            raise NotDeleted(
                f"the platform could not delete the {self._noun} {record.id}: it shows status "
                f'"{status}" (request id {record.request_id})'
            )
        if not status:
            return Pending("still there")
        goes = "delet" in status.lower()
        return Pending(f'status "{status}"', status if goes else f"{status}, not gone yet")
