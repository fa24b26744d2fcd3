"""`pulumi-resource-sevalla`: what the engine starts."""

from sevalla_provider.plugin.lean import load_only_what_serves


def run() -> None:
    """Serve; for a process that does nothing else."""
    load_only_what_serves()
    from sevalla_provider.plugin.server import main  # noqa: PLC0415 - only now is it lean

    main()


if __name__ == "__main__":
    run()
