"""The workflow that releases the provider: who may do what in it, and with whose code."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "examples/ci/github/release.yml").read_text(encoding="utf-8")
WORKFLOW: Mapping[Any, Any] = yaml.safe_load(TEXT)
JOBS: Mapping[str, Mapping[str, Any]] = WORKFLOW["jobs"]
TRIGGERS = WORKFLOW[True]  # YAML's `on`
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
ENABLED = "github.event_name == 'push' && vars.RELEASES_ENABLED == 'true'"
MAY = {
    "build": {"contents": "read"},
    "attest": {"attestations": "write", "id-token": "write"},
    "github": {"contents": "write"},
    "pypi": {"id-token": "write"},
    "npm": {"id-token": "write"},
}


def steps(job: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = JOBS[job]["steps"]
    return found


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == MAY


def test_there_is_no_secret() -> None:
    assert "secrets." not in TEXT
    assert "pull_request_target" not in TEXT
    assert set(TRIGGERS) == {"pull_request", "push"}
    assert TRIGGERS["push"] == {"tags": ["v*"]}


def test_a_pull_requests_code_runs_in_the_job_that_may_only_read() -> None:
    open_to_all = [name for name, job in JOBS.items() if job.get("if") != ENABLED]
    assert open_to_all == ["build"]
    for name in set(JOBS) - {"build"}:  # none of the others runs what a checkout holds
        used = [step.get("uses", "").partition("@")[0] for step in steps(name)]
        assert "actions/checkout" not in used
        assert all(not re.search(r"\bmake\b|\bpip\b", step.get("run", "")) for step in steps(name))
    (checkout,) = [step for step in steps("build") if "checkout" in step.get("uses", "")]
    assert checkout["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("job", JOBS)
def test_what_it_uses_is_pinned_and_no_script_holds_what_somebody_wrote(job: str) -> None:
    for step in steps(job):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), step
        assert "${{" not in step.get("run", "")


def test_it_publishes_by_trust_what_has_been_attested() -> None:
    assert {name: JOBS[name].get("needs") for name in JOBS} == {
        "build": None,
        "attest": "build",
        "github": "attest",
        "pypi": "attest",
        "npm": "attest",
    }
    assert (JOBS["pypi"]["environment"], JOBS["npm"]["environment"]) == ("pypi", "npm")
    (publish,) = [step for step in steps("pypi") if "pypi-publish" in step.get("uses", "")]
    assert set(publish["with"]) == {"packages-dir"}  # neither a password nor a token
    assert "--provenance" in str(steps("npm")[-1]["run"])
    (attest,) = [step for step in steps("attest") if "provenance" in step.get("uses", "")]
    assert attest["with"] == {"subject-path": "dist/*"}


def test_it_builds_what_everybody_builds() -> None:
    assert "make dist" in [step.get("run") for step in steps("build")]
    assert any("sbom" in step.get("uses", "") for step in steps("build"))
    assert re.search(r"^dist:", (ROOT / "Makefile").read_text(), re.MULTILINE)
