"""Files in the user's own folder: whole at any moment, readable by nobody else, always UTF-8."""

import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OWN_FILE, OWN_FOLDER = 0o600, 0o700
"""What they hold (which resource of which stack, where) is nobody else's business."""

SCRATCH = ".tmp"

TRIES, MOMENT = 20, 0.01
"""How often, and after how many seconds, that is tried again which another reader forbids."""


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter. Raises `OSError`."""
    folder.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid == os.getuid():
        folder.chmod(OWN_FOLDER)


def write(path: Path, text: str, *, durable: bool = False) -> None:
    """Replace a file as a whole: a killed process leaves the old one or the new one.

    Args:
        durable: whether it must survive the machine, too. Then its folder is synced as well, or
            the name could be lost with it.

    Raises:
        OSError: it could not be written.
    """
    replace(_written(path, text, durable=durable), path)
    if durable:
        _sync_folder(path.parent)


def replace(scratch: Path, path: Path) -> None:
    """Put a file in the place of another. Raises `OSError`."""
    _patiently(lambda: scratch.replace(path))


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raises `OSError`."""
    _patiently(lambda: path.unlink(missing_ok=True))


def write_new(path: Path, text: str) -> bool:
    """Write a durable file that must not exist yet; return whether it did not. Raises `OSError`."""
    scratch = _written(path, text, durable=True)
    try:
        path.hardlink_to(scratch)
    except FileExistsError:
        return False
    finally:
        remove(scratch)
    _sync_folder(path.parent)
    return True


def write_once(path: Path, text: str) -> str:
    """Write a durable file, unless it is there; return what it holds. Raises `OSError`.

    Whoever comes at the same time gets the same text.
    """
    if not path.exists():
        # Of a name of its own: another writer must not write into what has got its name already.
        mine = path.with_name(f"{path.name}-{uuid.uuid4().hex}")
        scratch = _written(mine, text, durable=True)
        try:
            with suppress(FileExistsError):
                path.hardlink_to(scratch)
        finally:
            remove(scratch)
        _sync_folder(path.parent)
    return path.read_text(encoding="utf-8")


def _written(path: Path, text: str, *, durable: bool) -> Path:
    scratch = path.with_suffix(SCRATCH)
    with open(scratch, "wb", opener=lambda name, how: os.open(name, how, OWN_FILE)) as file:
        file.write(text.encode())
        if durable:
            file.flush()
            os.fsync(file.fileno())
    return scratch


def _patiently(action: Callable[[], object]) -> None:
    """Do it once nobody is just reading the file: only Windows refuses it until then."""
    for _ in range(TRIES):
        try:
            action()
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(MOMENT)
        else:
            return
    action()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # there the name goes with the file
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
