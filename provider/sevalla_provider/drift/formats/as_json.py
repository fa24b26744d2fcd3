"""The report as JSON, and the schema that it keeps to (`docs/drift.schema.json`)."""

import json
from typing import Any

from sevalla_provider.drift.report import Report


def as_json(report: Report) -> str:
    """Every key is always there."""
    return _text(report.model_dump(mode="json"))


def schema() -> str:
    """The schema (2020-12), for `python -m sevalla_provider.drift.formats.as_json` to print."""
    return _text(Report.model_json_schema(mode="serialization"))


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema(), end="")  # noqa: T201 - to be redirected
