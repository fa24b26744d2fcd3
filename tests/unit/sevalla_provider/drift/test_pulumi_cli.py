"""The engine's events: only those that tell how everything ended are a check."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.drift.pulumi_cli import (
    CheckFailed,
    Event,
    Project,
    preview_refresh,
    steps_in,
)

URN = "urn:pulumi:dev::shop::sevalla:index:Process::web"
BEGUN: Event = {"resourcePreEvent": {"metadata": {"urn": URN}}}
ENDED: Event = {
    "resOutputsEvent": {
        "metadata": {
            "urn": URN,
            "type": "sevalla:index:Process",
            "op": "update",
            "old": {"id": "one"},
            "new": None,
            "detailedDiff": {"displayName": {}},
        }
    }
}


STATE = {"ignoreChanges": ["port"], "sourcePosition": "project:///__main__.py#12"}


def summary(result: str) -> Event:
    return {"summaryEvent": {"result": result}}


def test_a_whole_check_is_read() -> None:
    (found,) = steps_in([BEGUN, ENDED, summary("succeeded")], {URN: STATE})
    assert (found.urn, found.op, found.detailed_diff) == (URN, "update", ("displayName",))
    assert found.ignore_changes == ["port"]


@pytest.mark.parametrize(
    "events",
    [
        [],
        [BEGUN, ENDED],
        [BEGUN, summary("succeeded")],
        [BEGUN, ENDED, summary("failed")],
        [BEGUN, ENDED, summary("succeeded"), summary("failed")],
    ],
)
def test_half_a_check_is_none(events: list[Event]) -> None:
    with pytest.raises(CheckFailed, match="did not tell how its check ended"):
        steps_in(events, {})


@pytest.fixture
def pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put a `pulumi` on PATH that does as it is told."""

    def stand_in(script: str) -> Project:
        command = tmp_path / "pulumi"
        command.write_text(f"#!/bin/bash\n{script}\n")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return Project(tmp_path)

    return stand_in


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo no such stack >&2; exit 6", "no such stack"),
        ("exit 255", "ended with 255, and without a word"),
        ("kill -9 $$", "ended with -9, and without a word"),
        ("echo Welcome", "something else than JSON|did not tell"),
        ("echo '{}'", "did not tell how its check ended"),
    ],
)
def test_an_engine_that_breaks_off_is_a_failed_check(pulumi: Any, script: str, reason: str) -> None:
    with pytest.raises(CheckFailed, match=reason):
        preview_refresh(pulumi(script), "dev")


def test_the_first_errors_stand_for_the_rest(tmp_path: Path, pulumi: Any) -> None:
    told = [
        {"diagnosticEvent": {"severity": "error", "urn": URN, "message": f"Preview failed: {text}"}}
        for text in ("one", "two", "two", "three", "four", "five")
    ]
    log = "".join(f"{json.dumps(each)}\n" for each in told)
    (tmp_path / "log").write_text(log)
    at = "${@: -4:1}"  # what --event-log names, before the flags that every command has
    with pytest.raises(CheckFailed) as failed:
        preview_refresh(pulumi(f'cat {tmp_path}/log > "{at}"; exit 1'), "dev")
    assert str(failed.value) == "one\ntwo\nthree\n… and 2 more like these"


def test_no_engine_at_all_is_a_failed_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CheckFailed, match="could not run `pulumi`"):
        preview_refresh(Project(tmp_path), "dev")
