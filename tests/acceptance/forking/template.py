"""A process that has loaded all that a host needs, and becomes one as often as it is asked to.

`template.py MODULE`, in a folder of its own, because Python looks for modules beside what it runs.
Each line of standard input is a host to fork, in JSON: its environment, the address of its engine,
by how many seconds its clock is ahead, and the pipe that shall be its standard output. The answer
is its process.
"""

import faulthandler
import gc
import importlib
import json
import os
import runpy
import signal
import sys
import time
from typing import Any

NATIVE = "sevalla_provider.plugin"
DYNAMIC = "pulumi.dynamic"
LOADED = {
    NATIVE: ("sevalla_provider.plugin.server", "sevalla_provider.plugin.provider"),
    DYNAMIC: (
        DYNAMIC,
        "dill",
        "grpc",
        "pulumi.runtime.proto",
        "sevalla_provider.dynamic",
    ),
}


def serve(module: str) -> None:
    sys.path.pop(0)
    if module == NATIVE:
        from sevalla_provider.plugin.fast_start import load_only_what_serves

        load_only_what_serves()
    for name in LOADED[module]:
        importlib.import_module(name)
    faulthandler.enable()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        host = os.fork()
        if host == 0:
            become(module, json.loads(line))
        sys.stdout.write(f"{host}\n")
        sys.stdout.flush()


def become(module: str, wanted: dict[str, Any]) -> None:
    """Be a host, as a process of its own would."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # A shell without job control lets what it starts in the background ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(wanted["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(wanted["output"], os.O_WRONLY), 1)
    sys.argv = [module, wanted["engine"]]
    set_clock(wanted["ahead"])
    if module == NATIVE:
        from sevalla_provider.plugin.server import main

        main(sys.argv[1], os.getppid())
        os._exit(0)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit()


def set_clock(ahead: float) -> None:
    """Move the provider's time. That of everybody else stays: gRPC would wait for that long."""
    from sevalla_provider.clock import SystemClock

    SystemClock.wall = lambda _self: time.time() + ahead  # type: ignore[assignment]


serve(sys.argv[1])
