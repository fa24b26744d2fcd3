"""Workflows that change stacks, on runners that forget: what is kept for the next, and who tells.

The steps are run as they stand; the CI system's cache and its variables have stand-ins.
"""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE, install_plugin

from acceptance.drift_command import shell
from acceptance.yesterday import as_the_platform
from sevalla_emulator.testing import RunningEmulator

EXAMPLES = Path(__file__).parents[2] / "examples"
GITHUB = EXAMPLES / "ci" / "github"
APPLICATIONS = "/applications"
CHANGES = re.compile(r"pulumi (up|destroy)")
LOOK = "pulumi-sevalla drift --all-stacks --unmanaged"
EXPRESSION = re.compile(r"\$\{\{ (\S+) \}\}")


@dataclass(frozen=True)
class Kept:
    """What one run of a workflow keeps: the folder, what it is saved as, and what it looks for."""

    folder: Path
    saved_as: str
    looked_for: Sequence[str]


@dataclass(frozen=True)
class Workflow:
    """The steps of one CI system that a preview is made of.

    Attributes:
        up, down, last: its scripts.
        environment: what is in it, given the machine's folder and the pull request.
        kept: what is kept, given the machine's folder, the pull request and the run.
        by_beginning: whether the beginning of a key finds a cache, too.
    """

    up: str
    down: str
    last: str
    environment: Callable[[Path, int], Mapping[str, str]]
    kept: Callable[[Path, int, int], Kept]
    by_beginning: bool


