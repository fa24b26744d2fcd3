"""The forms of the report for machines and for those who read Markdown."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from sevalla_provider.drift.formats.ci import add_summary, annotations, junit, on_github, sarif
from sevalla_provider.drift.formats.markdown import REST, markdown
from sevalla_provider.drift.formats.text import text
from sevalla_provider.drift.report import Difference, Report, StackReport, as_json, schema
from sevalla_provider.sanitize import visible
from unit.sevalla_provider.drift.samples import drifted, gone, report, unhealthy, unmanaged_object

PUBLISHED = Path(__file__).parents[4] / "docs" / "drift.schema.json"
NASTY = 'a|b <img> `x` \x1b[31m\n::error::%0A "q" & @all'
NAMES = (
    "a|b||c\\|d",
    "`code` ``x``",
    "<b>bold</b> <img src=x> &amp; &#42;",
    "*star* **two** _under_ ~~gone~~",
    "[link](url) ![image](x) @all #1",
    "line\nanother\r\n| three |",
    "🚀 日本語 👩‍👩‍👧",
    "\x1b[31mred",
    "https://evil.test/x www.evil.test a@b.test a#1",
    "::error::y",
    "x ##[add-mask]y ##vso[task.complete]",
    "next\x85line\u2028and \u202eturned \u200bhidden",
    "half \ud83d",
    "\U000e0041tag",
)
HOSTILE = [drifted(name, Difference(property=name, expected=name, actual=None)) for name in NAMES]
IN_A_CELL = 4
"""How deep what a cell holds is below the document."""

WHOLE = report(
    drifted("web", Difference(property="entrypoint", expected=NASTY, actual=None)),
    gone(),
    unhealthy(),
)
FAILED = report(error="There is no key.\nSet one.")


def test_the_published_schema_is_that_of_the_models() -> None:
    assert PUBLISHED.read_text() == schema(), (
        "run `python -m sevalla_provider.drift.report > docs/drift.schema.json`"
    )


@pytest.mark.parametrize("each", [WHOLE, FAILED, report()])
def test_the_json_keeps_to_the_published_schema(each: Report) -> None:
    validator = jsonschema_rs.validator_for(json.loads(PUBLISHED.read_text()))
    told = json.loads(as_json(each))
    assert validator.is_valid(told)
    assert not validator.is_valid({**told, "news": 1})
    assert not validator.is_valid({**told, "result": "fine"})


def test_markdown_holds_no_value_that_could_mean_anything() -> None:
    told = markdown(WHOLE)
    (row,) = [line for line in told.splitlines() if "entrypoint" in line]
    assert row.count("|") == 6
    assert "<img>" not in told
    assert "@all" not in told
    assert "| ~ drifted | Process <code>web</code> |" in row
    assert "| - gone | TcpProxy <code>proxy</code> | | | |" in told
    assert "| ! unhealthy | TcpProxy <code>db</code> | | | <code>failed</code> |" in told
    assert "```\npulumi up --refresh --stack dev\n```" in told


def cells(told: str) -> list[list[str]]:
    """The cells of every row of every table, as a reader sees them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(told)
    texts: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            texts.append([])
        elif token.type == "inline" and token.level == IN_A_CELL:
            inner = [each for each in token.children or () if each.type != "html_inline"]
            assert {each.type for each in inner} <= {"text", "text_special"}
            texts[-1].append("".join(each.content for each in inner))
    return texts


def test_markdown_shows_names_and_values_as_they_are() -> None:
    for name in NAMES:
        found = drifted(name, Difference(property=f"metadata.{name}", expected=name, actual=None))
        unknown = unmanaged_object().model_copy(update={"label": name})
        told = markdown(report(found).model_copy(update={"unmanaged": [unknown]}))
        shown, quoted = visible(name), visible(json.dumps(name, ensure_ascii=False))
        path = visible(f"metadata.{name}")
        assert cells(told) == [
            ["", "resource", "property", "expected", "actual"],
            ["~ drifted", f"Process {shown}", path, quoted, "(nothing)"],
            ["what", "name", "id", "age"],
            ["Process", shown, unknown.id, "1 day old"],
        ]


