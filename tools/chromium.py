"""Finds Chromium, or installs it from Debian's packages; `python -m tools.chromium` prints where.

Only the standard library is used, so that CI can run this before anything is set up.
"""

import os
import shutil
import subprocess
import sys

VARIABLE = "CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 300  # seconds for each of apt-get's two steps


class NoChromiumError(Exception):
    """There is none, and none can be had; the message says why."""


def chromium() -> str:
    """Return the path of a Chromium.

    Raises:
        NoChromiumError: none is there, and none can be installed.
    """
    return _found() or _installed()


def _found() -> str:
    told = os.environ.get(VARIABLE, "")
    if told and not shutil.which(told):
        raise NoChromiumError(f"{VARIABLE} is {told}, which is no program")
    return next((path for name in (told, *NAMES) if name and (path := shutil.which(name))), "")


def _installed() -> str:
    none = f"no Chromium ({', '.join(NAMES)}, or what {VARIABLE} says)"
    if os.name != "posix" or os.getuid() != 0 or not shutil.which("apt-get"):
        raise NoChromiumError(f"{none}, and only root can install one by apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "-qq", *step]
        try:
            subprocess.run(
                command, check=True, env=environment, capture_output=True, timeout=PATIENCE
            )
        except (subprocess.SubprocessError, OSError) as problem:
            raise NoChromiumError(f"{none}, and {' '.join(command)} failed: {problem}") from problem
    found = _found()
    if not found:
        raise NoChromiumError(f"{none}, and apt-get installed none by such a name")
    return found


if __name__ == "__main__":
    try:
        print(chromium())
    except NoChromiumError as problem:
        sys.exit(f"chromium: {problem}")
