"""The report as JUnit's XML, which every CI system can show: a suite for each stack."""

from xml.etree import ElementTree as ET

from sevalla_provider.drift.formats.items import Item, items, items_of
from sevalla_provider.drift.formats.visible import visible, visible_lines
from sevalla_provider.drift.formats.words import count
from sevalla_provider.drift.report import Report, StackReport


def junit(report: Report) -> str:
    """A test case for each thing that is wrong, and one for the rest of each stack."""
    root = ET.Element("testsuites", name="pulumi-sevalla drift")
    for stack in report.stacks:
        _suite(root, stack.stack, _cases(stack))
    strangers = [_case(item) for item in items(report) if item.rule == "unmanaged"]
    if strangers:
        _suite(root, "unmanaged", strangers)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _cases(stack: StackReport) -> list[ET.Element]:
    cases = [_case(item) for item in items_of(stack)]
    wrong = {finding.urn for finding in stack.findings}
    if stack.error is None:
        rest = count(max(stack.checked - len(wrong), 0), "resource")
        name = f"{rest} without anything wrong"
        cases.append(ET.Element("testcase", classname=visible(stack.stack), name=name))
    return cases


def _case(item: Item) -> ET.Element:
    case = ET.Element(
        "testcase", classname=visible(item.stack or item.rule), name=visible(item.title)
    )
    tag = "error" if item.rule == "failed" else "failure"
    outcome = ET.SubElement(case, tag, type=item.rule, message=visible_lines(item.told))
    outcome.text = visible_lines(f"{item.told}\n{item.heal}".strip())
    return case


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    attributes = {
        "name": visible(name),
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    ET.SubElement(root, "testsuite", attributes).extend(cases)
