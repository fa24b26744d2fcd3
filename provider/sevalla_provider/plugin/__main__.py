"""`pulumi-resource-sevalla`: what the engine starts."""

from sevalla_provider.plugin.lean import load_only_what_serves

if __name__ == "__main__":
    load_only_what_serves()
    from sevalla_provider.plugin.server import main

    main()
