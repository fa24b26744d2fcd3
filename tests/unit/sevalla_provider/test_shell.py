import os
import shlex

import pytest

from sevalla_provider.shell import joined, quoted

URN = "urn:pulumi:dev::shop::sevalla:index:Application$sevalla:index:Process::web"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(os, "name", "nt")
    return monkeypatch


@pytest.mark.parametrize("word", ["dev", "a b", "it's", URN, ""])
def test_a_posix_shell_reads_one_word(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("dev", "dev"),
        ("org/shop/dev", "org/shop/dev"),
        (r"C:\Users\me\shop", r"C:\Users\me\shop"),
        (r"C:\Program Files\shop", r"'C:\Program Files\shop'"),
        ("it's", "'it''s'"),
        (URN, f"'{URN}'"),  # or PowerShell takes `$sevalla` for a variable
        ("", "''"),
    ],
)
def test_on_windows_a_word_is_quoted_for_powershell(
    windows: pytest.MonkeyPatch, word: str, shown: str
) -> None:
    found = quoted(word)
    windows.undo()
    assert found == shown


def test_a_command_is_one_line() -> None:
    assert joined(["pulumi", "-C", "a b", "preview"]) == "pulumi -C 'a b' preview"
