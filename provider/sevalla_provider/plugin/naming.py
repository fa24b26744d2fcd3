"""Names for what a program does not name."""

import hashlib
import secrets
from typing import Any

from pulumi.runtime.proto.provider_pb2 import CheckRequest

from sevalla_provider.resources.resource import Properties, Resource

SUFFIX = 7
"""Random hexadecimal digits behind the resource's name."""


def with_names(
    resource: Resource[Any], inputs: Properties, olds: Properties, request: CheckRequest
) -> Properties:
    """Add names that are missing: the one that the object has, or a new one.

    The engine's own configuration of automatic naming wins; where that is off, nothing is added,
    and the check then asks for a name.
    """
    missing = [
        name
        for name, trait in resource.traits.items()
        if trait.auto_named and inputs.get(name) is None
    ]
    names = {name: olds.get(name) or _new_name(request) for name in missing}
    return {**inputs, **{name: value for name, value in names.items() if value}}


def _new_name(request: CheckRequest) -> str:
    configured = request.autonaming if request.HasField("autonaming") else None
    if configured and configured.mode == CheckRequest.AutonamingOptions.DISABLE:
        return ""
    if configured and configured.proposed_name:
        return configured.proposed_name
    seed = request.randomSeed or secrets.token_bytes(32)
    return f"{request.name}-{hashlib.sha256(seed).hexdigest()[:SUFFIX]}"
