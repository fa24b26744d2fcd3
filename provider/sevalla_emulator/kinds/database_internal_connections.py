"""Internal connections of databases.

Source: `docs/contract/databases-and-storage.md`, Internal connections.
"""

from sevalla_emulator.kinds import databases
from sevalla_emulator.kinds.connections import connections

KIND = connections(databases.KIND)
