"""What Pulumi finds in its environment when it works for a stack of ours."""

import os
import sys
from pathlib import Path

PASSPHRASE = "workbench"
STACK = "test"

# The folders below a stack's own.
BACKEND, HOME, PROGRAM = "backend", "home", "program"


def variables(folder: Path) -> dict[str, str]:
    """The environment of every command of the stack in `folder`."""
    interpreter = Path(sys.executable).parent
    return {
        "GOGC": "400",  # the engine lives for seconds: it need not tidy up so often
        "GOFLAGS": "-trimpath",  # an SDK is compiled once, not in each folder anew
        **os.environ,
        "PATH": f"{interpreter}{os.pathsep}{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": (folder / BACKEND).as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_DEBUG_COMMANDS": "true",  # or there is no --event-log
        "PULUMI_HOME": str(folder / HOME),
        "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",  # the one installed, not the one on PATH
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_STACK": STACK,
    }