def test_markdown_links_to_nothing_and_calls_nobody() -> None:
    told = markdown(report(*HOSTILE, error="https://evil.test/x"))
    outside, fenced = told.split("```")[::2], told.split("```")[1::2]
    assert fenced
    assert not re.search(r"://|www\.|@\w|(?<!&)#\d", "".join(outside))


def every_form(whole: Report) -> dict[str, str]:
    return {
        "text": text(whole),
        "markdown": markdown(whole),
        "junit": junit(whole),
        "json": as_json(whole),
        "sarif": sarif(whole),
        "annotations": "".join(f"{line}\n" for line in annotations(whole)),
    }


def test_in_every_form_a_hostile_name_is_written_and_does_nothing() -> None:
    unknown = [unmanaged_object().model_copy(update={"label": name}) for name in NAMES]
    whole = report(*HOSTILE).model_copy(update={"unmanaged": unknown})
    for form, told in every_form(whole).items():
        told.encode()
        assert told.split("\n") == [*told.splitlines(), ""], form
        assert not re.search(r"##\w*\[", told), form
        if form != "annotations":
            assert not re.search(r"^\s*::", told, re.MULTILINE), form
        assert all(each not in told for each in "\x1b\x85\u2028\u202e\u200b\U000e0041"), form


def test_json_tells_names_as_they_are_but_for_halves_of_characters() -> None:
    told = json.loads(as_json(report(*HOSTILE)))
    names = [each["name"] for each in told["stacks"][0]["findings"]]
    assert names == [name.replace("\ud83d", "\ufffd") for name in NAMES]
    (run,) = json.loads(sarif(report(*HOSTILE)))["runs"]
    assert len(run["results"]) == len(NAMES)


def test_markdown_is_no_longer_than_a_comment_can_be() -> None:
    value = Difference(property="entrypoint", expected="<" * 300, actual=">" * 300)
    many = [drifted(f"web-{number}", value) for number in range(200)]
    told = markdown(report(*many))
    assert 50_000 < len(told) < 65_536
    assert told.endswith(f"|\n\n{REST}\n")
    (head, *rows) = cells(told)
    assert {len(row) for row in rows} == {len(head)}
    assert REST not in markdown(report(*many[:20]))


def test_markdown_tells_errors_in_a_fence_that_they_cannot_close() -> None:
    told = markdown(report(error="bad\n```\n# worse"))
    assert "````\nbad\n```\n# worse\n````" in told
    assert told.startswith("## The check failed: 1 of 1 stack\n")


def test_junit_has_a_case_for_each_and_one_for_the_rest() -> None:
    (suite,) = ET.fromstring(junit(WHOLE))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "3", "0")
    kinds = [case.find("failure") for case in suite]
    assert [None if each is None else each.get("type") for each in kinds] == [
        "drifted",
        "gone",
        "unhealthy",
        None,
    ]
    assert suite[-1].get("name") == "0 resources without anything wrong"
    (failed,) = ET.fromstring(junit(FAILED))
    assert failed.get("errors") == "1"
    assert [case.find("error") is None for case in failed] == [False]


@pytest.mark.parametrize("name", NAMES)
def test_junit_holds_every_name(name: str) -> None:
    (suite,) = ET.fromstring(junit(report(drifted(name))))
    assert suite[0].get("name") == visible(f"dev: Process {name}")


def test_a_secret_is_another_in_every_sentence() -> None:
    hidden = Difference(property="displayName", expected=None, actual=None, secret=True)
    told = "drifted: displayName, a secret, is another"
    whole = report(drifted("web", hidden))
    assert told in junit(whole)
    assert told in sarif(whole)
    assert told in "".join(annotations(whole))


