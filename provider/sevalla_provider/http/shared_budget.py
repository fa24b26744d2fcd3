"""What the processes of one machine tell each other: how much of each limit is left.

A preview's reads count against the `up` that follows, and several stacks may run at once: who
knows what the others have taken spares everybody 429s. A hint and no more: nothing fails, and
nothing waits for longer than a window, whatever the file holds.
"""

import hashlib
import json
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sevalla_provider.clock import Clock
from sevalla_provider.documents import NoDocument, json_document

LONGEST = 120.0
"""Seconds; a hint about a time further away is not believed."""

LARGEST = 1 << 20
"""Bytes; a larger file is none of ours."""


def budget_file(folder: Path, address: str, key: str) -> Path:
    """One file for each key of each API."""
    name = hashlib.sha256(f"{address} {key}".encode()).hexdigest()[:16]
    return folder / f"{name}.json"


@dataclass(frozen=True)
class Budget:
    """What is left of a limit, and when its window ends: a time of `Clock.now`."""

    requests: float
    until: float


class SharedBudget:
    """The hints in one file; without a file there are none."""

    def __init__(self, file: Path | None, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._open: dict[str, Budget] = {}
        self._published: dict[str, Budget] = {}

    def load(self) -> dict[str, Budget]:
        """What is known of the windows that are open."""
        now, ahead = self._clock.now(), self._ahead()
        self._open = {
            name: Budget(requests, until - ahead)
            for name, (requests, until) in self._read().items()
            if until - ahead > now
        }
        return {name: left for name, left in self._open.items() if left.until <= now + LONGEST}

    def publish(self, known: Mapping[str, Budget]) -> None:
        """Write down what is news, beside what was loaded last."""
        news = {name: left for name, left in known.items() if left != self._published.get(name)}
        if self._file is None or not news:
            return
        self._published |= news
        ahead = self._ahead()
        told = {**self._open, **news}
        hints = {name: (left.requests, left.until + ahead) for name, left in told.items()}
        self._write(self._file, hints)

    def _ahead(self) -> float:
        """By how much the time that all processes share is ahead of ours."""
        return self._clock.wall() - self._clock.now()

    def _write(self, file: Path, hints: Mapping[str, tuple[float, float]]) -> None:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            scratch = file.with_suffix(f".{os.getpid()}")
            scratch.write_text(json.dumps(hints), "utf-8")
            scratch.replace(file)

    def _read(self) -> dict[str, tuple[float, float]]:
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                found = json_document(file.read(LARGEST))
            hints = {name: _hint(hint) for name, hint in found.items()}
        except (OSError, NoDocument, AttributeError):
            return {}
        return {name: hint for name, hint in hints.items() if hint is not None}


def _hint(told: object) -> tuple[float, float] | None:
    """How many requests are left, and until when; None for what says neither."""
    try:
        requests, until = map(float, told)  # type: ignore[call-overload] # whatever it is
    except (ValueError, TypeError, OverflowError):
        return None
    return (requests, until) if requests >= 0 and math.isfinite(until) else None
