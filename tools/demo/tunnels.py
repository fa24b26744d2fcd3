"""The second act: tunnels of Private Connect, with the plugin and a program in YAML."""

import socket
from pathlib import Path

from tools.demo.echo import ask, echo_server
from tools.demo.emulator import PRIVATE_CONNECT_KEY, Emulator
from tools.demo.page import PAGE, visit, web_page
from tools.demo.report import Report
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

EXAMPLE = Path(__file__).parents[2] / "examples" / "tunnels-yaml"
REFUSED = 405


def run(report: Report, folder: Path, api: Emulator) -> None:
    """Show every step. Raises `NotShownError`."""
    with echo_server() as database, web_page() as preview:
        local_port = free_port()
        stack = prepared(api, folder, database, preview, local_port)
        with report.step("pulumi up, with tunnels") as step:
            made = stack.up().succeeded().changed
            step.expect(len(made) == len(stack.state()), f"made {made}")
            step.showed = "2 tunnels, a connection and a share, by the plugin"
        with report.step("Connect through the tunnel") as step:
            answer = ask(("127.0.0.1", local_port), "hello database")
            step.expect(answer == "echo: hello database", f"answered {answer!r}")
            step.showed = f'127.0.0.1:{local_port} answered "{answer}"'
        with report.step("Visit the share") as step:
            link = stack.pulumi("stack", "output", "link", "--show-secrets").text.strip()
            status, page = visit(link)
            step.expect(page.encode() == PAGE, f"answered {status} {page!r}")
            refused, _ = visit(link, method="POST")
            step.expect(refused == REFUSED, f"POST was answered by {refused}")
            step.showed = f'GET showed "{page}", POST was refused ({refused})'
        with report.step("pulumi destroy, with tunnels") as step:
            stack.destroy().succeeded()
            left = api.control.objects()
            step.expect(not (left.tunnels or left.shares), "something is left")
            step.showed = "the API holds no tunnel and no share any more"


def prepared(api: Emulator, folder: Path, database: int, preview: int, local_port: int) -> Stack:
    """Make two agents, and a stack of the example's program."""
    place = folder / "tunnels"
    place.mkdir()
    environment = {
        "PRIVATE_CONNECT_API_KEY": PRIVATE_CONNECT_KEY,
        "PRIVATE_CONNECT_API_URL": api.private_connect_url,
        "SEVALLA_POLL_INTERVAL": "1",
    }
    stack = Stack(place, EXAMPLE, environment, NATIVE, live=True)
    stack.configure(
        agentId=api.control.make_agent("staging").id,
        teammateId=api.control.make_agent("teammate").id,
        databaseTarget=f"127.0.0.1:{database}",
        previewTarget=f"127.0.0.1:{preview}",
        localPort=str(local_port),
    )
    return stack


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
