"""How old objects are."""

from datetime import UTC, datetime


def age(created_at: object, now: datetime) -> float | None:
    """Seconds since an object was made; None where it does not say. Times are UTC by default."""
    try:
        made = datetime.fromisoformat(str(created_at))
    except ValueError:
        return None
    return (now - made.replace(tzinfo=made.tzinfo or UTC)).total_seconds()
