"""The Sevalla and Private Connect APIs on this machine. See docs/emulator.md."""

from typing import TYPE_CHECKING

from sevalla_emulator.clock import Clock, ManualClock, WallClock
from sevalla_emulator.default_keys import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
)
from sevalla_emulator.settings import Settings

if TYPE_CHECKING:
    from sevalla_emulator.app import create_app
else:

    def __getattr__(name: str) -> object:
        """Import the server when it is asked for: its packages may not be installed."""
        if name != "create_app":
            raise AttributeError(f"module {__name__} has no attribute {name}")
        from sevalla_emulator.app import create_app  # noqa: PLC0415

        return create_app


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
