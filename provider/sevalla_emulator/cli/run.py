"""A command in the foreground, and an emulator beside it for as long as it runs."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

import typer

from sevalla_emulator.cli.failure import Failure
from sevalla_emulator.cli.options import ServingOptions
from sevalla_emulator.cli.serving import Emulator, opened
from sevalla_emulator.serving.server import serve_in_thread

_POLL_SECONDS = "0.2"  # the emulator has settled what it is asked to long before
_ANY_FREE_PORT = 0
_OF_A_SHELL = 128  # and the signal's number: how shells tell that a command was ended by one

Handler: TypeAlias = Callable[[int, FrameType | None], None]


def run_beside(options: ServingOptions, command: Sequence[str], *, stay: bool) -> int:
    """Run a command, which finds the emulator by its environment; return its exit code.

    Raises:
        Failure: there is no such command, or the emulator cannot start.
    """
    executable = shutil.which(command[0])
    if executable is None:
        raise Failure(f"{command[0]}: no such command")
    foreground = Foreground()
    with (
        foreground.signals(),
        opened(options, _ANY_FREE_PORT) as emulator,
        serve_in_thread(emulator.app, emulator.bound, emulator.certificates),
    ):
        emulator.tell(err=True)
        told = {**os.environ, **environment(emulator, os.environ)}
        code = foreground.run([executable, *command[1:]], told)
        if code == 0 and stay:
            _say("serving on, until Ctrl-C")
            foreground.wait_for_a_signal()
        elif code == 0 and emulator.app.state.backend.workload.reports():
            _say("what runs is stopped now; --stay lets it run on")
    return code


def environment(emulator: Emulator, given: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which the provider finds an emulator."""
    options, addresses, certificates = (
        emulator.options,
        emulator.addresses,
        emulator.certificates,
    )
    return {
        "SEVALLA_API_URL": addresses.url,
        "SEVALLA_API_KEY": options.api_key,
        "PRIVATE_CONNECT_API_URL": addresses.private_connect_url,
        "PRIVATE_CONNECT_API_KEY": options.private_connect_key,
        "SEVALLA_POLL_INTERVAL": given.get("SEVALLA_POLL_INTERVAL", _POLL_SECONDS),
        **({"SSL_CERT_FILE": str(certificates.ca_file)} if certificates else {}),
    }


class Foreground:
    """A command with this terminal and our signals, and what is left to wait for after it.

    What a terminal sends, such as Ctrl-C, reaches the command by itself: it ends first.
    """

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Hear those that want an end, until the block is left."""
        # To the command it would come twice from a terminal; Pulumi takes the second for "at once".
        at_ctrl_c = self._leave_to_the_command if _has_terminal() else self._pass_on
        with _handling({"SIGTERM": self._pass_on, "SIGHUP": self._pass_on, "SIGINT": at_ctrl_c}):
            yield

    def run(self, command: Sequence[str], variables: Mapping[str, str]) -> int:
        """Return its exit code, as a shell would; it does not begin where an end is wanted."""
        if self._stopped.is_set():
            return _OF_A_SHELL + signal.SIGINT
        self._running = subprocess.Popen(command, env=dict(variables))  # noqa: S603 - as it was typed
        code = self._running.wait()
        self._running = None
        return _OF_A_SHELL - code if code < 0 else code

    def wait_for_a_signal(self) -> None:
        """Wait for one that no command gets any more."""
        while not self._stopped.wait(1):  # on Windows a wait without an end hears no Ctrl-C
            pass

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        if self._running:
            self._running.send_signal(number)
        else:
            self._stopped.set()

    def _leave_to_the_command(self, _number: int, _frame: FrameType | None) -> None:
        if not self._running:
            self._stopped.set()


@contextmanager
def _handling(wanted: Mapping[str, Handler]) -> Iterator[None]:
    """Let signals be handled so, those that this system knows."""
    handlers = {getattr(signal, name): one for name, one in wanted.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, one) for number, one in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _has_terminal() -> bool:
    """Whether there is one that sends Ctrl-C to us and to the command alike."""
    if sys.platform == "win32":
        return True  # a console sends it to all that are attached
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _say(sentence: str) -> None:
    typer.echo(f"sevalla-emulator: {sentence}", err=True)
