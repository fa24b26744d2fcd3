"""What Windows refuses while somebody reads the file; on POSIX nothing is waited for."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sevalla_provider import private_files as module
from sevalla_provider.private_files import remove, replace

Action = Callable[[Path, Path], None]

ACTIONS: list[tuple[str, Action]] = [
    ("replace", replace),
    ("unlink", lambda _scratch, path: remove(path)),
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    scratch, path = tmp_path / "new.tmp", tmp_path / "kept.json"
    scratch.write_text("new", "utf-8")
    path.write_text("old", "utf-8")
    return scratch, path


def refuse(monkeypatch: pytest.MonkeyPatch, call: str, times: int) -> None:
    real, left = getattr(os, call), [times]

    def refused(*arguments: object) -> object:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "the file is in use")
        return real(*arguments)

    monkeypatch.setattr(os, call, refused)


@pytest.mark.parametrize(("call", "action"), ACTIONS)
def test_on_windows_it_is_done_once_the_file_is_free(
    monkeypatch: pytest.MonkeyPatch, files: tuple[Path, Path], call: str, action: Action
) -> None:
    with monkeypatch.context() as patched:
        refuse(patched, call, 3)
        patched.setattr(time, "sleep", lambda _seconds: None)
        patched.setattr(os, "name", "nt")
        action(*files)
    assert (files[1].read_text("utf-8") if files[1].exists() else None) != "old"


@pytest.mark.parametrize(("system", "slept"), [("nt", module.TRIES), ("posix", 0)])
@pytest.mark.parametrize(("call", "action"), ACTIONS)
def test_what_stays_refused_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
    files: tuple[Path, Path],
    call: str,
    action: Action,
    system: str,
    slept: int,
) -> None:
    naps: list[float] = []
    with monkeypatch.context() as patched:
        refuse(patched, call, 1000)
        patched.setattr(time, "sleep", naps.append)
        patched.setattr(os, "name", system)
        with pytest.raises(PermissionError):
            action(*files)
    assert len(naps) == slept
