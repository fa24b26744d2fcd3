"""The workflows that users copy: their shell steps, run as they stand."""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools.workbench.environment import variables
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from acceptance import gh
from acceptance.drift_command import shell
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import process
from acceptance.yesterday import as_the_platform
from sevalla_emulator.testing import RunningEmulator

EXAMPLES = Path(__file__).parents[2] / "examples"
RELEASE = "release.yml"  # of the provider itself: tests/unit/docs/test_release.py
GITHUB = sorted({*(EXAMPLES / "ci" / "github").glob("*.yml")} - {EXAMPLES / "ci/github" / RELEASE})
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
PACKAGES = {"SEVALLA_PACKAGES": "${{ vars.SEVALLA_PACKAGES }}"}
INSTALL = (
    'pip install --require-hashes --only-binary :all: --find-links "$SEVALLA_PACKAGES" '
    "--requirement requirements.txt"
)
KEYS = {"SEVALLA_API_KEY", "PULUMI_CONFIG_PASSPHRASE"}
SECRETS = {*KEYS, "GH_TOKEN", "DATABASE_PASSWORD"}


def steps_of(name: str) -> dict[str, str]:
    """The shell steps of a workflow's one job, by name; not what installs things."""
    workflow = yaml.safe_load((EXAMPLES / "ci" / "github" / name).read_text())
    (job,) = workflow["jobs"].values()
    named = {step["name"]: step["run"] for step in job["steps"] if "run" in step}
    assert named.pop("Install").splitlines() == [INSTALL, "pulumi-sevalla plugin install"]
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
    def output(self) -> str:
        """The last output of a step."""
        return (self.stack.folder / "output").read_text().splitlines()[-1].partition("=")[2]

    def github(self) -> dict[str, Any]:
        """What there is on GitHub."""
        found: dict[str, Any] = json.loads(Path(self.environment["GH_STATE"]).read_text())
        return found

    def made(self, what: str) -> list[dict[str, Any]]:
        """What there is beside what people, and other workflows, had made; that is as it was."""
        before, now = gh.nothing_yet(), self.github()
        count = len(before[what])
        assert {**now, what: now[what][:count]} == {**now, what: before[what]}
        assert now["labels"] == before["labels"]
        made: list[dict[str, Any]] = now[what][count:]
        return made


