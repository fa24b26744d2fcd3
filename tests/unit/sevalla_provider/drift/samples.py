"""What a refresh would do to resources, and reports of it."""

from datetime import UTC, datetime
from typing import Any

from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.drift.report import (
    Difference,
    Finding,
    Ignored,
    Report,
    StackReport,
    Unmanaged,
)
from unit.samples import APP, PROCESS_ID

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = "2026-11-21T12:00:00.000Z"
JUST_NOW = "2026-11-22T11:59:00.000Z"
PROXY_ID = f"{APP}/{PROCESS_ID}"


def step(
    token: str, old: dict[str, Any], new: dict[str, Any] | None, op: str = "update", **more: Any
) -> RefreshStep:
    """Inputs as the program left them, and outputs as they are now, both by Pulumi's names."""
    return RefreshStep(
        urn=f"urn:pulumi:dev::shop::{token}::it",
        type=token,
        op=op,
        old={"id": PROXY_ID, "inputs": old},
        new=None if new is None else {"outputs": {**old, **new}},
        **more,
    )


def proxy(op: str = "same", **outputs: Any) -> RefreshStep:
    inputs = {"appId": APP, "processId": PROCESS_ID, "port": 80}
    return step("sevalla:index:TcpProxy", inputs, {"createdAt": LONG_AGO, **outputs}, op)


def drifted(name: str = "web", *differences: Difference) -> Finding:
    least = Difference(property="displayName", expected="Web", actual="Shop <b>|</b>")
    return Finding(
        kind="drifted",
        type="Process",
        name=name,
        urn=f"urn:pulumi:dev::shop::sevalla:index:Process::{name}",
        id=PROXY_ID,
        differences=list(differences) or [least],
        heal="pulumi up --refresh --stack dev",
    )


def gone(name: str = "proxy") -> Finding:
    return drifted(name).model_copy(
        update={"kind": "gone", "type": "TcpProxy", "differences": []},
    )


def unhealthy(name: str = "db") -> Finding:
    return gone(name).model_copy(update={"kind": "unhealthy", "status": "failed"})


def report(*findings: Finding, error: str | None = None) -> Report:
    return Report(
        checked_at=NOW.isoformat(),
        stacks=[StackReport(stack="dev", checked=3, findings=list(findings), error=error)],
    )


def unmanaged_object(name: str = "cron") -> Unmanaged:
    return Unmanaged(
        kind="Process",
        type="sevalla:index:Process",
        id=PROXY_ID,
        name=name,
        label=f"{name} | <b>",
        created_at=LONG_AGO,
        age_seconds=86_400,
    )


def with_unmanaged(*findings: Finding) -> Report:
    kept = Ignored(kind="Process", id=PROXY_ID, label="old", reason="by hand", until="2027-01-01")
    return report(*findings).model_copy(
        update={"unmanaged": [unmanaged_object()], "ignored": [kept], "warnings": ["a rule ended"]}
    )
