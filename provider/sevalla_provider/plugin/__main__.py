"""`pulumi-resource-sevalla`: what the engine starts."""

import os

from sevalla_provider.plugin.lean import load_only_what_serves


def run() -> None:
    """Serve; for a process that does nothing else."""
    parent = os.getppid()
    load_only_what_serves()
    from sevalla_provider.plugin.server import main  # noqa: PLC0415 - only now is it lean

    main(parent)


if __name__ == "__main__":
    run()
