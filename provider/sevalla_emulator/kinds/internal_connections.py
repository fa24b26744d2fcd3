"""Internal connections of applications (`docs/contract/applications.md`, Internal connections)."""

from sevalla_emulator.kinds import applications
from sevalla_emulator.kinds.connections import connections

KIND = connections(applications.KIND)