def github_steps(name: str) -> list[dict[str, Any]]:
    workflow = yaml.safe_load((GITHUB / name).read_text())
    (job,) = workflow["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def changes(path: Path) -> bool:
    """Whether a workflow changes stacks."""
    jobs = yaml.safe_load(path.read_text())["jobs"].values()
    return any(CHANGES.search(step.get("run", "")) for job in jobs for step in job["steps"])


def gitlab_jobs() -> dict[str, dict[str, Any]]:
    """The jobs, with what they extend."""
    text = (EXAMPLES / "ci" / "gitlab" / "gitlab-ci.yml").read_text()
    jobs = {name: job for name, job in yaml.safe_load(text).items() if name != "default"}
    return {
        name: {**jobs.get(job.get("extends"), {}), **job}
        for name, job in jobs.items()
        if not name.startswith(".")
    }


def using(steps: Sequence[dict[str, Any]], action: str) -> dict[str, Any]:
    """The one step that uses an action."""
    (found,) = [step for step in steps if step.get("uses", "").startswith(f"{action}@")]
    return found


def on_github() -> Workflow:
    steps = github_steps("preview-environment.yml")
    scripts = {step["name"]: step["run"] for step in steps if "run" in step}
    restoring, saving = using(steps, "actions/cache/restore"), using(steps, "actions/cache/save")

    def kept(machine: Path, request: int, run: int) -> Kept:
        values = {
            "github.repository": "shop/shop",
            "github.event.number": str(request),
            "github.run_id": str(run),
            "github.run_attempt": "1",
        }

        def text(step: dict[str, Any], name: str) -> str:
            return EXPRESSION.sub(lambda found: values[found[1]], step["with"][name]).strip()

        assert text(restoring, "path") == text(saving, "path")  # or it would never be found
        return Kept(
            Path(text(saving, "path").replace("~", str(machine))),
            text(saving, "key"),
            [text(restoring, "key"), *text(restoring, "restore-keys").splitlines()],
        )

    return Workflow(
        up=scripts["Up"],
        down=scripts["Destroy"],
        last=scripts["Leftovers"],
        environment=lambda machine, request: {
            "HOME": str(machine),
            "PULUMI_HOME": str(machine / ".pulumi"),  # for the engine, whose ~ is the user's
            "NUMBER": str(request),
            "GITHUB_OUTPUT": str(machine / "output"),
        },
        kept=kept,
        by_beginning=True,
    )


def on_gitlab() -> Workflow:
    jobs = gitlab_jobs()
    preview, stop = jobs["preview"], jobs["stop-preview"]
    assert preview["cache"] == stop["cache"]
    (folder,) = preview["cache"]["paths"]

    def environment(machine: Path, request: int) -> Mapping[str, str]:
        given = {"CI_PROJECT_DIR": str(machine), "CI_MERGE_REQUEST_IID": str(request)}
        own = {k: Template(v).substitute(given) for k, v in preview["variables"].items()}
        return {"HOME": str(machine), **given, **own}

    def kept(machine: Path, request: int, _run: int) -> Kept:
        key = Template(preview["cache"]["key"]).substitute(CI_MERGE_REQUEST_IID=request)
        return Kept(machine / folder, key, [key])

    return Workflow(
        up="\n".join(preview["script"]),
        down="\n".join(stop["script"]),
        last="\n".join(preview["after_script"]),
        environment=environment,
        kept=kept,
        by_beginning=False,
    )


SYSTEMS = pytest.mark.parametrize("system", [on_github, on_gitlab])
System = Callable[[], Workflow]


@pytest.fixture
def preview(new_stack: Callable[..., Stack], emulator: RunningEmulator) -> Stack:
    """The example that the workflows are about, in a folder `preview`."""
    stack = new_stack(EXAMPLES / "preview-environment", NATIVE)
    (stack.work / "preview").symlink_to(stack.work)
    tools = stack.folder / "tools"
    tools.mkdir()
    (tools / "gh").write_text("#!/bin/sh\n")
    (tools / "gh").chmod(0o755)
    as_the_platform(emulator)
    stack.environment |= {
        "BRANCH": "feature",
        "COMMIT": "1",
        "DATABASE_PASSWORD": "made-up-password",
        "PREVIEW_DATABASE_PASSWORD": "made-up-password",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature",
        "CI_COMMIT_SHA": "1",
    }
    return stack


class Runners:
    """Machines that know nothing of each other, and a cache that they share.

    `caches` in the order in which they were saved.
    """

    def __init__(self, stack: Stack, workflow: Workflow) -> None:
        self._stack = stack
        self._workflow = workflow
        self._run = 0
        self._machine = stack.folder
        self._kept: Kept | None = None
        self._caches = stack.folder / "caches"
        self._saved: list[str] = []

    def new(self, request: int) -> "Runners":
        """Go on on a machine with nothing but the plugin, and what is restored from the cache."""
        self._run += 1
        self._machine = self._stack.folder / f"runner-{self._run}"
        install_plugin(self._machine / ".pulumi")
        self._kept = self._workflow.kept(self._machine, request, self._run)
        self._environment = self._workflow.environment(self._machine, request)
        for asked in self._kept.looked_for:
            newest = [i for i, key in enumerate(self._saved) if self._finds(asked, key)][-1:]
            if newest:
                shutil.copytree(self._caches / str(newest[0]), self._kept.folder)
                break
        return self

    def _finds(self, asked: str, key: str) -> bool:
        return key.startswith(asked) if self._workflow.by_beginning else key == asked

    def save(self) -> None:
        assert self._kept is not None
        shutil.copytree(self._kept.folder, self._caches / str(len(self._saved)))
        self._saved.append(self._kept.saved_as)

    def up(self) -> tuple[int, str]:
        return self._do(self._workflow.up)

    def down(self) -> tuple[int, str]:
        return self._do(self._workflow.down)

    def last(self, **more: str) -> tuple[int, str]:
        return self._do(self._workflow.last, **more)

    def _do(self, script: str, **more: str) -> tuple[int, str]:
        path = f"{self._stack.folder / 'tools'}:{shell(self._stack, 'echo $PATH').stdout.strip()}"
        environment = {**self._environment, "PATH": path, **more}
        ended = shell(self._stack, script, **environment)
        return ended.returncode, ended.stdout + ended.stderr


def lose_the_answer(emulator: RunningEmulator, runners: Runners) -> str:
    """An `up` that makes an application, and fails before anybody knows which; the application."""
    emulator.control.add_fault("status", status=502, method="POST", path=APPLICATIONS, when="after")
    # After the one list before the POST.
    emulator.control.add_fault(
        "status", status=502, method="GET", path=APPLICATIONS, calls=list(range(2, 99))
    )
    code, text = runners.up()
    assert code != 0, text
    emulator.control.clear_faults()
    (made,) = emulator.control.objects().applications
    return made.id


@SYSTEMS
def test_what_a_lost_run_made_is_found_by_the_next_runner(
    emulator: RunningEmulator, preview: Stack, system: System
) -> None:
    runners = Runners(preview, system()).new(42)
    made = lose_the_answer(emulator, runners)
    code, text = runners.last()
    assert code == 0, text
    assert "application urn:pulumi:" in text
    assert "1 intent open" in text
    runners.save()
    # Another pull request's are its own, also where the one number begins with the other.
    assert "no intents open" in runners.new(4).last()[1]

    code, text = runners.new(42).up()
    assert code == 0, text
    assert [each.id for each in emulator.control.objects().applications] == [made]
    code, text = runners.last()
    assert code == 0, text
    assert "no intents open" in text
    runners.save()

    assert runners.new(42).down()[0] == 0
    assert emulator.control.objects().applications == []


@SYSTEMS
def test_without_its_folder_what_a_lost_run_made_is_named_at_the_end(
    emulator: RunningEmulator, preview: Stack, system: System
) -> None:
    runners = Runners(preview, system()).new(42)
    made = lose_the_answer(emulator, runners)

    code, text = runners.new(42).up()
    assert code == 0, text
    assert len(emulator.control.objects().applications) == 2
    code, text = runners.last()
    assert "in none of these stacks: 1" in text
    assert made in text


def test_on_github_the_end_fails_for_a_check_that_failed_and_not_for_what_it_names(
    emulator: RunningEmulator, preview: Stack
) -> None:
    runners = Runners(preview, on_github()).new(42)
    assert runners.up()[0] == 0
    (made,) = emulator.control.objects().applications
    emulator.control.change_object(made.id, {"display_name": "Meddled"})
    assert runners.last()[0] == 0
    assert runners.last(SEVALLA_API_KEY="lost")[0] == 1


@SYSTEMS
def test_when_no_stack_is_left_the_end_is_a_good_one(preview: Stack, system: System) -> None:
    preview.pulumi("stack", "rm", "--yes", "test").succeeded()
    code, text = Runners(preview, system()).new(42).last()
    assert code == 0, text
    assert "no intents open" in text


@pytest.mark.parametrize(
    "name", [path.name for path in sorted(GITHUB.glob("*.yml")) if changes(path)]
)
def test_on_github_whoever_changes_a_stack_keeps_what_it_knows_however_it_ends(name: str) -> None:
    steps = github_steps(name)
    changing = [i for i, step in enumerate(steps) if CHANGES.search(step.get("run", ""))]
    restoring, saving = using(steps, "actions/cache/restore"), using(steps, "actions/cache/save")
    assert steps.index(restoring) < changing[0]
    assert steps.index(saving) > changing[-1]
    assert saving["if"] == steps[-1]["if"] == "always()"
    assert LOOK in steps[-1]["run"]


@pytest.mark.parametrize("name", gitlab_jobs())
def test_on_gitlab_whoever_changes_a_stack_keeps_what_it_knows_however_it_ends(name: str) -> None:
    job = gitlab_jobs()[name]
    if CHANGES.search("\n".join(job["script"])):
        assert job["cache"]["when"] == "always"
        assert LOOK in "\n".join(job["after_script"])
