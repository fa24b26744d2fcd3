"""Processes that run: entrypoints and builds, with the rights of who started the emulator."""
