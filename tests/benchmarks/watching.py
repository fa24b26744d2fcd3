"""What is seen of a command while it runs: the engine's events as they come, and the plugin."""

import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tools.workbench.outcome import name_of
from tools.workbench.running import Running, text_of

LOOK_EVERY = 0.02
"""Seconds between two looks at the events."""

PROCESS_LOOK = 10
"""A look at the processes comes with every so many looks at the events: it costs more."""

TICKS = os.sysconf("SC_CLK_TCK")
BEGINNING, END = "resourcePreEvent", "resOutputsEvent"


@dataclass
class Watched:
    """What was seen.

    Attributes:
        began, ended: the wall clock's time of each of our resources' steps, by `TcpProxy proxy-1`.
        peak: the most memory that the plugin has had, in MB.
        cpu: seconds of processor time that the plugin has used.
    """

    began: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    peak: float = 0.0
    cpu: float = 0.0


class Watch:
    """Looks on from a thread of its own until the block is left."""

    def __init__(self, running: Running) -> None:
        self.seen = Watched()
        self._running = running
        self._over = threading.Event()
        self._read = 0
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look_on(self) -> None:
        looks = 0
        while not self._over.wait(LOOK_EVERY):
            if looks % PROCESS_LOOK == 0:
                self._look_at_processes()
            self._read_events()
            looks += 1
        self._read_events()

    def _look_at_processes(self) -> None:
        hosts = self._running.hosts()
        self.seen.peak = max(self.seen.peak, sum(map(peak_memory, hosts)))
        self.seen.cpu = max(self.seen.cpu, sum(map(cpu_seconds, hosts)))

    def _read_events(self) -> None:
        try:
            with self._running.log.open("rb") as log:
                log.seek(self._read)
                news = log.read()
        except FileNotFoundError:
            return
        whole, newline, _ = news.rpartition(b"\n")
        self._read += len(whole) + len(newline)
        now = time.time()
        for line in whole.splitlines():
            self._note(json.loads(line), now)

    def _note(self, event: Mapping[str, Any], now: float) -> None:
        for kind, times in ((BEGINNING, self.seen.began), (END, self.seen.ended)):
            metadata = event.get(kind, {}).get("metadata", {})
            if "sevalla:" in metadata.get("type", ""):
                times.setdefault(name_of(metadata["type"], metadata["urn"]), now)


def memory_of(pid: int, field_name: str) -> float:
    """A figure of a process's memory in MB; 0 when it has ended."""
    for line in text_of(Path(f"/proc/{pid}/status")).splitlines():
        name, _, value = line.partition(":")
        if name == field_name:
            return int(value.split()[0]) / 1024
    return 0.0


def peak_memory(pid: int) -> float:
    return memory_of(pid, "VmHWM")


def resident_memory(pid: int) -> float:
    return memory_of(pid, "VmRSS")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used; 0 when it has ended."""
    fields = text_of(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0