def test_sarif_has_a_result_for_each_and_says_when_the_check_failed() -> None:
    (run,) = json.loads(sarif(WHOLE))["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["drifted", "gone", "unhealthy"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {each["ruleId"] for each in run["results"]} <= known
    prints = [each["partialFingerprints"]["drift/v1"] for each in run["results"]]
    assert len(set(prints)) == 3
    assert run["invocations"][0]["executionSuccessful"] is True
    (failed,) = json.loads(sarif(FAILED))["runs"]
    assert failed["results"] == []
    assert failed["invocations"][0]["executionSuccessful"] is False
    told = failed["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert "There is no key." in told


def test_annotations_are_a_line_each_that_nothing_can_break_out_of() -> None:
    lines = list(annotations(WHOLE))
    assert len(lines) == 3
    assert all("\n" not in line and line.startswith("::error title=dev%3A ") for line in lines)
    assert "%250A" in lines[0]
    assert list(annotations(report())) == []


ALL_OF_IT = report(gone("web"), gone("db"), gone("proxy"))
FIRST = "everything of this stack is gone at once. Look first whether address and key are"


def test_where_everything_is_gone_every_form_says_first_where_to_look() -> None:
    (stack,) = json.loads(as_json(ALL_OF_IT))["stacks"]
    assert [each.startswith(FIRST) for each in stack["warnings"]] == [True]
    (suite,) = ET.fromstring(junit(ALL_OF_IT))
    assert suite[0].get("name") == "dev: everything is gone"
    assert [each.get("message", "").startswith(FIRST) for each in suite[0]] == [True]
    (run,) = json.loads(sarif(ALL_OF_IT))["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["all-gone", "gone", "gone", "gone"]
    assert FIRST in run["results"][0]["message"]["text"]
    assert next(annotations(ALL_OF_IT)).startswith("::warning title=dev%3A everything is gone::")
    for told in (markdown(ALL_OF_IT), text(ALL_OF_IT)):
        flat = " ".join(told.split())
        assert flat.index(FIRST) < flat.index("proxy")
    assert "> **Warning:** everything of this stack" in markdown(ALL_OF_IT)
    assert "  warning: everything of this stack" in text(ALL_OF_IT)


@pytest.mark.parametrize(
    "each",
    [
        report(gone("web"), gone("db")),
        report(gone("web"), gone("db"), unhealthy("proxy")),
        report(gone("web"), drifted("web"), gone("db")),
        report(error="There is no key."),
        report(),
        Report(checked_at="", stacks=[StackReport(stack="dev", checked=1, findings=[gone()])]),
        Report(checked_at="", stacks=[StackReport(stack="dev", checked=0)]),
    ],
)
def test_where_something_is_left_or_it_was_but_one_nobody_is_warned(each: Report) -> None:
    assert each.stacks[0].warnings == []
    assert FIRST not in " ".join(text(each).split())
    assert "all-gone" not in junit(each)


def test_a_summary_is_added_where_there_is_one(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    add_summary(WHOLE, {"GITHUB_STEP_SUMMARY": str(summary)})
    assert summary.read_text() == "before\n" + markdown(WHOLE)
    add_summary(WHOLE, {})
    assert on_github({"GITHUB_ACTIONS": "true"})
    assert not on_github({})


def test_every_form_points_at_the_line_of_the_program_where_that_is_known() -> None:
    found = drifted().model_copy(update={"file": "src/my shop.ts", "line": 7})
    forms = every_form(report(found, gone()))
    assert "\n      src/my shop.ts:7\n" in forms["text"]
    assert "| Process <code>web</code> <br><code>src/my shop.ts:7</code> |" in forms["markdown"]
    assert 'file="src/my shop.ts" line="7"' in forms["junit"]
    assert forms["annotations"].startswith("::error file=src/my shop.ts,line=7,title=")
    known, unknown = json.loads(forms["json"])["stacks"][0]["findings"]
    assert (known["file"], known["line"]) == ("src/my shop.ts", 7)
    assert (unknown["file"], unknown["line"]) == (None, None)
    places = [
        each["locations"][0]["physicalLocation"]
        for each in json.loads(forms["sarif"])["runs"][0]["results"]
    ]
    assert places == [
        {"artifactLocation": {"uri": "src/my%20shop.ts"}, "region": {"startLine": 7}},
        {"artifactLocation": {"uri": "Pulumi.yaml"}, "region": {"startLine": 1}},
    ]
