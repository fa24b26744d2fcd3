"""A Python that refuses what Windows refuses: see `sitecustomize.py`."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

BREAK = signal.SIGUSR1
"""What stands for Ctrl-Break."""

ENVIRONMENT: Mapping[str, str] = {
    "PYTHONPATH": os.pathsep.join(
        [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    ),
    "PYTHONIOENCODING": "cp1252",
    "PYTHONWARNDEFAULTENCODING": "1",
}
"""For a process that is to run so."""
