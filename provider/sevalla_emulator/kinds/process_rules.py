"""What depends on a process's type."""

from collections.abc import Collection, Mapping

from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.process_models import (
    CreateCron,
    CreateJob,
    CreateWeb,
    CreateWorker,
    ProcessType,
)
from sevalla_emulator.wire import Body

WEB_PORT = 8080

_CREATED_AS: dict[ProcessType, type[Body]] = {
    "web": CreateWeb,
    "worker": CreateWorker,
    "cron": CreateCron,
    "job": CreateJob,
}
_ONLY_IN_PATCH: dict[ProcessType, Collection[str]] = {
    "web": {"is_ingress_enabled", "ingress_protocol"}
}
_CHOICES: dict[str, dict[ProcessType, JsonValue]] = {
    "port": {"web": WEB_PORT},
    "ingress_protocol": {"web": "http"},
    "time_zone": {"cron": "UTC"},
    "entrypoint": {"web": "", "worker": "", "cron": "", "job": ""},
}
_ALLOWED: dict[ProcessType, frozenset[str]] = {
    kind: frozenset(model.model_fields) | frozenset(_ONLY_IN_PATCH.get(kind, ()))
    for kind, model in _CREATED_AS.items()
}


def disallowed_fields(process_type: JsonValue, given: Mapping[str, JsonValue]) -> list[str]:
    """Return the fields that this type cannot have; clearing one that is not there is fine.

    A type that the control API made up may have anything.
    """
    allowed = next((fields for kind, fields in _ALLOWED.items() if kind == process_type), None)
    if allowed is None:
        return []
    return [name for name, value in given.items() if value is not None and name not in allowed]


def server_choice(process_type: JsonValue, field: str) -> JsonValue:
    """Return what the server puts where the client gives nothing, or null."""
    choices = _CHOICES.get(field, {})
    return next((value for kind, value in choices.items() if kind == process_type), None)


def server_choices(process_type: JsonValue) -> JsonObject:
    """Return all that the server chooses for a new process of this type."""
    return {field: server_choice(process_type, field) for field in _CHOICES}
