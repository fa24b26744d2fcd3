"""How old objects are."""

from datetime import datetime

from sevalla_provider.clock import timestamp_of


def age(created_at: object, now: datetime) -> float | None:
    """Seconds since an object was made; None where it does not say. Times are UTC by default."""
    made = timestamp_of(created_at)
    return None if made is None else now.timestamp() - made
