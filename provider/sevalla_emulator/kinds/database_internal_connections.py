"""Internal connections of databases (`docs/contract/databases-and-storage.md`).

Section: Internal connections.
"""

from sevalla_emulator.kinds import databases
from sevalla_emulator.kinds.connections import connections

KIND = connections(databases.KIND)
