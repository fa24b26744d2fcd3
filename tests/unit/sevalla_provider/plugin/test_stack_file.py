from pathlib import Path

import pytest

from sevalla_provider.plugin.stack_file import in_plain_text, stack_of

KEY = "sevalla:apiKey"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  sevalla:apiKey: abc", True),
        ('  "sevalla:apiKey": "abc"', True),
        ("  sevalla:apiKey: another", False),
        ("  sevalla:apiKey:\n    secure: v1:abc", False),
        ("  sevalla:apiKey: {secure: abc}", False),
        ("  sevalla:apiUrl: abc", False),
    ],
)
def test_a_value_is_plain_where_the_stack_s_file_says_it(
    tmp_path: Path, line: str, *, expected: bool
) -> None:
    (tmp_path / "Pulumi.yaml").touch()
    (tmp_path / "Pulumi.dev.yaml").write_text(f"config:\n{line}\n  sevalla:pollInterval: 5\n")
    below = tmp_path / "src"
    below.mkdir()
    assert in_plain_text("dev", KEY, "abc", tmp_path) is expected
    assert in_plain_text("dev", KEY, "abc", below) is expected
    assert not in_plain_text("prod", KEY, "abc", tmp_path)


def test_where_there_is_no_file_nothing_is_plain(tmp_path: Path) -> None:
    assert not in_plain_text("dev", KEY, "abc", tmp_path)


def test_a_urn_tells_the_stack() -> None:
    assert stack_of("urn:pulumi:dev::shop::pulumi:providers:sevalla::default") == "dev"
