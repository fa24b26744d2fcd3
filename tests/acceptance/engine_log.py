"""The engine's log, for hosts that have no engine: what a user would be told."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class EngineLog(engine_pb2_grpc.EngineServicer):
    """Keeps what it is told.

    Attributes:
        address: to be given to a host.
        said: everything, status lines too.
        warned: warnings and errors.
        noted: what is told for good.
        passing: what is shown in passing.
    """

    def __init__(self) -> None:
        self.address = ""
        self.said: list[str] = []
        self.warned: list[str] = []
        self.noted: list[str] = []
        self.passing: list[str] = []
        self._lock = threading.Lock()

    def Log(self, request: engine_pb2.LogRequest, _context: Any) -> Empty:  # noqa: N802
        with self._lock:
            self.said.append(request.message)
            (self.passing if request.ephemeral else self.noted).append(request.message)
            if request.severity >= engine_pb2.WARNING:
                self.warned.append(request.message)
        return Empty()


@contextmanager
def engine_log() -> Iterator[EngineLog]:
    """Listen until the block is left."""
    log = EngineLog()
    server = grpc.server(ThreadPoolExecutor(4))
    engine_pb2_grpc.add_EngineServicer_to_server(log, server)
    log.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield log
    finally:
        server.stop(None)
