"""Probes (`docs/contract/sevalla-v3.md`, Processes; minimums are those of Kubernetes)."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from sevalla_emulator.wire import WHOLE, CamelBody, Omittable, Port

_LARGEST = 2_147_483_647  # Kubernetes keeps these in 32 bits

_FromZero: TypeAlias = Annotated[int, Field(ge=0, le=_LARGEST), WHOLE]
_FromOne: TypeAlias = Annotated[int, Field(ge=1, le=_LARGEST), WHOLE]
_Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]

ACTIONS = ("exec", "httpGet", "tcpSocket")


class ExecAction(CamelBody):
    """A command that ends with 0 when all is well."""

    command: Annotated[list[str], Field(min_length=1)]


class HttpHeader(CamelBody):
    """A header to send with an HTTP probe."""

    name: _Text
    value: str


class HttpGetAction(CamelBody):
    """A GET that is answered with 2xx or 3xx when all is well."""

    path: _Text
    port: Port
    host: Omittable[str] = None
    scheme: Omittable[Literal["HTTP", "HTTPS"]] = None
    http_headers: Omittable[list[HttpHeader]] = None


class TcpSocketAction(CamelBody):
    """A port that can be connected to when all is well."""

    port: Port
    host: Omittable[str] = None


class ReadinessProbe(CamelBody):
    """Exactly one action, and when to take it; intervals in seconds."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [action]} for action in ACTIONS]}
    )

    exec: Omittable[ExecAction] = None
    http_get: Omittable[HttpGetAction] = None
    tcp_socket: Omittable[TcpSocketAction] = None
    initial_delay_seconds: Omittable[_FromZero] = None
    period_seconds: Omittable[_FromOne] = None
    timeout_seconds: Omittable[_FromOne] = None
    success_threshold: Omittable[_FromOne] = None
    failure_threshold: Omittable[_FromOne] = None

    @model_validator(mode="after")
    def _one_action(self) -> Self:
        actions = (self.exec, self.http_get, self.tcp_socket)
        if sum(action is not None for action in actions) != 1:
            raise ValueError(f"give exactly one of {', '.join(ACTIONS)}")
        return self


class LivenessProbe(ReadinessProbe):
    """As a readiness probe, but one success is enough, as Kubernetes demands."""

    success_threshold: Omittable[Annotated[int, Field(ge=1, le=1), WHOLE]] = None
