"""A small server that stands in for the process behind a TCP proxy, and a client."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ANSWER_WITHIN = 5.0
"""Seconds."""


class Echo(socketserver.StreamRequestHandler):
    """Sends back each line."""

    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(b"echo: " + line)


@contextmanager
def echo_server() -> Iterator[int]:
    """Serve on a free loopback port; yields the port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def ask(address: tuple[str, int], line: str) -> str:
    """Send one line to `address`, return the line that comes back."""
    with socket.create_connection(address, timeout=ANSWER_WITHIN) as connection:
        connection.sendall(f"{line}\n".encode())
        with connection.makefile() as answers:
            return answers.readline().strip()
