"""The keys that hold unless somebody chooses others; they open nothing but an emulator."""

DEFAULT_API_KEY = "sevalla-emulator-key"
DEFAULT_READ_ONLY_KEY = "sevalla-emulator-read-only-key"
DEFAULT_PRIVATE_CONNECT_KEY = "pc_emulator_key"
DEFAULT_OTHER_API_KEY = "sevalla-emulator-other-key"
DEFAULT_OTHER_PRIVATE_CONNECT_KEY = "pc_emulator_other_key"
