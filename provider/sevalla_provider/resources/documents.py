"""Objects whose keys belong to the user: any JSON."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import JsonValue

from sevalla_provider.resources.values import Rule, wrong


@dataclass(frozen=True)
class JsonDocument(Rule):
    """JSON objects. Pulumi sends every number as a float: whole ones become whole again."""

    def check(self, value: object) -> object:
        if not isinstance(value, dict):
            raise wrong("must be an object")
        return _whole(value)


def _whole(value: object) -> object:
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


Document = Annotated[dict[str, JsonValue], JsonDocument()]
