"""What GitHub Actions shows beside a job: annotations, and the job's summary."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sevalla_provider.drift.formats.items import items
from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.visible import visible, visible_lines
from sevalla_provider.drift.report import Report

LINE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**LINE, ":": "%3A", ",": "%2C"}


def annotations(report: Report) -> Iterator[str]:
    """A workflow command for each thing that is wrong."""
    for item in items(report):
        title = escaped(visible(item.title), PROPERTY)
        told = escaped(visible_lines(f"{item.told}\n{item.heal}".strip()), LINE)
        yield f"::{item.level} title={title}::{told}"


def runs_there(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this is a job of GitHub Actions."""
    return environment.get("GITHUB_ACTIONS") == "true"


def add_summary(report: Report, environment: Mapping[str, str] = os.environ) -> None:
    """Add the report to the job's summary, where there is one."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(markdown(report))


def escaped(text: str, how: Mapping[str, str]) -> str:
    """Escape as the runner unescapes."""
    return "".join(how.get(each, each) for each in text)
