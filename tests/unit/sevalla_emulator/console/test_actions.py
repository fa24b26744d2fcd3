"""What the buttons do, as a browser without JavaScript presses them."""

import pytest

from sevalla_emulator.testing import Control, ManualClock
from unit.sevalla_emulator.console.support import OWN, Visitor, text
from unit.sevalla_emulator.support import Api, fields


def test_a_field_changes_behind_the_clients_back(
    visitor: Visitor, control: Control, api: Api
) -> None:
    app = control.seed(applications=1).applications[0].id
    asked = {"id": app, "field": "display_name", "value": "drifted", "back": f"show={app}"}
    answer = visitor.press("change", **asked)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/?show={app}"
    assert api.seen(f"/applications/{app}")["display_name"] == "drifted"


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("display_name", "8080", "8080"),
        ("is_suspended", "true", True),
        ("new", '{"a": 1}', {"a": 1}),
        ("new", "plain", "plain"),
        ("display_name", "", ""),
    ],
)
def test_a_value_is_a_text_where_one_is_and_json_elsewhere(
    visitor: Visitor, control: Control, field: str, said: str, value: object
) -> None:
    app = control.seed(applications=1).applications[0].id
    visitor.press("change", id=app, field=field, value=said)
    assert control.objects().applications[0][field] == value


def test_a_deployment_that_runs_fails_and_stays_so(
    visitor: Visitor, control: Control, api: Api, clock: ManualClock
) -> None:
    app = control.seed(applications=1).applications[0].id
    control.change_settings(deployment={"seconds": 30})
    made = fields(api.post(f"/applications/{app}/deployments", {}))
    assert visitor.press("fail", id=str(made["id"])).status_code == 303
    clock.advance(600)
    there = api.seen(f"/applications/{app}/deployments/{made['id']}")
    assert there["status"] == "failed"
    assert there["finished_at"]
    assert api.seen(f"/applications/{app}")["status"] == "deploymentFailed"


def test_what_has_no_state_cannot_fail(visitor: Visitor, control: Control) -> None:
    process = control.seed(applications=1, processes=1).processes[0].id
    answer = visitor.press("fail", id=process)
    assert answer.status_code == 400
    assert "has no state that fails" in text(answer.text)


def test_something_is_removed(visitor: Visitor, control: Control) -> None:
    app = control.seed(applications=1).applications[0].id
    visitor.press("remove", id=app)
    assert control.objects().applications == []
    assert "What was chosen is gone" in text(visitor.page(f"/?show={app}"))


def test_the_next_answer_is_lost_and_no_other(visitor: Visitor, control: Control, api: Api) -> None:
    visitor.press("fault", kind="reset", when="after", method="POST")
    (fault,) = control.faults()
    assert (fault.kind, fault.method, fault.when, fault.calls) == ("reset", "POST", "after", [1])
    assert fault.id in visitor.page()
    visitor.press("lift", id=fault.id)
    assert control.faults() == []


def test_any_other_fault_is_set(visitor: Visitor, control: Control) -> None:
    visitor.press("fault", kind="status", status="503", path="**/x", when="before", each="1")
    (fault,) = control.faults()
    assert (fault.status, fault.path, fault.calls) == (503, "**/x", None)


def test_the_clock_ages(visitor: Visitor, control: Control, clock: ManualClock) -> None:
    before = clock.now()
    visitor.press("age", seconds="3600")
    assert clock.now() == before + 3600


def test_deployments_are_told_how_to_end(visitor: Visitor, control: Control) -> None:
    visitor.press("outcome", deployment_outcome="failed")
    assert control.settings().deployment_outcome == "failed"


def test_there_is_an_example_and_an_end(visitor: Visitor, control: Control) -> None:
    visitor.press("seed")
    assert control.objects().applications
    visitor.press("reset")
    assert control.objects().applications == []


@pytest.mark.parametrize(
    ("button", "said", "words"),
    [
        ("change", {"id": "nothing", "field": "x"}, "object nothing"),
        ("change", {}, "field"),
        ("remove", {"id": "<b>"}, "object <b>"),
        ("fail", {}, "object"),
        ("fault", {"kind": "nonsense"}, "kind"),
        ("fault", {"kind": "reset", "path": "^("}, "not a regular expression"),
        ("lift", {"id": "reset-9"}, "fault reset-9"),
        ("age", {"seconds": "-1"}, "seconds: a number"),
        ("age", {"seconds": "inf"}, "seconds: a number"),
        ("age", {"seconds": "1" * 400}, "advance"),
        ("outcome", {"deployment_outcome": "odd"}, "deployment_outcome"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    visitor: Visitor, control: Control, button: str, said: dict[str, str], words: str
) -> None:
    answer = visitor.press(button, **said)
    assert answer.status_code in (400, 404)
    assert words in text(answer.text)
    assert "What there is" in text(answer.text)  # on the page that it was pressed on
    told = visitor.post(
        f"do/{button}", {**said, "token": visitor.token}, **OWN, accept="application/json"
    )
    assert words in told.json()["said"]


def test_no_such_button(visitor: Visitor) -> None:
    assert visitor.press("nothing").status_code == 404


def test_a_secret_that_changes_is_not_repeated(visitor: Visitor, control: Control) -> None:
    app = control.seed(applications=1).applications[0].id
    own = control.make_object("env_vars", {"app_id": app}).id
    asked = {"id": own, "field": "value", "value": "c4nary", "token": visitor.token}
    told = visitor.post("do/change", asked, **OWN, accept="application/json")
    assert "c4nary" not in told.text
    assert control.objects().env_vars[0]["value"] == "c4nary"


@pytest.mark.parametrize("back", ["//evil.test", "https://evil.test", "\r\nx: y", "show=1"])
def test_the_way_back_stays_here(visitor: Visitor, control: Control, back: str) -> None:
    answer = visitor.press("seed", back=back)
    assert answer.headers["location"].startswith("/?")
    assert "x" not in answer.headers
