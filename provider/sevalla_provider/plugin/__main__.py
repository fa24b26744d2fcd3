"""`pulumi-resource-sevalla`: what the engine starts."""

import os
import sys

from sevalla_provider.plugin.arguments import engine_address
from sevalla_provider.plugin.fast_start import load_only_what_serves


def run() -> None:
    """Serve; for a process that does nothing else."""
    parent = os.getppid()
    engine = engine_address(sys.argv[1:])
    load_only_what_serves()
    from sevalla_provider.plugin.server import main  # noqa: PLC0415 - only now is it lean

    main(engine, parent)
    # The engine waits until the process is gone; Python would tidy up for 0.1 s what dies anyway.
    os._exit(0)


if __name__ == "__main__":
    run()
