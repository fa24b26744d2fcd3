"""Run a module at a later time: `begin.py SECONDS MODULE ARGUMENT…`, in a folder of its own.

A folder, because Python looks for modules beside what it runs.
"""

import runpy
import signal
import sys
import time

from sevalla_provider.clock import SystemClock


def begin() -> None:
    ahead, module, *arguments = sys.argv[1:]
    seconds = float(ahead)
    # The time of everybody else stays: gRPC would wait for that long.
    SystemClock.wall = lambda _self: time.time() + seconds  # type: ignore[assignment]
    # A shell without job control lets what it starts in the background ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path.pop(0)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


begin()
