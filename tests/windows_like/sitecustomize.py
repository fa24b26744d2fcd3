"""Makes a Python refuse what Windows refuses: a folder for PYTHONPATH of a process under test.

Not Windows: its paths, its locks and its consoles are not here. What is here: no Unix signals, no
parent that changes, no `fork`, `exec` and the like, no modules and flags of POSIX, no handlers of
signals in an event loop, no names of files with `:`, no encoding but the one that is said, and no
system that calls itself `posix`.
"""

import asyncio.unix_events
import builtins
import os
import signal
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any

OURS = ("sevalla_provider", "sevalla_emulator", "__main__")

MODULES = {
    "crypt",
    "curses",
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "resource",
    "syslog",
    "termios",
}

# fmt: off
MISSING = {
    "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod", "fchown",
    "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid", "initgroups",
    "killpg", "lchown", "mkfifo", "nice", "pipe2", "setsid", "setuid", "statvfs", "sync",
    "uname",
}
"""What `os` does not have on Windows."""

OTHERWISE = {
    "execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe",
    "getppid", "kill", "umask",
}
"""What it has, and what does something else."""

# fmt: on
KNOWN = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"}

BREAK = signal.SIGUSR1
"""What stands for Ctrl-Break, by which the engine tells a plugin on Windows to end."""

FORBIDDEN = set('<>:"|?*')


def refused(name: str) -> Callable[..., Any]:
    def call(*_arguments: Any, **_named: Any) -> Any:
        raise NotImplementedError(f"{name} is not to be used: Windows has another")

    return call


class System(types.ModuleType):
    """`os`, as it is where our own code asks; others have their own code for each system."""

    def __getattribute__(self, name: str) -> Any:
        asking = str(sys._getframe(1).f_globals.get("__name__"))
        if asking.startswith(OURS):
            if name in MISSING:
                raise AttributeError(f"module 'os' has no attribute {name!r}")
            if name in OTHERWISE:
                return refused(name)
            if name == "name":
                return "nt"
        return super().__getattribute__(name)


real_import = builtins.__import__


def importing(name: str, *others: Any, **named: Any) -> Any:
    names = named.get("globals") or (others[0] if others else None) or {}
    if name in MODULES and str(names.get("__name__")).startswith(OURS):
        raise ModuleNotFoundError(f"{name} is not on Windows", name=name)
    return real_import(name, *others, **named)


def forbid_names(event: str, arguments: tuple[Any, ...]) -> None:
    """Of files that are made or moved in folders of their own: the last part alone."""
    if event in ("open", "os.mkdir", "os.rename", "os.link"):
        for path in arguments[: 2 if event in ("os.rename", "os.link") else 1]:
            name = path.rpartition("/")[2] if isinstance(path, str) else ""
            if FORBIDDEN & set(name) and not path.startswith("<"):
                raise OSError(22, "Windows takes no such name", path)


vars(builtins)["__import__"] = importing
LOOP: Any = asyncio.unix_events.SelectorEventLoop
LOOP.add_signal_handler = refused("add_signal_handler")
for name in {each.name for each in signal.Signals} - KNOWN:
    delattr(signal, name)
vars(signal)["SIGBREAK"] = BREAK
signal.signal(BREAK, lambda *_: os._exit(3))  # who does not hear it is ended by it
os.__class__ = System
sys.addaudithook(forbid_names)
warnings.filterwarnings("ignore", category=EncodingWarning)  # what others leave open is theirs
warnings.filterwarnings("error", category=EncodingWarning, module="sevalla_")
