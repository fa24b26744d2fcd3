"""Objects whose keys belong to the user: any JSON."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import JsonValue

from sevalla_provider.json_values import map_leaves, whole
from sevalla_provider.resources.values import Rule, wrong


@dataclass(frozen=True)
class JsonDocument(Rule):
    """JSON objects. Pulumi sends every number as a float: whole ones become whole again."""

    def check(self, value: object) -> object:
        if not isinstance(value, dict):
            raise wrong("must be an object")
        return map_leaves(value, whole)


Document = Annotated[dict[str, JsonValue], JsonDocument()]
