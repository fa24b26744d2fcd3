"""What the server's clock shows, by the `Date` header of its answers."""

from collections.abc import Mapping

from sevalla_provider.clock import Clock, timestamp_of_header


class ServerTime:
    """The server's clock, as far as it has been told; it is read in whole seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead: float | None = None

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take over what an answer says of the time, if it does."""
        moment = timestamp_of_header(headers.get("date"))
        if moment is not None:
            self._ahead = moment - self._clock.wall()

    def now(self) -> float | None:
        """Seconds since the epoch by the server's clock; None where no answer told."""
        return None if self._ahead is None else self._clock.wall() + self._ahead
