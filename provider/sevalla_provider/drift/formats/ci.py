"""The report for CI systems: SARIF, JUnit's XML, and what GitHub Actions shows beside a job.

All need one entry for each thing that is wrong.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.wording import age, count, sentence
from sevalla_provider.drift.report import Report, StackReport
from sevalla_provider.sanitize import json_text, visible, visible_lines
from sevalla_provider.version import VERSION

RULES = {
    "all-gone": "Everything of a stack is gone: it may have been looked for in the wrong place.",
    "drifted": "A resource has other values than its program gave it.",
    "gone": "A resource was deleted behind Pulumi's back.",
    "unhealthy": "A resource has failed, or does not get ready.",
    "unmanaged": "An object is in none of the stacks.",
}
PROJECT = "Pulumi.yaml"
"""What results are shown at of which no line of a program is known."""

MESSAGE_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY_ESCAPES = {**MESSAGE_ESCAPES, ":": "%3A", ",": "%2C"}
"""How the runner of GitHub Actions wants workflow commands."""


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong.

    Attributes:
        key: the same in every report of the same thing, and of nothing else.
        rule: what kind of thing it is.
        stack: empty for what is in none.
        title: which stack and resource.
        message: what is wrong with it, in a sentence.
        heal: the command that puts it right; empty where there is none.
        file: that declares the resource, from the project's folder on; None where nobody knows.
        line: in that file.
    """

    key: str
    rule: str
    level: Literal["error", "warning"]
    stack: str
    title: str
    message: str
    heal: str = ""
    file: str | None = None
    line: int | None = None

    @property
    def text(self) -> str:
        """What is wrong, and the command."""
        return f"{self.message}\n{self.heal}".strip()


def issues(report: Report) -> Iterator[Issue]:
    """Everything that is wrong, stack by stack."""
    for stack in report.stacks:
        yield from issues_of(stack)
    for one in report.unmanaged:
        title = f"{one.kind} {one.label}"
        message = f"is in none of the stacks: {one.id}, {age(one.age_seconds)}"
        yield Issue(f"unmanaged {one.id}", "unmanaged", "warning", "", title, message)


def issues_of(stack: StackReport) -> Iterator[Issue]:
    """Everything that is wrong with one stack."""
    name = stack.stack
    if stack.error is not None:
        title = f"{name} could not be checked"
        yield Issue(f"{name} failed", "failed", "error", name, title, stack.error)
    for warning in stack.warnings:
        title = f"{name}: everything is gone"
        yield Issue(f"{name} all-gone", "all-gone", "warning", name, title, warning)
    for each in stack.findings:
        key, title = f"{each.kind} {each.urn}", f"{name}: {each.type} {each.name}"
        where = each.file, each.line
        yield Issue(key, each.kind, "error", name, title, sentence(each), each.heal, *where)


# SARIF 2.1.0, for GitHub's code scanning and the like ---------------------------------------------


def sarif(report: Report) -> str:
    """A result for each thing that is wrong; a stack that could not be checked is none."""
    all_issues = list(issues(report))
    failed = [each for each in all_issues if each.rule == "failed"]
    rules = [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()]
    driver = {"name": "pulumi-sevalla drift", "version": VERSION, "rules": rules}
    invocation = {
        "executionSuccessful": not failed,
        "exitCode": int(report.exit_code),
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": f"{each.title}: {each.message}"}}
            for each in failed
        ],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "results": [_result(each) for each in all_issues if each.rule in RULES],
    }
    log = {"version": "2.1.0", "runs": [run]}
    return json_text(log)


def _result(issue: Issue) -> dict[str, object]:
    uri, line = quote(issue.file or PROJECT), issue.line or 1
    location = {"artifactLocation": {"uri": uri}, "region": {"startLine": line}}
    resource = {"fullyQualifiedName": issue.key, "kind": "resource"}
    return {
        "ruleId": issue.rule,
        "level": issue.level,
        "message": {"text": f"{issue.title} {issue.text}"},
        "locations": [{"physicalLocation": location, "logicalLocations": [resource]}],
        "partialFingerprints": {"drift/v1": f"{issue.stack} {issue.key}"},
    }


# JUnit's XML, which every CI system can show ------------------------------------------------------


def junit(report: Report) -> str:
    """A suite for each stack: a case for each thing that is wrong, and one for the rest."""
    root = ET.Element("testsuites", name="pulumi-sevalla drift")
    for stack in report.stacks:
        _suite(root, stack.stack, _cases(stack))
    unmanaged = [_case(each) for each in issues(report) if each.rule == "unmanaged"]
    if unmanaged:
        _suite(root, "unmanaged", unmanaged)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _cases(stack: StackReport) -> list[ET.Element]:
    cases = [_case(each) for each in issues_of(stack)]
    wrong = {finding.urn for finding in stack.findings}
    if stack.error is None:
        rest = count(max(stack.checked - len(wrong), 0), "resource")
        name = f"{rest} without anything wrong"
        cases.append(ET.Element("testcase", classname=visible(stack.stack), name=name))
    return cases


def _case(issue: Issue) -> ET.Element:
    group = visible(issue.stack or issue.rule)
    case = ET.Element("testcase", classname=group, name=visible(issue.title))
    if issue.file is not None:
        case.set("file", visible(issue.file))
        case.set("line", str(issue.line))
    tag = "error" if issue.rule == "failed" else "failure"
    outcome = ET.SubElement(case, tag, type=issue.rule, message=visible_lines(issue.message))
    outcome.text = visible_lines(issue.text)
    return case


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    attributes = {
        "name": visible(name),
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    ET.SubElement(root, "testsuite", attributes).extend(cases)


# GitHub Actions: annotations, and the job's summary -----------------------------------------------


def on_github(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this is a job of GitHub Actions."""
    return environment.get("GITHUB_ACTIONS") == "true"


def annotations(report: Report) -> Iterator[str]:
    """A workflow command for each thing that is wrong."""
    for each in issues(report):
        title = _escaped(visible(each.title), PROPERTY_ESCAPES)
        message = _escaped(visible_lines(each.text), MESSAGE_ESCAPES)
        where = ""
        if each.file is not None:
            where = f"file={_escaped(visible(each.file), PROPERTY_ESCAPES)},line={each.line},"
        yield f"::{each.level} {where}title={title}::{message}"


def add_summary(report: Report, environment: Mapping[str, str] = os.environ) -> None:
    """Add the report to the job's summary, where there is one."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(markdown(report))


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(each, each) for each in text)
