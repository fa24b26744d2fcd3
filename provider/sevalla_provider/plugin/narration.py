"""Words for the user, on the row of the resource that they are about."""

import asyncio
from contextlib import suppress

import grpc.aio
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2
from typing_extensions import override

from sevalla_provider.progress import Narrator
from sevalla_provider.terminal import watched

LOG = "/pulumirpc.Engine/Log"

TELL_TIMEOUT = 2.0
"""Seconds to wait for an engine that does not take a message."""

STRAIGHT = (("grpc.enable_http_proxy", 0),)
"""The engine is on this machine, whatever `http_proxy` says."""


class EngineLog:
    """The engine's log. `address` is empty where there is no engine.

    Attributes:
        result_alone: whether information would stand beside the result of a command, in what a
            script reads: then what passes is left out, and what stays is a warning.
    """

    def __init__(self, address: str) -> None:
        self.result_alone = False
        self._address = address
        self.watched = bool(address) and watched()
        self._channel: grpc.aio.Channel | None = None
        self._on_their_way: set[asyncio.Task[None]] = set()

    def say(
        self, urn: str, text: str, severity: engine_pb2.LogSeverity.ValueType, *, passing: bool
    ) -> None:
        """Send, and go on: words must never hold up the work, nor make it fail."""
        if not self._address or (passing and self.result_alone):
            return
        severity = engine_pb2.WARNING if self.result_alone else severity
        request = engine_pb2.LogRequest(severity=severity, message=text, urn=urn, ephemeral=passing)
        task = asyncio.create_task(self._send(request))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)

    async def _send(self, request: engine_pb2.LogRequest) -> None:
        with suppress(Exception):  # nobody waits for it, and nobody could mend it
            if self._channel is None:
                self._channel = grpc.aio.insecure_channel(self._address, STRAIGHT)
            log = self._channel.unary_unary(
                LOG,
                request_serializer=engine_pb2.LogRequest.SerializeToString,
                response_deserializer=Empty.FromString,
            )
            await log(request, timeout=TELL_TIMEOUT)


class ResourceNarrator(Narrator):
    """Speaks for one resource."""

    def __init__(self, log: EngineLog, urn: str) -> None:
        self._log = log
        self._urn = urn

    @property
    @override
    def live(self) -> bool:
        return self._log.watched

    @override
    def status(self, text: str) -> None:
        self._log.say(self._urn, text, engine_pb2.INFO, passing=True)

    @override
    def note(self, text: str) -> None:
        self._log.say(self._urn, text, engine_pb2.INFO, passing=False)

    @override
    def warn(self, text: str) -> None:
        self._log.say(self._urn, text, engine_pb2.WARNING, passing=False)
