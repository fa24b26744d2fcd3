"""What is run, and how patiently."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def _unheard(_sentence: str) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Backoff:
    """How long to wait before an instance that has ended is started again: twice as long each time.

    One that ran for ``lasting`` seconds begins anew.
    """

    first: float = 1.0
    longest: float = 30.0
    lasting: float = 30.0

    def pause(self, failures: int) -> float:
        """Return the seconds to wait after so many ends in a row, from 1."""
        doublings = min(failures - 1, 16)
        return min(self.first * (1 << doublings), self.longest)


@dataclass(frozen=True, kw_only=True)
class RuntimeOptions:
    """What may be said of what runs.

    ``sources`` maps a display name or an id of an application to its folder, in place of its
    ``repo_url``. ``build`` is run there by each deployment. ``grace`` are the seconds that a
    process has to end by itself. ``patience`` is how long connections wait for one that is
    starting; after ``settling`` seconds one may be listening at its declared port, and not at
    ``PORT``: what listens there sooner is rather another program. ``origin`` is the emulator's
    own address, and that of web processes but for the host; ``say`` hears what is about to be run.
    """

    sources: Mapping[str, Path] = field(default_factory=dict)
    build: str = ""
    backoff: Backoff = Backoff()
    grace: float = 3.0
    patience: float = 10.0
    settling: float = 2.0
    origin: str = ""
    say: Callable[[str], None] = _unheard
