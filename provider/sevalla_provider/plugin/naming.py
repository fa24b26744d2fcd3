"""What the engine has to say of automatic names."""

import secrets

from pulumi.runtime.proto.provider_pb2 import CheckRequest

from sevalla_provider.lifecycle.naming import random_name


def new_name(request: CheckRequest) -> str:
    """Name an object. The engine's own configuration wins; where that is off, there is none."""
    configured = request.autonaming if request.HasField("autonaming") else None
    if configured and configured.mode == CheckRequest.AutonamingOptions.DISABLE:
        return ""
    if configured and configured.proposed_name:
        return configured.proposed_name
    return random_name(request.name, request.randomSeed or secrets.token_bytes(32))
