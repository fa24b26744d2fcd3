import pytest

from sevalla_emulator.limits.windows import FixedWindow, SlidingWindow


@pytest.mark.parametrize("kind", [FixedWindow, SlidingWindow])
def test_nothing_is_used_at_first(kind: type[FixedWindow] | type[SlidingWindow]) -> None:
    window = kind()

    assert window.used(1000.0, 60) == 0
    assert window.left(1000.0, 60) == 60


def test_a_fixed_window_ends_for_all_at_once() -> None:
    window = FixedWindow()
    for now in (1000.0, 1030.0, 1059.9):
        window.add(now)

    assert window.used(1059.9, 60) == 3
    assert window.left(1059.9, 60) == pytest.approx(0.1)
    assert (window.used(1060.0, 60), window.left(1060.0, 60)) == (0, 60)


def test_a_fixed_window_begins_with_its_first_request() -> None:
    window = FixedWindow()
    window.used(1000.0, 60)
    window.add(1050.0)

    assert window.used(1109.0, 60) == 1
    assert window.left(1109.0, 60) == 1


def test_in_a_sliding_window_each_request_ends_by_itself() -> None:
    window = SlidingWindow()
    for now in (1000.0, 1030.0):
        window.add(now)

    assert (window.used(1059.5, 60), window.left(1059.5, 60)) == (2, 0.5)
    assert (window.used(1060.0, 60), window.left(1060.0, 60)) == (1, 30)
    assert window.used(1090.0, 60) == 0
