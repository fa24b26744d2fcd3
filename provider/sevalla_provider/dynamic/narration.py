"""Words for the user, from inside the dynamic provider process, by the engine's own log."""

import sys
from functools import cache

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc
from typing_extensions import override

from sevalla_provider.progress import Narrator
from sevalla_provider.terminal import watched

_on_their_way: "set[grpc.Future[empty_pb2.Empty]]" = set()

TELL_TIMEOUT = 2.0
"""Seconds to wait for an engine that does not take a message."""

STRAIGHT = (("grpc.enable_http_proxy", 0),)
"""The engine is on this machine, whatever `http_proxy` says."""


class EngineNarrator(Narrator):
    """Speaks for one resource, on its own row.

    Where the host does not let us see the resource's URN, the words appear on the stack's row, and
    begin with the resource's name.
    """

    def __init__(self, label: str, urn: str) -> None:
        self._label = label
        self._urn = urn

    @property
    @override
    def live(self) -> bool:
        return _watched()

    @override
    def status(self, text: str) -> None:
        self._log(text, engine_pb2.INFO, passing=True)

    @override
    def note(self, text: str) -> None:
        self._log(text, engine_pb2.INFO, passing=False)

    @override
    def warn(self, text: str) -> None:
        self._log(text, engine_pb2.WARNING, passing=False)

    def _log(self, text: str, severity: engine_pb2.LogSeverity.ValueType, *, passing: bool) -> None:
        engine = _engine()
        if engine is None:
            return
        message = text if self._urn or not text else f"{self._label}: {text}"
        request = engine_pb2.LogRequest(
            severity=severity, message=message, urn=self._urn, ephemeral=passing
        )
        # Nobody waits for the answer: words must never hold up the work, nor make it fail. But
        # a call that nobody holds is cancelled.
        call = engine.Log.future(request, timeout=TELL_TIMEOUT)
        _on_their_way.add(call)
        call.add_done_callback(_on_their_way.discard)


@cache
def _watched() -> bool:
    return watched()


@cache
def _engine() -> engine_pb2_grpc.EngineStub | None:
    """The engine, whose address is the plugin's last argument; None outside of a plugin."""
    host, colon, port = sys.argv[-1].rpartition(":")
    if not (host and colon and port.isdigit()):
        return None
    return engine_pb2_grpc.EngineStub(grpc.insecure_channel(sys.argv[-1], STRAIGHT))
