"""Health checks of a web process: Kubernetes' probes, with its meanings, minimums and defaults."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sevalla_provider.resources.values import InputModel, OneOf, Port, Text, Whole, wrong

LONGEST = 2**31 - 1
Delay = Annotated[int, Whole(0, LONGEST)]
Count = Annotated[int, Whole(1, LONGEST)]
Line = Annotated[str, Text(1, 4096)]


class ExecAction(InputModel):
    """Healthy when the command ends with status 0."""

    command: Annotated[
        list[Line],
        Field(min_length=1, description="The command and its arguments, run without a shell."),
    ]


class HttpHeader(InputModel):
    """A header of the probe's request."""

    name: Annotated[Line, Field(description="The header's name.")]
    value: Annotated[str, Text(0, 4096), Field(description="The header's value.")]


class HttpGetAction(InputModel):
    """Healthy when a GET is answered with a status from 200 to 399."""

    path: Annotated[Line, Field(description="The path to request, such as `/healthz`.")]
    port: Annotated[Port, Field(description="The port to request it from.")]
    host: Annotated[
        Line | None, Field(description="The host to connect to; the instance itself by default.")
    ] = None
    scheme: Annotated[
        Literal["HTTP", "HTTPS"], OneOf(), Field(description="`HTTP` (default) or `HTTPS`.")
    ] = "HTTP"
    http_headers: Annotated[
        list[HttpHeader] | None,
        Field(alias="httpHeaders", description="Headers to send with the request."),
    ] = None


class TcpSocketAction(InputModel):
    """Healthy when a connection can be opened."""

    port: Annotated[Port, Field(description="The port to connect to.")]
    host: Annotated[
        Line | None, Field(description="The host to connect to; the instance itself by default.")
    ] = None


class Probe(InputModel):
    """Exactly one of `exec`, `http_get` and `tcp_socket`, and how often to ask."""

    exec: Annotated[ExecAction | None, Field(description="Run a command in the instance.")] = None
    http_get: Annotated[
        HttpGetAction | None, Field(alias="httpGet", description="Send an HTTP GET.")
    ] = None
    tcp_socket: Annotated[
        TcpSocketAction | None, Field(alias="tcpSocket", description="Open a TCP connection.")
    ] = None
    initial_delay_seconds: Annotated[
        Delay,
        Field(alias="initialDelaySeconds", description="Seconds before the first; default 0."),
    ] = 0
    period_seconds: Annotated[
        Count, Field(alias="periodSeconds", description="Seconds from one to the next; default 10.")
    ] = 10
    timeout_seconds: Annotated[
        Count, Field(alias="timeoutSeconds", description="Seconds to wait for each; default 1.")
    ] = 1
    success_threshold: Annotated[
        Count,
        Field(alias="successThreshold", description="Successes in a row to be healthy; default 1."),
    ] = 1
    failure_threshold: Annotated[
        Count,
        Field(
            alias="failureThreshold", description="Failures in a row to be unhealthy; default 3."
        ),
    ] = 3

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        kinds = [kind for kind in (self.exec, self.http_get, self.tcp_socket) if kind is not None]
        if len(kinds) != 1:
            raise wrong(
                "must hold exactly one of `exec`, `http_get` and `tcp_socket`, "
                f"and holds {len(kinds) or 'none'}"
            )
        return self
