import pytest

from sevalla_provider.drift.source_lines import SourceLine, source_line


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("project:///__main__.py#12", SourceLine("__main__.py", 12)),
        ("project:///src/my%20shop.ts#3,17", SourceLine("src/my shop.ts", 3)),
        ("project:///Pulumi.yaml#4,5", SourceLine("Pulumi.yaml", 4)),
        ("project:///../other/x.py#4", None),
        ("project:///venv/lib/python3.11/site-packages/x.py#4", None),
        ("project:///node_modules/x/y.js#4", None),
        ("project:///x.py#0", None),
        ("project:///x.py", None),
        ("file:///x.py#4", None),
        ("", None),
    ],
)
def test_a_position_names_a_line_of_the_program(position: str, expected: SourceLine | None) -> None:
    assert source_line({"sourcePosition": position}) == expected


def test_of_what_a_library_made_the_program_s_own_caller_counts() -> None:
    frames = ["project:///node_modules/x/y.js#4", "project:///index.ts#7,1", "project:///z.ts#8"]
    state = {
        "sourcePosition": frames[0],
        "stackTrace": [{"sourcePosition": each} for each in frames],
    }
    assert source_line(state) == SourceLine("index.ts", 7)


@pytest.mark.parametrize("state", [{}, {"sourcePosition": None, "stackTrace": [None, {}]}])
def test_a_state_may_know_none(state: dict[str, object]) -> None:
    assert source_line(state) is None
