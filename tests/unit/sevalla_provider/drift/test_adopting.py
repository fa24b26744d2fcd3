"""What is there already."""

from sevalla_provider.drift.adopting import failed
from unit.sevalla_provider.drift.programs import found


def test_only_what_failed_is_left_out() -> None:
    assert failed(found.proxy("failed")) == "failed"
    assert failed(found.proxy("ready")) is None
    assert failed(found.process()) is None
