"""`configHash`: changes with what a program says of a resource, and with nothing else.

A deployment takes it as a trigger. It is keyed by a salt that only the state knows, and there as a
secret: nobody can try what a short secret among the inputs might have been.
"""

import hashlib
import hmac
import json
import secrets
from typing import Any

from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN, holds_unknown

CONFIG_HASH = "config_hash"

DIGITS = 16
"""Hexadecimal digits that are shown."""


def new_salt(resource: Resource[Any]) -> str:
    """Make a salt; an empty one for resources without a hash."""
    return secrets.token_hex(16) if _has_one(resource) else ""


def known_salt(resource: Resource[Any], key: str, resource_id: str) -> str:
    """Make the salt of what no state knows yet: the same at each look, for who has the API key."""
    digest = hmac.new(key.encode(), resource_id.encode(), hashlib.sha256).hexdigest()
    return digest[:32] if _has_one(resource) else ""


def config_hash(resource: Resource[Any], inputs: Properties, salt: str) -> dict[str, Any]:
    """The output, as far as inputs in normal form are known; nothing for resources without one."""
    if not _has_one(resource):
        return {}
    told = {
        name: inputs[name]
        for name, trait in resource.traits.items()
        if name in inputs and not trait.provider_only
    }
    if holds_unknown(told):
        return {CONFIG_HASH: UNKNOWN}
    text = json.dumps(told, sort_keys=True).encode()
    return {CONFIG_HASH: hmac.new(salt.encode(), text, hashlib.sha256).hexdigest()[:DIGITS]}


def _has_one(resource: Resource[Any]) -> bool:
    return CONFIG_HASH in resource.outputs.model_fields
