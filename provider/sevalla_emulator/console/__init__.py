"""The console: pages that show a person what the emulator holds, and let them trouble it."""
