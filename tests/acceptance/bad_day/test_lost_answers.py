"""Answers that never come, or make no sense: nothing is lost, nothing is made twice."""

from typing import Any

import pytest
from tools.workbench.program import Declared

from acceptance.bad_day.scenario import BOTH, PROXIES, Scenario
from acceptance.properties import process, proxy
from acceptance.quick_stack import QUICKLY


def lose(day: Scenario, kind: Any, **fault: Any) -> None:
    for path in BOTH:
        day.control.add_fault(kind, method="POST", path=path, calls=[1], **fault)


def adopted_both(day: Scenario) -> None:
    outcome = day.stack.up(day.program).succeeded()
    assert outcome.notes.count("adopted the ") == 2
    assert len(day.ids()) == 2
    assert day.known() == day.ids()
    day.ends_well(day.program)


@QUICKLY
def test_answer_lost_after_commit(day: Scenario) -> None:
    lose(day, "status", status=502, when="after")
    adopted_both(day)


@QUICKLY
def test_connection_reset_after_commit(day: Scenario) -> None:
    lose(day, "reset", when="after")
    adopted_both(day)


def test_timeout_after_commit(day: Scenario) -> None:
    lose(day, "hang", when="after")
    adopted_both(day)


@QUICKLY
def test_error_before_commit(day: Scenario) -> None:
    lose(day, "status", status=500)
    outcome = day.stack.up(day.program).succeeded()
    assert "adopted" not in outcome.text
    assert len(day.control.requests("POST")) == 4
    assert day.known() == day.ids()
    assert len(day.ids()) == 2
    day.ends_well(day.program)


@QUICKLY
@pytest.mark.parametrize("kind", ["malformed_json", "html", "empty_body", "truncated_body"])
def test_nonsense_on_every_verb(day: Scenario, kind: Any) -> None:
    """`malformed_json`, `html`, `empty_body`, `truncated_body`: once for each verb and resource."""
    status = 200 if kind == "html" else None
    for path in BOTH:
        day.control.add_fault(kind, method="GET", path=path, calls=[1], status=status)
        day.control.add_fault(
            kind, method="POST", path=path, calls=[1], status=status, when="after"
        )
    day.stack.up(day.program).succeeded()
    assert day.known() == day.ids()

    renamed = {**day.program, "web": process("web", day.app_id, display_name="Renamed")}
    day.control.add_fault(kind, method="PATCH", calls=[1], status=status, when="after")
    day.stack.up(renamed).succeeded()
    (web,) = day.control.objects().processes
    assert web["display_name"] == "Renamed"

    for path in BOTH:
        day.control.add_fault(kind, method="GET", path=f"{path}/*", calls=[1], status=status)
    day.stack.drift().succeeded()

    for path in BOTH:
        day.control.add_fault(
            kind, method="DELETE", path=f"{path}/*", calls=[1], status=status, when="after"
        )
    day.stack.destroy().succeeded()
    day.is_clear()


@QUICKLY
def test_patch_answer_lost(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    renamed = {**day.program, "web": process("web", day.app_id, display_name="Renamed")}
    day.control.add_fault("reset", method="PATCH", calls=[1], when="after")
    day.stack.up(renamed).succeeded()
    assert [entry.body for entry in day.control.requests("PATCH")] == [
        {"display_name": "Renamed"}
    ] * 2
    day.ends_well(renamed)


@QUICKLY
def test_delete_answer_lost(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    day.control.add_fault("reset", method="DELETE", path=f"{PROXIES}/*", calls=[1], when="after")
    day.control.add_fault("status", status=504, method="DELETE", calls=[1], when="after")
    day.stack.destroy().succeeded()
    day.is_clear()


@QUICKLY
def test_two_identical_creates_one_answer_lost(day: Scenario) -> None:
    program = {
        "web": process("web", day.app_id),
        "one": proxy(day.app_id, "web"),
        "other": proxy(day.app_id, "web"),
    }
    day.control.add_fault("reset", method="POST", path=PROXIES, calls=[1], when="after")
    day.stack.up(program).succeeded()
    assert len(day.control.objects().tcp_proxies) == 2
    assert len(day.known()) == 3
    day.ends_well(program)


@QUICKLY
def test_foreign_twin_is_not_adopted(day: Scenario) -> None:
    """Objects that others made before look exactly like ours, and are left alone."""
    day.stack.up({"web": process("web", day.app_id)}).succeeded()
    (web,) = day.control.objects().processes
    foreign = day.control.make_object(
        "tcp_proxies", {"app_id": day.app_id, "process_id": web.id, "port": 8080}
    )
    foreign_worker = day.control.make_object(
        "processes", {"app_id": day.app_id, "type": "worker", "display_name": "A worker"}
    )
    program = {**day.program, "worker": process("worker", day.app_id)}
    lose(day, "status", status=500)
    day.stack.up(program).succeeded()
    assert len(day.ids()) == 5
    assert day.known() == day.ids() - {foreign.id, foreign_worker.id}
    day.control.remove_object(foreign.id)
    day.ends_well(program, foreign_worker.id)


@QUICKLY
def test_page_boundaries(day: Scenario) -> None:
    """However many objects there are beside ours, a lost answer finds its own."""
    foreign: list[str] = []
    program: dict[str, Declared] = {}
    for others in (0, 1, 99, 100, 101, 250):
        app_id = day.control.make_object("applications", {}).id
        for number in range(others):
            fields: dict[str, Any] = {
                "app_id": app_id,
                "type": "worker",
                "display_name": f"Worker {number}",
            }
            foreign.append(day.control.make_object("processes", fields).id)
        program[f"among {others}"] = process("worker", app_id, display_name="Mine")
    day.control.add_fault("reset", method="POST", calls=[1, 2, 3, 4, 5, 6], when="after")
    outcome = day.stack.up(program).succeeded()
    assert outcome.notes.count("adopted the process") == len(program)
    assert day.known() == day.ids() - set(foreign)
    day.ends_well(program, *foreign)
