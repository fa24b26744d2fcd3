from sevalla_emulator.runtime.options import Backoff


def test_the_pause_doubles_up_to_a_bound() -> None:
    backoff = Backoff(first=1, longest=30)
    assert [backoff.pause(failures) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.pause(100_000) == 30
