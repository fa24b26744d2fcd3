"""The report as JSON (`docs/drift.schema.json`)."""

import json

from sevalla_provider.drift.report import Report


def as_json(report: Report) -> str:
    """Every key is always there."""
    whole = {**report.model_dump(mode="json"), "result": report.result}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
