"""What stacks declare."""

from tools.workbench.program import Program

from acceptance.properties import process, proxy

FIRST_PORT = 3000


def pairs(app_id: str, count: int) -> Program:
    """Processes, and a proxy of each."""
    program = {}
    for number in range(count):
        name = f"process-{number}"
        program[name] = process("worker", app_id, display_name=f"Worker {number}")
        program[f"proxy-{number}"] = proxy(app_id, name, FIRST_PORT + number)
    return program


def proxies(app_id: str, process_id: str, count: int) -> Program:
    """Proxies of a process that nobody declares."""
    return {
        f"proxy-{number}": {
            "type": "TcpProxy",
            "props": {"app_id": app_id, "process_id": process_id, "port": FIRST_PORT + number},
        }
        for number in range(count)
    }
