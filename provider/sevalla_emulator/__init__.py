"""The Sevalla API on this machine, to try programs on. See docs/emulator.md."""

from sevalla_emulator.app import DEFAULT_API_KEY, DEFAULT_READ_ONLY_KEY, create_app
from sevalla_emulator.clock import Clock, ManualClock, WallClock
from sevalla_emulator.settings import Settings

__all__ = [
    "DEFAULT_API_KEY",
    "DEFAULT_READ_ONLY_KEY",
    "Clock",
    "ManualClock",
    "Settings",
    "WallClock",
    "create_app",
]
