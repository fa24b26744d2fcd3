"""The report as SARIF 2.1.0, for GitHub's code scanning and the like."""

import json
from typing import Any

from sevalla_provider.drift.formats.items import Item, items
from sevalla_provider.drift.report import Report
from sevalla_provider.version import VERSION

RULES = {
    "all-gone": "Everything of a stack is gone: it may have been looked for in the wrong place.",
    "drifted": "A resource has other values than its program gave it.",
    "gone": "A resource was deleted behind Pulumi's back.",
    "unhealthy": "A resource has failed, or does not get ready.",
    "unmanaged": "An object is in none of the stacks.",
}
PROJECT = "Pulumi.yaml"
"""What results are shown at: no line of a program is known to be the cause."""


def sarif(report: Report) -> str:
    """A result for each thing that is wrong; a stack that could not be checked is none."""
    all_items = list(items(report))
    failed = [item for item in all_items if item.rule == "failed"]
    run = {
        "tool": {
            "driver": {
                "name": "pulumi-sevalla drift",
                "version": VERSION,
                "rules": [
                    {"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not failed,
                "exitCode": int(report.exit_code),
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{item.title}: {item.told}"}}
                    for item in failed
                ],
            }
        ],
        "results": [_result(item) for item in all_items if item.rule in RULES],
    }
    log = {"version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(item: Item) -> dict[str, Any]:
    return {
        "ruleId": item.rule,
        "level": item.level,
        "message": {"text": f"{item.title} {item.told}\n{item.heal}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PROJECT},
                    "region": {"startLine": 1},
                },
                "logicalLocations": [{"fullyQualifiedName": item.key, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"drift/v1": f"{item.stack} {item.key}"},
    }
