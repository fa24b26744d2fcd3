"""What the emulated APIs are called in settings, faults, log and counters."""

from typing import Literal, TypeAlias

ApiName: TypeAlias = Literal["sevalla", "private-connect"]
