"""The Sevalla and Private Connect APIs on this machine. See docs/emulator.md."""

from sevalla_emulator.app import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
    create_app,
)
from sevalla_emulator.clock import Clock, ManualClock, WallClock
from sevalla_emulator.settings import Settings

__all__ = [
    "DEFAULT_API_KEY",
    "DEFAULT_OTHER_API_KEY",
    "DEFAULT_OTHER_PRIVATE_CONNECT_KEY",
    "DEFAULT_PRIVATE_CONNECT_KEY",
    "DEFAULT_READ_ONLY_KEY",
    "Clock",
    "ManualClock",
    "Settings",
    "WallClock",
    "create_app",
]
