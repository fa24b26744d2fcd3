"""Hosts that are forked off a process that has loaded everything: they start in no time."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty
from tools.workbench.ways import Way

from acceptance.provider_host import ProviderHost, connected
from acceptance.speech import SPEECHES

BUSY = 1.0
"""Seconds for the answer to a `Cancel`."""

PATIENCE = 5.0
"""Seconds for a host to end in order."""

TEMPLATE = Path(__file__).with_name("template.py")


@dataclass(frozen=True)
class Forked:
    """A process that is not our own child."""

    pid: int
    handle: int

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, number)

    def end_in_order(self, host: ProviderHost) -> bool:
        """End it as the engine does after a run; whether it ended by itself."""
        cancel(host)
        self.send_signal(signal.SIGINT)
        return self.ends_within(PATIENCE)

    def ends_within(self, seconds: float) -> bool:
        return bool(select.select([self.handle], [], [], seconds)[0])


def cancel(host: ProviderHost) -> None:
    """Say `Cancel`; a host that has enough to do answers nobody."""
    with suppress(grpc.RpcError):
        host.service.Cancel(Empty(), timeout=BUSY)


class Template:
    """The process that hosts of one way in are forked off."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self._speech = SPEECHES[way.name]
        self._process = subprocess.Popen(
            [sys.executable, "-u", str(TEMPLATE), self._speech.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def host(
        self, environment: Mapping[str, str], engine: str, ahead: float
    ) -> Iterator[tuple[ProviderHost, Forked]]:
        """Start a host; it ends with the block.

        Args:
            engine: where it finds an engine's log.
            ahead: seconds by which its clock is ahead of this machine's.
        """
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "output"
            os.mkfifo(output)
            wanted = {
                "environment": dict(environment),
                "engine": engine,
                "ahead": ahead,
                "output": str(output),
            }
            process = self._fork(json.dumps(wanted))
            try:
                with output.open() as said, connected(int(said.readline()), self._speech) as host:
                    yield host, process
            finally:
                process.send_signal(signal.SIGKILL)
                process.ends_within(60)
                os.close(process.handle)

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _fork(self, wanted: str) -> Forked:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{wanted}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        return Forked(pid, os.pidfd_open(pid))
