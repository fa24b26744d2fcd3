"""JSON inside of properties, which is compared as a whole."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import GetCoreSchemaHandler, JsonValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from sevalla_provider.json_values import deeper_than, map_leaves, whole
from sevalla_provider.resources.values import Rule, wrong
from sevalla_provider.sanitize import DEEPEST_DOCUMENT


@dataclass(frozen=True)
class JsonDocument(Rule):
    """JSON objects. Pulumi sends every number as a float: whole ones become whole again."""

    @override
    def check(self, value: object) -> object:
        if not isinstance(value, dict):
            raise wrong("must be an object")
        if deeper_than(DEEPEST_DOCUMENT, value):
            raise wrong(f"must be nested no deeper than {DEEPEST_DOCUMENT} levels")
        return map_leaves(value, whole)


@dataclass(frozen=True)
class AnyJson(Rule):
    """Any JSON at all, which is compared and never looked into."""

    @override
    def check(self, value: object) -> object:
        if deeper_than(DEEPEST_DOCUMENT, value):
            raise wrong(f"must be nested no deeper than {DEEPEST_DOCUMENT} levels")
        return map_leaves(value, whole)

    @override
    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # Pydantic's own look inside would stumble over what is not known yet.
        return core_schema.no_info_plain_validator_function(self.check)


Document = Annotated[dict[str, JsonValue], JsonDocument()]


AnyValue = Annotated[JsonValue, AnyJson()]
