"""The main job, on this machine: an environment from nothing to live, against the emulator.

Ends with status 0 only if every step showed what it should; cleans up whatever happens.
"""

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from rich.console import Console

from sevalla_emulator.control.messages import LogEntry
from tools.demo import tunnels
from tools.demo.echo import ask, echo_server
from tools.demo.emulator import API_KEY, DATABASE_PASSWORD, Emulator, emulator
from tools.demo.report import NotShownError, Report
from tools.workbench.stack import Stack

EXAMPLE = Path(__file__).parents[2] / "examples" / "environment-dynamic"
PROVISIONING_SECONDS = 2.0
DEPLOYMENT_SECONDS = 1.0
RESOURCES = 12
"""An application, four processes, its variables, a deployment, two TCP proxies, a domain, and a
database that the application is connected to."""

DRIFT_FOUND = 7
"""The engine's exit code when no changes were expected, and there are some."""


def main() -> int:
    signal.signal(signal.SIGTERM, interrupted)
    console = Console(highlight=False)
    report = Report(console)
    code = 1
    try:
        with tempfile.TemporaryDirectory(prefix="pulumi-sevalla-demo-") as folder:
            run(report, Path(folder))
        code = 0
    except NotShownError as error:
        console.print(f"[red]{error}")
    except KeyboardInterrupt:
        console.print("[red]interrupted; everything has been cleaned up")
        code = 130
    report.summary()
    return code


def interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(report: Report, folder: Path) -> None:
    """Show every step. Raises `NotShownError`."""
    report.console.print(
        "The emulator stands in for the two APIs; engine and provider are the real ones."
    )
    with emulator(folder) as api, echo_server() as port:
        stack = prepared(api, folder, port)
        create(report, stack, api)
        connect(report, stack)
        nothing_to_do(report, stack, api)
        change_a_variable(report, stack, api)
        changed, deleted = meddle(report, stack, api)
        find_drift(report, stack, changed, deleted)
        heal(report, stack, changed, deleted)
        destroy(report, stack, api)
        tunnels.run(report, folder, api)


def prepared(api: Emulator, folder: Path, port: int) -> Stack:
    """Make a stack of the example's program, in an account that holds nothing."""
    api.control.change_settings(
        provisioning={"seconds": PROVISIONING_SECONDS}, deployment={"seconds": DEPLOYMENT_SECONDS}
    )
    # Else half of the destroy would be a wait for the ten changes of one application a minute.
    api.control.lift_limits()
    place = folder / "stack"
    place.mkdir()
    environment = {
        "SEVALLA_API_KEY": API_KEY,
        "SEVALLA_API_URL": api.url,
        "SEVALLA_POLL_INTERVAL": "1",
    }
    stack = Stack(place, EXAMPLE, environment, live=True)
    stack.configure(
        clusterId=api.cluster("europe-west3"),
        resourceTypeId=api.size("s1"),
        databaseResourceTypeId=api.database_size("db1"),
        webPort=str(port),
    )
    stack.configure_secrets(databasePassword=DATABASE_PASSWORD)
    return stack


def create(report: Report, stack: Stack, api: Emulator) -> None:
    with report.step("pulumi up, from nothing") as step:
        made = stack.up().changed
        step.expect(len(made) == RESOURCES, f"made {len(made)} resources, not {RESOURCES}")
        there = api.control.objects()
        waiting = [proxy.id for proxy in there.tcp_proxies if proxy["status"] != "ready"]
        step.expect(not waiting, f"returned before {waiting} were ready")
        states = [each["status"] for each in there.deployments]
        step.expect(states == ["success"], f"the deployments are {states}")
        web = [each for each in there.processes if each["type"] == "web"]
        step.expect(len(web) == 1, f"{len(web)} web processes")
        step.showed = "an application with 4 processes, a domain and a database: live"


def connect(report: Report, stack: Stack) -> None:
    with report.step("Connect through a proxy") as step:
        proxy = stack.state()["TcpProxy webProxy"]["outputs"]
        address = (proxy["hostname"], int(proxy["externalPort"]))
        question = "hello through the proxy"
        answer = ask(address, question)
        step.expect(answer == f"echo: {question}", f"{address} answered {answer!r}")
        step.showed = f'{address[0]}:{address[1]} answered "{answer}"'


def nothing_to_do(report: Report, stack: Stack, api: Emulator) -> None:
    with report.step("pulumi up, again") as step:
        api.control.clear_log()
        outcome = stack.up()
        writes = api.control.counters().writes
        step.expect(outcome.code == 0, f"exit code {outcome.code}")
        step.expect(not outcome.changed, f"changed {outcome.changed}")
        step.expect(writes == 0, f"{writes} writes reached the API")
        step.showed = "nothing to do: 0 changes, 0 writes to the API"


def change_a_variable(report: Report, stack: Stack, api: Emulator) -> None:
    with report.step("Change a variable, pulumi up") as step:
        stack.configure(logLevel="debug")
        api.control.clear_log()
        stack.up().succeeded()
        writes = sorted(f"{each.method} {each.path}" for each in writes_of(api))
        step.expect([each.split()[0] for each in writes] == ["POST", "PUT"], f"sent {writes}")
        states = [each["status"] for each in api.control.objects().deployments]
        step.expect(states == ["success"] * 2, f"the deployments are {states}")
        step.showed = "one PUT, one deployment, and it is live"


def writes_of(api: Emulator) -> list[LogEntry]:
    return [each for each in api.control.requests() if each.method != "GET"]


def meddle(report: Report, stack: Stack, api: Emulator) -> tuple[str, str]:
    changed, deleted = "Process worker", "TcpProxy workerProxy"
    with report.step("Meddle behind Pulumi's back") as step:
        state = stack.state()
        process_id = state[changed]["outputs"]["processId"]
        proxy_id = state[deleted]["outputs"]["tcpProxyId"]
        api.control.change_object(process_id, {"display_name": "Somebody was here"})
        api.control.remove_object(proxy_id)
        step.showed = f"renamed {changed}, deleted {deleted}"
    return changed, deleted


def find_drift(report: Report, stack: Stack, changed: str, deleted: str) -> None:
    with report.step("pulumi refresh --preview-only --expect-no-changes") as step:
        outcome = stack.drift()
        step.expect(outcome.code == DRIFT_FOUND, f"exit code {outcome.code}, not {DRIFT_FOUND}")
        expected = {changed: "update", deleted: "delete"}
        step.expect(outcome.changed == expected, f"found {outcome.changed}, not {expected}")
        step.showed = f"exit code {DRIFT_FOUND}, naming exactly {changed} and {deleted}"


def heal(report: Report, stack: Stack, changed: str, deleted: str) -> None:
    with report.step("pulumi up --refresh") as step:
        outcome = stack.up(None, "--refresh")
        expected = {changed: "update", deleted: "create"}
        step.expect(outcome.code == 0, f"exit code {outcome.code}")
        step.expect(outcome.changed == expected, f"did {outcome.changed}, not {expected}")
        step.expect(stack.drift().code == 0, "there is still drift")
        step.showed = "healed exactly these two; no drift any more"


def destroy(report: Report, stack: Stack, api: Emulator) -> None:
    with report.step("pulumi destroy") as step:
        outcome = stack.destroy()
        step.expect(outcome.code == 0, f"exit code {outcome.code}")
        there = api.control.objects()
        kinds = (there.applications, there.processes, there.env_vars, there.databases)
        left = [each.id for kind in kinds for each in kind]
        step.expect(not left, f"left behind: {left}")
        step.showed = "the API holds neither application nor database any more"


if __name__ == "__main__":
    sys.exit(main())
