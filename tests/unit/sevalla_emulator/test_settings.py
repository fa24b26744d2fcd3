import httpx
import pytest
from pydantic import JsonValue

from sevalla_emulator.settings import Delay
from sevalla_emulator.testing import Control, RunningEmulator


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "blue"},
        {"provisioning": {"seconds": 1, "polls": 1}},
        {"provisioning": {}},
        {"provisioning": {"seconds": -1}},
        {"provisioning": {"polls": 1.5}},
        {"provisioning": 5},
        {"limits": {"everything": {"limit": 1}}},
        {"limits": {"read": {"limit": -1}}},
        {"limits": {"read": {"limit": "10"}}},
        {"limits": {"read": {"window": 0}}},
        {"limits": {"read": 5}},
        {"limits": None},
        {"window": "round"},
        {"retry_after": "later"},
        {"reset_style": "odd"},
        {"latency": -1},
        {"forwarding": "no"},
        ["provisioning"],
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    emulator: RunningEmulator, change: JsonValue
) -> None:
    before = emulator.control.settings()

    answer = httpx.patch(f"{emulator.control_url}/settings", json=change)

    assert answer.status_code == 400
    assert answer.json()["message"]
    assert emulator.control.settings() == before


def test_what_is_not_given_stays(control: Control) -> None:
    before = control.settings()

    changed = control.change_settings(
        limits={"read": {"limit": 7}, "write": {"window": 5}}, provisioning={"polls": 3}
    )

    assert changed.limits.read.limit == 7
    assert changed.limits.read.window == before.limits.read.window
    assert changed.limits.write.limit == before.limits.write.limit
    assert changed.limits.write.window == 5
    assert changed.limits.logs == before.limits.logs
    assert changed.provisioning == Delay(polls=3)
    assert changed.deletion == before.deletion
    assert control.settings() == changed


def test_one_kind_of_delay_replaces_the_other(control: Control) -> None:
    control.change_settings(deletion={"seconds": 3})

    assert control.change_settings(deletion={"polls": 3}).deletion == Delay(polls=3)


def test_a_reset_goes_back_to_the_start(control: Control) -> None:
    start = control.settings()
    control.change_settings(latency=0.001, window="sliding", web_ingress_default=False)

    control.reset()

    assert control.settings() == start
