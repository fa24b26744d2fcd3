"""The plugin's start and end, its memory, and how much it does at once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE, Way

from benchmarks.chapters.refresh import refreshed
from benchmarks.laboratory import PATIENCE, UP, Laboratory
from benchmarks.programs import pairs, proxies
from benchmarks.traffic import moment, requests_to
from benchmarks.watching import resident_memory
from sevalla_emulator.testing import LogEntry

STARTS = 9
TIMES_IMPORT = 2.5
IDLE_MEMORY = 55
MANY = 250
"""Pairs: 500 resources."""

AT_ONCE, SHORTLY = 40, 0.5
LONG_AFTER = 30.0
"""Seconds of provisioning that a cancelled run need not wait for; Pulumi's dynamic host, which
knows no Cancel, does."""

INFO = "/pulumirpc.ResourceProvider/GetPluginInfo"


def measure(lab: Laboratory) -> None:
    if NATIVE in lab.ways:
        with lab.at(case="the plugin", way=NATIVE):
            start(lab)
            memory(lab)
    for way in lab.ways:
        with lab.at(case="preview of one resource over an empty stack", way=way):
            preview(lab, way)
        with lab.at(case=f"{AT_ONCE} proxies of {SHORTLY} s, --parallel {AT_ONCE}", way=way):
            at_once(lab, way)
        with lab.at(case="Cancel (SIGINT)", way=way):
            cancel(lab, way)


def start(lab: Laboratory) -> None:
    """Compare the time to the port with the import of what makes a port possible."""
    script = plugin(lab)
    ports, imports = [], []
    for _ in range(STARTS):
        imports.append(seconds_to_import())
        ports.append(seconds_to_port(script))
    lab.figures.ratio("exec to port ÷ import grpc.aio", min(ports) / min(imports), TIMES_IMPORT)
    lab.figures.seconds("exec to port", min(ports))
    lab.figures.seconds("import grpc.aio", min(imports))


def memory(lab: Laboratory) -> None:
    process, port = started(plugin(lab))
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            ask = channel.unary_unary(
                INFO,
                request_serializer=Empty.SerializeToString,
                response_deserializer=plugin_pb2.PluginInfo.FromString,
            )
            ask(Empty())  # is answered once everything is loaded
        idle = resident_memory(process.pid)
    finally:
        process.terminate()
        process.wait()
    lab.figures.megabytes("memory at idle", idle, IDLE_MEMORY)
    peak = refreshed(lab, NATIVE, MANY).ours.watched.peak
    lab.figures.megabytes(f"memory after {2 * MANY} resources", peak, note="refresh, at its peak")


def plugin(lab: Laboratory) -> Path:
    (script,) = lab.stack(NATIVE).home.glob("plugins/*/pulumi-resource-sevalla")
    return script


def started(script: Path) -> "tuple[subprocess.Popen[str], str]":
    process = subprocess.Popen([script, "127.0.0.1:1"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as lines:
        return process, lines.readline().strip()


def seconds_to_port(script: Path) -> float:
    began = time.monotonic()
    process, _ = started(script)
    took = time.monotonic() - began
    process.terminate()
    process.wait()
    return took


def seconds_to_import() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import grpc.aio"], check=True)
    return time.monotonic() - began


def preview(lab: Laboratory, way: Way) -> None:
    """Compare with the same by a provider whose work costs nothing, and with no resource at all."""
    app_id = lab.fresh()
    one = {"process-0": pairs(app_id, 1)["process-0"]}
    ours, free = lab.stack(way), lab.free_stack(way)
    walls: dict[str, list[float]] = {"ours": [], "free": [], "empty": []}
    for _ in range(lab.repeat):
        for name, stack, program in (("ours", ours, one), ("free", free, one), ("empty", ours, {})):
            stack.declare(program)
            run = lab.run(stack, "preview")
            run.outcome.succeeded()
            walls[name].append(run.wall)
    quickest = {name: min(taken) for name, taken in walls.items()}
    lab.figures.seconds(
        "added to an empty program",
        quickest["ours"] - quickest["empty"],
        note=f"a free provider adds {quickest['free'] - quickest['empty']:.2f} s",
    )


def at_once(lab: Laboratory, way: Way) -> None:
    lab.empty()
    made = lab.api.control.seed(applications=1, processes=1)
    (app,), (process,) = made.applications, made.processes
    lab.api.control.change_settings(provisioning={"seconds": SHORTLY})
    stack = lab.stack(way)
    program = proxies(app.id, process.id, AT_ONCE)
    stack.declare(program)
    run = lab.run(stack, *UP, "--parallel", str(AT_ONCE), watch=True)
    run.outcome.succeeded()
    requests = requests_to(lab.api.control.requests(), app.id)
    names = {each["props"]["port"]: f"TcpProxy {name}" for name, each in program.items()}
    begun = [moment(entry) for entry in requests.writes]
    ended = [run.watched.ended[names[port_of(entry)]] for entry in requests.writes]
    lab.figures.count("calls in flight, at most", most_at_once(begun, ended))
    lab.figures.seconds("first POST to last ready", max(ended) - min(begun))


def port_of(entry: LogEntry) -> int:
    """The port that the body of a POST asks for; Pulumi's numbers may be 80.0."""
    assert isinstance(entry.body, dict)
    port = entry.body["port"]
    assert isinstance(port, int | float)
    return int(port)


def most_at_once(begun: list[float], ended: list[float]) -> int:
    """The most intervals that hold one moment."""
    changes = sorted([*((at, 1) for at in begun), *((at, -1) for at in ended)])
    now = most = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most


def cancel(lab: Laboratory, way: Way) -> None:
    lab.empty()
    made = lab.api.control.seed(applications=1, processes=1)
    (app,), (process,) = made.applications, made.processes
    lab.api.control.change_settings(provisioning={"seconds": LONG_AFTER})
    stack = lab.stack(way)
    stack.declare(proxies(app.id, process.id, 4))
    took = seconds_to_cancel(lab, stack, 4)
    lab.figures.seconds("SIGINT to the end of the run", took)
    known = {each["id"].rpartition("/")[2] for each in stack.state().values()}
    there = {each.id for each in lab.api.control.objects().tcp_proxies}
    lab.figures.count(
        "objects that are not in state",
        len(there - known),
        note="taken over by the next up" if there - known else "",
    )


def seconds_to_cancel(lab: Laboratory, stack: Stack, posts: int) -> float:
    running = stack.start(*UP)
    try:
        while lab.api.control.counters().writes < posts:
            time.sleep(0.1)
        time.sleep(2)  # all have begun to wait
        began = time.monotonic()
        running.signal(signal.SIGINT)
        running.end(PATIENCE)
        return time.monotonic() - began
    finally:
        stack.stop()
