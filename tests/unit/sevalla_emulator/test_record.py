from hypothesis import given
from hypothesis import strategies as st

from sevalla_emulator.record import slug, unique


@given(st.text(max_size=300))
def test_a_slug_is_always_a_name(text: str) -> None:
    made = slug(text, "worker")

    assert 1 <= len(made) <= 64
    assert made == made.strip("-")
    assert all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in made)


@given(st.lists(st.sampled_from(["a", "a-2", "x" * 64, "x" * 62 + "-2"]), max_size=30))
def test_names_never_repeat(wanted: list[str]) -> None:
    taken: set[str] = set()
    for name in wanted:
        taken.add(unique(name, taken))

    assert len(taken) == len(wanted)
    assert all(len(name) <= 64 for name in taken)
