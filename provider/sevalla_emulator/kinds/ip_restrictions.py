"""Who may enter an application (`docs/contract/applications.md`, IP restriction)."""

from sevalla_emulator.kinds import applications
from sevalla_emulator.kinds.restrictions import restriction

KIND = restriction(applications.KIND, "ip_restrictions")
