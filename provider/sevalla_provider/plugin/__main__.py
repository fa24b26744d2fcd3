"""`pulumi-resource-sevalla`: what the engine starts."""

from sevalla_provider.plugin.lean import import_protocol_alone

if __name__ == "__main__":
    import_protocol_alone()
    from sevalla_provider.plugin.server import main

    main()
