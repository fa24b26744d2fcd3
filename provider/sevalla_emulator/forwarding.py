"""The external ports of TCP proxies: their numbers."""

import secrets
from collections import Counter
from collections.abc import Iterator

from sevalla_emulator.relaying import Relays

EXTERNAL_PORTS = range(30_000, 31_000)  # (`docs/contract/sevalla-v3.md`, TCP proxies)


class Forwarder:
    """Gives out external ports, which relay what arrives there.

    A port that another program holds is passed over. When none can be bound the number is
    given out without a listener, see `Relays.listens`.
    """

    def __init__(self, relays: Relays) -> None:
        self._relays = relays
        self._numbers: dict[str, int] = {}
        self._begin = secrets.randbelow(len(EXTERNAL_PORTS))

    def claim(self, proxy_id: str) -> int:
        """Choose an external port."""
        relays = self._relays
        bindable = (one for one in self._unused() if relays.try_to_hold(proxy_id, one))
        number = next(bindable, None) if relays.on else None
        if number is None:
            number = self._least_used()
            self._relays.hold(proxy_id, number)
        self._numbers[proxy_id] = number
        return number

    def restore(self, proxy_id: str, number: int) -> None:
        """Remember a port that was given out before."""
        self._numbers[proxy_id] = number
        if number in EXTERNAL_PORTS:
            self._relays.hold(proxy_id, number)

    def release(self, proxy_id: str) -> None:
        """Free a port at once; its open connections end."""
        self._numbers.pop(proxy_id, None)
        self._relays.release(proxy_id)

    def forget(self) -> None:
        """Give out all numbers anew."""
        self._numbers.clear()

    def _unused(self) -> Iterator[int]:
        used = set(self._numbers.values())
        # Other emulators on this machine begin elsewhere, and seldom get in the way.
        order = (*EXTERNAL_PORTS[self._begin :], *EXTERNAL_PORTS[: self._begin])
        return (number for number in order if number not in used)

    def _least_used(self) -> int:
        uses = Counter(self._numbers.values())
        return min(EXTERNAL_PORTS, key=lambda number: uses[number])
