"""The `pulumi` on PATH: its configuration, and its own check of a stack, by the event log.

`pulumi refresh --preview-only` runs no program, changes no state, and sends nothing but reads.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sevalla_provider.documents import NoDocument, json_document
from sevalla_provider.drift.source_lines import SourceLine, source_line
from sevalla_provider.lifecycle.naming import name_in

Event = Mapping[str, Any]
Json = Mapping[str, Any]

QUIET = {
    "PULUMI_DEBUG_COMMANDS": "true",  # or there is no --event-log
    "PULUMI_SKIP_UPDATE_CHECK": "true",
}
FLAGS = ("--non-interactive", "--color", "never")
LONGEST_OUTPUT = 2000
"""Characters of the engine's own words that an error repeats."""

MOST_ERRORS = 3
"""Errors of one check that are told: where a key is lost, each resource has the same one."""


class CheckFailed(Exception):
    """A stack could not be checked. The message says why, for people."""


@dataclass(frozen=True)
class Project:
    """Where stacks are looked for: a folder with a `Pulumi.yaml`, and what the engine needs.

    `stack`: whose configuration is meant where nothing else is said; empty for the selected one.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stack: str = ""

    def run(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run a command of the engine to its end. Raises `CheckFailed` where there is none.

        Args:
            stdin: what it reads, which shows in no list of processes.
        """
        try:
            return subprocess.run(  # noqa: S603 - no shell
                ["pulumi", *arguments, *FLAGS],  # noqa: S607 - the one on PATH
                cwd=self.folder,
                env={**os.environ, **QUIET, **self.environment},
                input=stdin,
                capture_output=True,
                encoding="utf-8",  # whatever the system's own is: Pulumi speaks no other
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise CheckFailed(f"could not run `pulumi`: {error}") from None

    def set_secret(self, key: str, value: str) -> None:
        """Keep a value in the configuration of the stack. Raises `CheckFailed`."""
        # Pulumi takes one line's end away.
        said = ("config", "set", "--secret", key, *self._of_the_stack)
        self._configured(key, self.run(*said, stdin=f"{value}\n"))

    def set_plain(self, values: Mapping[str, str]) -> None:
        """Keep values that are no secrets there, in one go. Raises `CheckFailed`."""
        pairs = [each for key in values for each in ("--plaintext", f"{key}={values[key]}")]
        if pairs:
            self._configured(
                ", ".join(values), self.run("config", "set-all", *pairs, *self._of_the_stack)
            )

    @property
    def _of_the_stack(self) -> Sequence[str]:
        return ("--stack", self.stack) if self.stack else ()

    @staticmethod
    def _configured(what: str, ended: "subprocess.CompletedProcess[str]") -> None:
        if ended.returncode != 0:
            words = ended.stderr.strip()[-LONGEST_OUTPUT:]
            raise CheckFailed(f"could not set the configuration {what}: {words}")

    def configured(self) -> set[str]:
        """The project's own keys in the stack. Raises `CheckFailed`."""
        ended = self.run("config", "--json", *self._of_the_stack)
        try:
            entries: dict[str, Any] = json_document(ended.stdout)
        except ValueError:
            raise CheckFailed(f"could not read the configuration: {ended.stderr.strip()}") from None
        return {key.partition(":")[2] for key in entries}

    def configuration(self, stack: str) -> dict[str, str]:
        """Read a stack's configuration, with its secrets. Raises `CheckFailed`."""
        ended = self.run("config", "--show-secrets", "--json", "--stack", stack)
        try:
            entries: dict[str, Any] = json_document(ended.stdout)
        except ValueError:
            raise CheckFailed(f"could not read the configuration: {ended.stderr.strip()}") from None
        return {key: str(each["value"]) for key, each in entries.items() if "value" in each}


@dataclass(frozen=True)
class RefreshStep:
    """What a refresh would do with one resource.

    Attributes:
        op: `same`, `update`, `delete` and so on: what it would do to the state.
        old: the resource as the state has it.
        new: as it is now; None where it is gone.
        detailed_diff: paths of the properties that the provider named, where it did.
        ignore_changes: the paths of `ignoreChanges`.
        source: the line of the program, where the state knows it.
    """

    urn: str
    type: str
    op: str
    old: Json
    new: Json | None
    detailed_diff: Sequence[str] = ()
    ignore_changes: Sequence[str] = ()
    source: SourceLine | None = None

    @property
    def name(self) -> str:
        """What the program calls it."""
        return name_in(self.urn)


def preview_refresh(project: Project, stack: str) -> list[RefreshStep]:
    """Let the engine read every resource of a stack. Raises `CheckFailed`."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "events"
        command = ("refresh", "--preview-only", "--json", "--stack", stack)
        ended = project.run(*command, "--event-log", str(log))
        events = _events_in(log)
    if ended.returncode != 0:
        raise CheckFailed(_errors_in(events) or _output_of(ended))
    return steps_in(events, _old_states(ended.stdout))


def steps_in(events: Sequence[Event], old_states: Mapping[str, Json]) -> list[RefreshStep]:
    """Read the events, and in `old_states`, by urn, what they leave out.

    Raises `CheckFailed` when they do not tell how everything ended.
    """
    started = {urn_of(event, "resourcePreEvent") for event in events}
    found = [event["resOutputsEvent"]["metadata"] for event in events if "resOutputsEvent" in event]
    silent = started - {each["urn"] for each in found} - {None}
    summaries = [event["summaryEvent"] for event in events if "summaryEvent" in event]
    if [each.get("result") for each in summaries] != ["succeeded"] or silent:
        raise CheckFailed("the engine did not tell how its check ended")
    return [
        RefreshStep(
            urn=each["urn"],
            type=each["type"],
            op=each["op"],
            old=each.get("old") or {},
            new=each.get("new"),
            detailed_diff=tuple(each.get("detailedDiff") or ()),
            ignore_changes=old_states.get(each["urn"], {}).get("ignoreChanges", ()),
            source=source_line(old_states.get(each["urn"], {})),
        )
        for each in found
    ]


def urn_of(event: Event, kind: str) -> str | None:
    """The resource of an event of one kind; None for events of another."""
    urn: str | None = event.get(kind, {}).get("metadata", {}).get("urn")
    return urn


def _events_in(log: Path) -> list[Event]:
    """Read whole lines: the engine may have died over the last one. Raises `CheckFailed`."""
    lines = log.read_bytes().split(b"\n") if log.exists() else []
    try:
        return [json_document(line) for line in lines if line.endswith(b"}")]
    except NoDocument as error:
        raise CheckFailed(f"the engine's own log cannot be read: {error}") from None


def _old_states(output: str) -> dict[str, Json]:
    """States by urn: `ignoreChanges` and source lines are only in the JSON on stdout."""
    try:
        steps = json_document(output).get("steps", [])
    except ValueError:
        raise CheckFailed("the engine answered with something else than JSON") from None
    return {each["urn"]: each.get("oldState") or {} for each in steps}


def _errors_in(events: Sequence[Event]) -> str:
    """The engine's first errors; not its last one, which says no more than that it failed."""
    found = [event["diagnosticEvent"] for event in events if "diagnosticEvent" in event]
    errors = [each for each in found if each.get("severity") == "error"]
    chosen = [each for each in errors if each.get("urn")] or errors
    texts = [str(each["message"]).removeprefix("Preview failed: ").strip() for each in chosen]
    distinct = list(dict.fromkeys(texts))
    rest = len(distinct) - MOST_ERRORS
    more = [f"… and {rest} more like {'this' if rest == 1 else 'these'}"] if rest > 0 else []
    return "\n".join([*distinct[:MOST_ERRORS], *more])


def _output_of(ended: "subprocess.CompletedProcess[str]") -> str:
    text = (ended.stderr.strip() or ended.stdout.strip())[-LONGEST_OUTPUT:]
    return text or f"`pulumi refresh` ended with {ended.returncode}, and without a word"
