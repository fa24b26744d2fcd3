"""Lists whose order means nothing, and in which nothing is twice: in one order, each once."""

import json
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sevalla_provider.resources.values import wrong


@dataclass(frozen=True)
class SetOf:
    """Lists of `low` to `high` distinct values: `Annotated[list[str], SetOf(1, 100)]`."""

    low: int = 0
    high: int | None = None

    def ordered(self, values: list[object] | None) -> list[object] | None:
        """Bring values into one order, each once. Raises the error of `wrong`."""
        if values is None:
            return None
        distinct = [*{_key(each): each for each in sorted(values, key=_key)}.values()]
        if len(distinct) < self.low:
            raise wrong(f"must hold at least {self.low}")
        if self.high is not None and len(distinct) > self.high:
            raise wrong(f"must hold at most {self.high}, and holds {len(distinct)}")
        return distinct

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.ordered, handler(source))


def _key(value: object) -> str:
    dump = getattr(value, "model_dump", None)
    return json.dumps(dump(mode="json") if dump else value, sort_keys=True)
