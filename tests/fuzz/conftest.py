from unit.sevalla_emulator.conftest import emulator, served

__all__ = ["emulator", "served"]
