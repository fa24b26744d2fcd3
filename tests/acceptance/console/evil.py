"""A web application on this machine that a tunnel shows, and that is no friend of the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_PAGE = b"<!doctype html><title>evil</title><iframe name=frame></iframe>"
_WORKER = b"self.addEventListener('fetch', (event) => event.respondWith(new Response('evil')))"


class _Evil(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        script = self.path.endswith(".js")
        self.send_response(200)
        self.send_header("content-type", "text/javascript" if script else "text/html")
        # As the console has it, so that their windows might know each other; and a wider scope.
        self.send_header("cross-origin-opener-policy", "same-origin")
        self.send_header("service-worker-allowed", "/")
        self.end_headers()
        self.wfile.write(_WORKER if script else _PAGE)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def evil_application() -> Iterator[int]:
    """Serve it; yields its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Evil) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()
