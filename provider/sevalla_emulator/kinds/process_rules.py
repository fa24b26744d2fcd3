"""What depends on a process's type."""

from collections.abc import Mapping

from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.process_models import (
    CreateCron,
    CreateJob,
    CreateWeb,
    CreateWorker,
)
from sevalla_emulator.wire import Body

WEB_PORT = 8080

_CREATED_AS: dict[str, type[Body]] = {
    "web": CreateWeb,
    "worker": CreateWorker,
    "cron": CreateCron,
    "job": CreateJob,
}
_ONLY_IN_PATCH = {"web": {"is_ingress_enabled", "ingress_protocol"}}
_CHOICES: dict[str, dict[str, JsonValue]] = {
    "port": {"web": WEB_PORT},
    "ingress_protocol": {"web": "http"},
    "time_zone": {"cron": "UTC"},
    "entrypoint": dict.fromkeys(_CREATED_AS, ""),
}


def disallowed_fields(process_type: JsonValue, given: Mapping[str, JsonValue]) -> list[str]:
    """Return the fields that this type cannot have; clearing one that is not there is fine.

    A type that the control API made up may have anything.
    """
    model = _CREATED_AS.get(str(process_type))
    if model is None:
        return []
    allowed = {*model.model_fields, *_ONLY_IN_PATCH.get(str(process_type), ())}
    return [name for name, value in given.items() if value is not None and name not in allowed]


def server_choice(process_type: JsonValue, field: str) -> JsonValue:
    """Return what the server puts where the client gives nothing, or null."""
    return _CHOICES.get(field, {}).get(str(process_type))


def server_choices(process_type: JsonValue) -> JsonObject:
    """Return all that the server chooses for a new process of this type."""
    return {field: server_choice(process_type, field) for field in _CHOICES}
