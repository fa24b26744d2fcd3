"""The workflows that users copy: their shell steps, run as they stand."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools.workbench.environment import variables
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from acceptance.drift_command import shell
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import process
from sevalla_emulator.testing import RunningEmulator

EXAMPLES = Path(__file__).parents[2] / "examples"
GITHUB = sorted((EXAMPLES / "ci" / "github").glob("*.yml"))
GH = """#!/bin/sh
echo "$*" >> "$GH_LOG"
if [ "$1 $2" = "issue list" ]; then echo "$GH_ISSUE"; fi
"""


def steps_of(name: str) -> dict[str, str]:
    """The shell steps of a workflow's one job, by name; not what installs things."""
    workflow = yaml.safe_load((EXAMPLES / "ci" / "github" / name).read_text())
    (job,) = workflow["jobs"].values()
    named = {step["name"]: step["run"] for step in job["steps"] if "run" in step}
    assert named.pop("Install") == "pip install pulumi-sevalla-provider"
    return named


@dataclass
class Job:
    """A job: its steps run in one folder, and hand their outputs on."""

    stack: Stack
    environment: dict[str, str]

    def run(self, script: str, **more: str) -> tuple[int, str]:
        ended = shell(self.stack, script, **self.environment, **more)
        return ended.returncode, ended.stdout + ended.stderr

    @property
    def code(self) -> str:
        """The check's output: the last one that was written."""
        written = (self.stack.folder / "output").read_text().split()
        return written[-1].removeprefix("code=")

    def asked_of_github(self) -> list[str]:
        """The calls of `gh` since the last look."""
        log = self.stack.folder / "gh.log"
        calls = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return calls


@pytest.fixture
def job() -> Callable[[Stack], Job]:
    def make(stack: Stack) -> Job:
        tools = stack.folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        return Job(
            stack,
            {
                "PATH": f"{tools}{os.pathsep}{variables(stack.folder)['PATH']}",
                "GH_LOG": str(stack.folder / "gh.log"),
                "GH_ISSUE": "",
                "GITHUB_OUTPUT": str(stack.folder / "output"),
                "NUMBER": "42",
            },
        )

    return make


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_no_step_lets_anybody_write_into_its_script(path: Path) -> None:
    for name, script in steps_of(path.name).items():
        assert "${{" not in script, name


@ONLY_NATIVE
def test_the_nightly_check_keeps_one_issue(
    emulator: RunningEmulator, stack: Stack, app_id: str, job: Callable[[Stack], Job]
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    night, steps = job(stack), steps_of("drift-nightly.yml")
    issues = "issue list --label drift --state open --json number --jq .[0].number // empty"

    def check(issue: str = "", **more: str) -> tuple[int, list[str]]:
        code, text = night.run(steps["Check"], **more)
        assert code == 0, text
        return night.run(steps["Report"], CODE=night.code, **{**more, "GH_ISSUE": issue})[0], (
            night.asked_of_github()
        )

    del night.environment["GH_ISSUE"]
    assert check() == (0, [issues])
    (worker,) = emulator.control.objects().processes
    emulator.control.change_object(worker.id, {"display_name": "Meddled"})
    made = "issue create --title Drift --label drift --body-file drift.md"
    assert check() == (0, [issues, "label create drift --force", made])
    assert "Meddled" in (stack.work / "drift.md").read_text()
    assert check("7") == (0, [issues, "issue edit 7 --body-file drift.md"])
    assert check("7", SEVALLA_API_KEY="lost") == (1, [issues])
    emulator.control.change_object(worker.id, {"display_name": "A worker"})
    closed = "issue close 7 --comment Nothing has drifted any more."
    assert check("7") == (0, [issues, closed])


@ONLY_NATIVE
def test_a_pull_request_is_told_what_it_would_overwrite(
    emulator: RunningEmulator, stack: Stack, app_id: str, job: Callable[[Stack], Job]
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    (worker,) = emulator.control.objects().processes
    emulator.control.change_object(worker.id, {"display_name": "Meddled"})
    request, steps = job(stack), steps_of("drift-pull-request.yml")
    assert request.run(steps["Check"], STACK="test")[0] == 0
    assert request.code == "2"
    assert request.run(steps["Comment"], CODE=request.code)[0] == 2
    assert request.asked_of_github() == [
        "pr comment 42 --edit-last --create-if-none --body-file drift.md"
    ]


def scripts_of(job: Mapping[str, Any]) -> str:
    return "\n".join(job["script"])


@pytest.mark.parametrize("where", ["github", "gitlab"])
def test_a_preview_comes_and_goes(
    emulator: RunningEmulator,
    new_stack: Callable[..., Stack],
    app_id: str,
    job: Callable[[Stack], Job],
    where: str,
) -> None:
    preview = job(new_stack(EXAMPLES / "preview-environment", NATIVE))
    (preview.stack.work / "preview").symlink_to(preview.stack.work)
    gitlab = yaml.safe_load((EXAMPLES / "ci" / "gitlab" / "gitlab-ci.yml").read_text())
    github = steps_of("preview-environment.yml")
    up, down = {
        "github": (github["Up"], github["Destroy"]),
        "gitlab": (scripts_of(gitlab["preview"]), scripts_of(gitlab["stop-preview"])),
    }[where]
    preview.environment |= {
        "APPLICATION": app_id,
        "SEVALLA_APPLICATION": app_id,
        "CI_MERGE_REQUEST_IID": "42",
    }
    for _ in range(2):  # opened, and pushed to
        code, text = preview.run(up)
        assert code == 0, text
    (made,) = emulator.control.objects().processes
    assert str(made["display_name"]) in ("preview-pr-42", "preview-mr-42")
    # Without its state there is nothing that it could take away, and that is no success.
    nowhere = (preview.stack.folder / "nowhere").as_uri()
    assert preview.run(down, PULUMI_BACKEND_URL=nowhere)[0] != 0
    for _ in range(2):  # closed, and closed again
        code, text = preview.run(down)
        assert code == 0, text
    assert emulator.control.objects().processes == []


@ONLY_NATIVE
def test_gitlab_tells_drift_from_a_check_that_failed(
    emulator: RunningEmulator, stack: Stack, app_id: str, job: Callable[[Stack], Job]
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    (worker,) = emulator.control.objects().processes
    emulator.control.remove_object(worker.id)
    drift = yaml.safe_load((EXAMPLES / "ci" / "gitlab" / "gitlab-ci.yml").read_text())["drift"]
    pipeline = job(stack)
    allowed = drift["allow_failure"]["exit_codes"]
    assert pipeline.run(scripts_of(drift))[0] in allowed
    assert "is gone" in (stack.work / drift["artifacts"]["reports"]["junit"]).read_text()
    assert pipeline.run(scripts_of(drift), SEVALLA_API_KEY="lost")[0] not in (0, *allowed)
