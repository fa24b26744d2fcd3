"""What the processes of one machine tell each other: which limits are used up, and until when.

A preview's reads count against the `up` that follows, and several stacks may run at once: who
knows that a window is used up spares the others a 429. A hint and no more: nothing fails, and
nothing waits for longer than a window, whatever the file holds.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from sevalla_provider.clock import Clock

LONGEST = 120.0
"""Seconds; a hint about a time further away is not believed."""


def neighbours_file(folder: Path, address: str, key: str) -> Path:
    """One file for each key of each API."""
    name = hashlib.sha256(f"{address} {key}".encode()).hexdigest()[:16]
    return folder / f"{name}.json"


class Neighbours:
    """The hints in one file; without a file there are none."""

    def __init__(self, file: Path | None, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    def closed_for(self, name: str) -> float:
        """Seconds for which a limit is known to be used up; 0 when it is not."""
        seconds = self._read().get(name, 0.0) - self._clock.wall()
        return seconds if 0 < seconds <= LONGEST else 0.0

    def used_up(self, name: str, until: float) -> None:
        """Tell that a limit is used up until a time of `Clock.now`."""
        if self._file is None:
            return
        wall = self._clock.wall()
        hints = {each: end for each, end in self._read().items() if end > wall}
        hints[name] = wall + until - self._clock.now()
        self._write(self._file, hints)

    def _write(self, file: Path, hints: dict[str, float]) -> None:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            scratch = file.with_suffix(f".{os.getpid()}")
            scratch.write_text(json.dumps(hints))
            scratch.replace(file)

    def _read(self) -> dict[str, float]:
        if self._file is None:
            return {}
        try:
            found = json.loads(self._file.read_bytes())
            return {str(name): float(until) for name, until in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
