"""Objects that somebody else removed."""

from acceptance.bad_day.scenario import Scenario
from acceptance.properties import process
from acceptance.quick_stack import QUICKLY


@QUICKLY
def test_deleted_out_of_band_then_destroy(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    for object_id in day.ids():
        if day.control.find(object_id):
            day.control.remove_object(object_id)
    day.stack.destroy().succeeded()
    day.is_clear()


def test_deleted_out_of_band_then_up(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    (web,) = day.control.objects().processes
    day.control.remove_object(web.id)
    renamed = {**day.program, "web": process("web", day.app_id, display_name="Renamed")}
    outcome = day.stack.up(renamed).failed()
    assert "does not exist any more" in outcome.text
    assert "`pulumi refresh`" in outcome.text
    day.stack.refresh().succeeded()
    assert day.stack.state() == {}
    day.converges(renamed)


@QUICKLY
def test_parent_application_gone(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    day.control.remove_object(day.app_id)
    assert day.stack.drift().code == 7
    day.stack.destroy().succeeded()
    assert day.stack.state() == {}
    outcome = day.stack.up().failed()
    assert f"/applications/{day.app_id}/processes" in outcome.text
    assert "status 404" in outcome.text
    assert day.stack.state() == {}
    assert day.intents() == []
