"""Secrets in the engine's events: hidden by the engine already, and kept so."""

from collections.abc import Mapping
from typing import Any

from sevalla_provider.redaction import HIDDEN

MARK = "4dabf18193072939515e22adb298388d"
"""The key of every special value on Pulumi's wire."""


def masked(value: Any) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """Replace what is special, at every depth, by the word for a secret."""
    if isinstance(value, Mapping):
        if MARK in value:
            return HIDDEN
        return {key: masked(item) for key, item in value.items()}
    return [masked(item) for item in value] if isinstance(value, list) else value


def holds_secret(value: object) -> bool:
    """Whether there is a secret in it, at any depth."""
    if isinstance(value, Mapping):
        return any(map(holds_secret, value.values()))
    if isinstance(value, list):
        return any(map(holds_secret, value))
    return value == HIDDEN
