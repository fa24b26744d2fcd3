from sevalla_emulator.runtime.lines import Lines


def test_lines_are_told_when_they_are_whole_and_the_rest_at_the_end() -> None:
    told: list[str] = []
    lines = Lines(told.append)
    lines.add(b"one\r\ntw")
    assert told == ["one"]
    lines.add(b"o\n\nthr\xff")
    lines.end()
    assert told == ["one", "two", "", "thr\ufffd"]
    lines.end()
    assert len(told) == 4


def test_what_never_ends_is_told_in_pieces() -> None:
    told: list[str] = []
    lines = Lines(told.append)
    for _ in range(10):
        lines.add(b"x" * 10_000)
    assert 2 <= len(told) <= 9
    lines.end()
    assert "".join(told) == "x" * 100_000