@pytest.fixture
def job() -> Callable[[Stack], Job]:
    def make(stack: Stack) -> Job:
        tools = stack.folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(f'#!/bin/sh\nexec {sys.executable} {gh.__file__} "$@"\n')
        (tools / "gh").chmod(0o755)
        state = stack.folder / "github.json"
        state.write_text(json.dumps(gh.nothing_yet()))
        return Job(
            stack,
            {
                "PATH": f"{tools}{os.pathsep}{variables(stack.folder)['PATH']}",
                "GH_STATE": str(state),
                "GH_REPO": "shop/shop",
                "GH_TOKEN": "of the job",
                "GITHUB_OUTPUT": str(stack.folder / "output"),
                "NUMBER": "42",
            },
        )

    return make


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_no_step_lets_anybody_write_into_its_script(path: Path) -> None:
    for name, script in steps_of(path.name).items():
        assert "${{" not in script, name


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_what_a_workflow_uses_is_pinned_and_sees_no_secret(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert "env" not in workflow
    (job,) = workflow["jobs"].values()
    assert "env" not in job
    for step in job["steps"]:
        assert PINNED.fullmatch(step.get("uses", "a@" + "0" * 40)), step
        if "run" not in step or step["name"] == "Install":
            assert step.get("env", PACKAGES) == PACKAGES
        # Whoever talks to GitHub needs no account of Sevalla, nor the other way round.
        seen = {name for name in SECRETS if name in step.get("env", {})}
        assert seen in (set(), {"GH_TOKEN"}, KEYS, KEYS | {"DATABASE_PASSWORD"})


def test_gitlabs_image_is_pinned_and_what_is_installed_sees_no_secret() -> None:
    default = yaml.safe_load((EXAMPLES / "ci" / "gitlab" / "gitlab-ci.yml").read_text())["default"]
    assert re.search(r"@sha256:[0-9a-f]{64}$", default["image"])
    install, plugin = default["before_script"]
    hidden = ("SEVALLA_API_KEY", "PULUMI_CONFIG_PASSPHRASE", "PREVIEW_DATABASE_PASSWORD")
    assert install == " ".join(["env", *(f"-u {name}" for name in hidden), INSTALL])
    assert plugin == "pulumi-sevalla plugin install"


def marker_of(name: str, step: str) -> str:
    workflow = yaml.safe_load((EXAMPLES / "ci" / "github" / name).read_text())
    (job,) = workflow["jobs"].values()
    (meant,) = (each for each in job["steps"] if each.get("name") == step)
    return str(meant["env"]["MARKER"])


@ONLY_NATIVE
def test_the_nightly_check_keeps_one_issue_of_its_own(
    emulator: RunningEmulator, stack: Stack, app_id: str, job: Callable[[Stack], Job]
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    night, steps = job(stack), steps_of("drift-nightly.yml")
    night.environment["MARKER"] = marker_of("drift-nightly.yml", "Report")

    def check(**more: str) -> int:
        code, text = night.run(steps["Check"], **more)
        assert code == 0, text
        return night.run(steps["Report"], CODE=night.output)[0]

    assert check() == 0
    assert night.made("issues") == []
    (worker,) = emulator.control.objects().processes
    for name in ("Meddled", "Meddled again"):
        emulator.control.change_object(worker.id, {"display_name": name})
        assert check() == 0
        (issue,) = night.made("issues")
        assert f'"{name}"' in issue["body"]
    assert check(SEVALLA_API_KEY="lost") == 1
    assert night.made("issues") == [issue]
    emulator.control.change_object(worker.id, {"display_name": "A worker"})
    assert check() == 0
    assert night.made("issues") == [issue | {"closed": "Nothing has drifted any more."}]


@ONLY_NATIVE
def test_a_pull_request_is_told_what_it_would_overwrite(
    emulator: RunningEmulator, stack: Stack, app_id: str, job: Callable[[Stack], Job]
) -> None:
    """In one comment; the preview's is another, whichever was the last."""
    stack.up({"worker": process("worker", app_id)}).succeeded()
    (worker,) = emulator.control.objects().processes
    request, steps = job(stack), steps_of("drift-pull-request.yml")
    preview = {
        "MARKER": marker_of("preview-environment.yml", "Comment"),
        "URL": "https://pr-42.example",
    }
    drift = {"MARKER": marker_of("drift-pull-request.yml", "Comment")}
    for name in ("Meddled", "Meddled again"):
        emulator.control.change_object(worker.id, {"display_name": name})
        assert request.run(steps["Check"], STACK="test")[0] == 0
        assert request.output == "2"
        assert request.run(steps["Comment"], CODE=request.output, **drift)[0] == 2
        code, text = request.run(steps_of("preview-environment.yml")["Comment"], **preview)
        assert code == 0, text
        first, second = request.made("comments")
        assert f'"{name}"' in first["body"]
        assert second["body"].splitlines()[1:] == ["The preview is at https://pr-42.example."]


def scripts_of(job: Mapping[str, Any]) -> str:
    return "\n".join(job["script"])


@pytest.mark.parametrize("where", ["github", "gitlab"])
def test_a_preview_comes_and_goes(
    emulator: RunningEmulator,
    new_stack: Callable[..., Stack],
    job: Callable[[Stack], Job],
    where: str,
) -> None:
    as_the_platform(emulator)
    preview = job(new_stack(EXAMPLES / "preview-environment", NATIVE))
    (preview.stack.work / "preview").symlink_to(preview.stack.work)
    gitlab = yaml.safe_load((EXAMPLES / "ci" / "gitlab" / "gitlab-ci.yml").read_text())
    github = steps_of("preview-environment.yml")
    up, down = {
        "github": (github["Up"], github["Destroy"]),
        "gitlab": (scripts_of(gitlab["preview"]), scripts_of(gitlab["stop-preview"])),
    }[where]
    preview.environment |= {
        "BRANCH": "feature",
        "COMMIT": "1",
        "DATABASE_PASSWORD": "made-up-password",
        "PREVIEW_DATABASE_PASSWORD": "made-up-password",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature",
        "CI_COMMIT_SHA": "1",
        "CI_MERGE_REQUEST_IID": "42",
    }
    for _ in range(2):  # opened, and pushed to
        code, text = preview.run(up)
        assert code == 0, text
    (made,) = emulator.control.objects().applications
    assert made["default_branch"] == "feature"
    assert str(made["display_name"]) in ("preview-pr-42", "preview-mr-42")
    # Without its state there is nothing that it could take away, and that is no success.
    nowhere = (preview.stack.folder / "nowhere").as_uri()
    assert preview.run(down, PULUMI_BACKEND_URL=nowhere)[0] != 0
    for _ in range(2):  # closed, and closed again
        code, text = preview.run(down)
        assert code == 0, text
    assert emulator.control.objects().applications == []


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
