"""The command ``sevalla-emulator``: `entry` begins it, a file for each thing that it does."""

from sevalla_emulator.cli.entry import main

__all__ = ["main"]
