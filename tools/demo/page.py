"""A small web page that stands in for the preview behind a tunnel, and a visitor."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWER_WITHIN = 5.0
"""Seconds."""

PAGE = b"a preview of the shop"


class Page(BaseHTTPRequestHandler):
    """Shows the same page to whoever asks."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def web_page() -> Iterator[int]:
    """Serve on a free loopback port; yields the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def visit(address: str, method: str = "GET") -> tuple[int, str]:
    """Send one request; the status, and what came back."""
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_WITHIN) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
