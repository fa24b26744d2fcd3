# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Nested inputs, as classes or as plain dictionaries."""

from typing import NotRequired, TypedDict

import pulumi


class BuildpackArgsDict(TypedDict):
    """One of the buildpacks of a `pack` build."""

    order: pulumi.Input[int]
    """Its place among the others."""
    source: pulumi.Input[str]
    """What it is, such as `heroku/nodejs`."""


@pulumi.input_type
class BuildpackArgs:
    """One of the buildpacks of a `pack` build."""

    order: pulumi.Input[int] | None = pulumi.property("order")
    source: pulumi.Input[str] | None = pulumi.property("source")

    def __init__(
        self,
        *,
        order: pulumi.Input[int],
        source: pulumi.Input[str],
    ) -> None:
        pulumi.set(self, "order", order)
        pulumi.set(self, "source", source)


class ScalingConfigArgsDict(TypedDict):
    """The figures of a scaling strategy: `instance_count` for manual, the others for
    horizontal.
    """

    instance_count: NotRequired[pulumi.Input[int]]
    """Instances to run; manual scaling only."""
    min_instance_count: NotRequired[pulumi.Input[int]]
    """Fewest instances; horizontal scaling only."""
    max_instance_count: NotRequired[pulumi.Input[int]]
    """Most instances; horizontal scaling only."""
    target_cpu_percent: NotRequired[pulumi.Input[int]]
    """CPU use to scale towards, in percent."""
    target_memory_percent: NotRequired[pulumi.Input[int]]
    """Memory use to scale towards, in percent."""
    scale_up_interval_seconds: NotRequired[pulumi.Input[int]]
    """Seconds between two steps up."""
    scale_down_interval_seconds: NotRequired[pulumi.Input[int]]
    """Seconds between two steps down."""
    scale_up_increment: NotRequired[pulumi.Input[int]]
    """Instances added in a step."""
    scale_down_increment: NotRequired[pulumi.Input[int]]
    """Instances removed in a step."""


@pulumi.input_type
class ScalingConfigArgs:
    """The figures of a scaling strategy: `instance_count` for manual, the others for
    horizontal.
    """

    instance_count: pulumi.Input[int] | None = pulumi.property("instanceCount")
    min_instance_count: pulumi.Input[int] | None = pulumi.property("minInstanceCount")
    max_instance_count: pulumi.Input[int] | None = pulumi.property("maxInstanceCount")
    target_cpu_percent: pulumi.Input[int] | None = pulumi.property("targetCpuPercent")
    target_memory_percent: pulumi.Input[int] | None = pulumi.property("targetMemoryPercent")
    scale_up_interval_seconds: pulumi.Input[int] | None = pulumi.property("scaleUpIntervalSeconds")
    scale_down_interval_seconds: pulumi.Input[int] | None = pulumi.property(
        "scaleDownIntervalSeconds"
    )
    scale_up_increment: pulumi.Input[int] | None = pulumi.property("scaleUpIncrement")
    scale_down_increment: pulumi.Input[int] | None = pulumi.property("scaleDownIncrement")

    def __init__(
        self,
        *,
        instance_count: pulumi.Input[int] | None = None,
        min_instance_count: pulumi.Input[int] | None = None,
        max_instance_count: pulumi.Input[int] | None = None,
        target_cpu_percent: pulumi.Input[int] | None = None,
        target_memory_percent: pulumi.Input[int] | None = None,
        scale_up_interval_seconds: pulumi.Input[int] | None = None,
        scale_down_interval_seconds: pulumi.Input[int] | None = None,
        scale_up_increment: pulumi.Input[int] | None = None,
        scale_down_increment: pulumi.Input[int] | None = None,
    ) -> None:
        if instance_count is not None:
            pulumi.set(self, "instance_count", instance_count)
        if min_instance_count is not None:
            pulumi.set(self, "min_instance_count", min_instance_count)
        if max_instance_count is not None:
            pulumi.set(self, "max_instance_count", max_instance_count)
        if target_cpu_percent is not None:
            pulumi.set(self, "target_cpu_percent", target_cpu_percent)
        if target_memory_percent is not None:
            pulumi.set(self, "target_memory_percent", target_memory_percent)
        if scale_up_interval_seconds is not None:
            pulumi.set(self, "scale_up_interval_seconds", scale_up_interval_seconds)
        if scale_down_interval_seconds is not None:
            pulumi.set(self, "scale_down_interval_seconds", scale_down_interval_seconds)
        if scale_up_increment is not None:
            pulumi.set(self, "scale_up_increment", scale_up_increment)
        if scale_down_increment is not None:
            pulumi.set(self, "scale_down_increment", scale_down_increment)


class ScalingStrategyArgsDict(TypedDict):
    """A fixed number of instances (`manual`), or a number that follows the load
    (`horizontal`).
    """

    type: pulumi.Input[str]
    """`manual` or `horizontal`."""
    config: pulumi.Input[ScalingConfigArgs | ScalingConfigArgsDict]
    """The figures that belong to the type."""


@pulumi.input_type
class ScalingStrategyArgs:
    """A fixed number of instances (`manual`), or a number that follows the load
    (`horizontal`).
    """

    type: pulumi.Input[str] | None = pulumi.property("type")
    config: pulumi.Input[ScalingConfigArgs] | None = pulumi.property("config")

    def __init__(
        self,
        *,
        type: pulumi.Input[str],
        config: pulumi.Input[ScalingConfigArgs | ScalingConfigArgsDict],
    ) -> None:
        pulumi.set(self, "type", type)
        pulumi.set(self, "config", config)


class ExecActionArgsDict(TypedDict):
    """Healthy when the command ends with status 0."""

    command: pulumi.Input[list[pulumi.Input[str]]]
    """The command and its arguments, run without a shell."""


@pulumi.input_type
class ExecActionArgs:
    """Healthy when the command ends with status 0."""

    command: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("command")

    def __init__(
        self,
        *,
        command: pulumi.Input[list[pulumi.Input[str]]],
    ) -> None:
        pulumi.set(self, "command", command)


class HttpHeaderArgsDict(TypedDict):
    """A header of the probe's request."""

    name: pulumi.Input[str]
    """The header's name."""
    value: pulumi.Input[str]
    """The header's value."""


@pulumi.input_type
class HttpHeaderArgs:
    """A header of the probe's request."""

    name: pulumi.Input[str] | None = pulumi.property("name")
    value: pulumi.Input[str] | None = pulumi.property("value")

    def __init__(
        self,
        *,
        name: pulumi.Input[str],
        value: pulumi.Input[str],
    ) -> None:
        pulumi.set(self, "name", name)
        pulumi.set(self, "value", value)


class HttpGetActionArgsDict(TypedDict):
    """Healthy when a GET is answered with a status from 200 to 399."""

    path: pulumi.Input[str]
    """The path to request, such as `/healthz`."""
    port: pulumi.Input[int]
    """The port to request it from."""
    host: NotRequired[pulumi.Input[str]]
    """The host to connect to; the instance itself by default."""
    scheme: NotRequired[pulumi.Input[str]]
    """`HTTP` (default) or `HTTPS`."""
    http_headers: NotRequired[pulumi.Input[list[pulumi.Input[HttpHeaderArgs | HttpHeaderArgsDict]]]]
    """Headers to send with the request."""


@pulumi.input_type
class HttpGetActionArgs:
    """Healthy when a GET is answered with a status from 200 to 399."""

    path: pulumi.Input[str] | None = pulumi.property("path")
    port: pulumi.Input[int] | None = pulumi.property("port")
    host: pulumi.Input[str] | None = pulumi.property("host")
    scheme: pulumi.Input[str] | None = pulumi.property("scheme")
    http_headers: pulumi.Input[list[pulumi.Input[HttpHeaderArgs]]] | None = pulumi.property(
        "httpHeaders"
    )

    def __init__(
        self,
        *,
        path: pulumi.Input[str],
        port: pulumi.Input[int],
        host: pulumi.Input[str] | None = None,
        scheme: pulumi.Input[str] | None = None,
        http_headers: pulumi.Input[list[pulumi.Input[HttpHeaderArgs | HttpHeaderArgsDict]]]
        | None = None,
    ) -> None:
        pulumi.set(self, "path", path)
        pulumi.set(self, "port", port)
        if host is not None:
            pulumi.set(self, "host", host)
        if scheme is not None:
            pulumi.set(self, "scheme", scheme)
        if http_headers is not None:
            pulumi.set(self, "http_headers", http_headers)


class TcpSocketActionArgsDict(TypedDict):
    """Healthy when a connection can be opened."""

    port: pulumi.Input[int]
    """The port to connect to."""
    host: NotRequired[pulumi.Input[str]]
    """The host to connect to; the instance itself by default."""


@pulumi.input_type
class TcpSocketActionArgs:
    """Healthy when a connection can be opened."""

    port: pulumi.Input[int] | None = pulumi.property("port")
    host: pulumi.Input[str] | None = pulumi.property("host")

    def __init__(
        self,
        *,
        port: pulumi.Input[int],
        host: pulumi.Input[str] | None = None,
    ) -> None:
        pulumi.set(self, "port", port)
        if host is not None:
            pulumi.set(self, "host", host)


class ProbeArgsDict(TypedDict):
    """Exactly one of `exec`, `http_get` and `tcp_socket`, and how often to ask."""

    exec: NotRequired[pulumi.Input[ExecActionArgs | ExecActionArgsDict]]
    """Run a command in the instance."""
    http_get: NotRequired[pulumi.Input[HttpGetActionArgs | HttpGetActionArgsDict]]
    """Send an HTTP GET."""
    tcp_socket: NotRequired[pulumi.Input[TcpSocketActionArgs | TcpSocketActionArgsDict]]
    """Open a TCP connection."""
    initial_delay_seconds: NotRequired[pulumi.Input[int]]
    """Seconds before the first; default 0."""
    period_seconds: NotRequired[pulumi.Input[int]]
    """Seconds from one to the next; default 10."""
    timeout_seconds: NotRequired[pulumi.Input[int]]
    """Seconds to wait for each; default 1."""
    success_threshold: NotRequired[pulumi.Input[int]]
    """Successes in a row to be healthy; default 1."""
    failure_threshold: NotRequired[pulumi.Input[int]]
    """Failures in a row to be unhealthy; default 3."""


@pulumi.input_type
class ProbeArgs:
    """Exactly one of `exec`, `http_get` and `tcp_socket`, and how often to ask."""

    exec: pulumi.Input[ExecActionArgs] | None = pulumi.property("exec")
    http_get: pulumi.Input[HttpGetActionArgs] | None = pulumi.property("httpGet")
    tcp_socket: pulumi.Input[TcpSocketActionArgs] | None = pulumi.property("tcpSocket")
    initial_delay_seconds: pulumi.Input[int] | None = pulumi.property("initialDelaySeconds")
    period_seconds: pulumi.Input[int] | None = pulumi.property("periodSeconds")
    timeout_seconds: pulumi.Input[int] | None = pulumi.property("timeoutSeconds")
    success_threshold: pulumi.Input[int] | None = pulumi.property("successThreshold")
    failure_threshold: pulumi.Input[int] | None = pulumi.property("failureThreshold")

    def __init__(
        self,
        *,
        exec: pulumi.Input[ExecActionArgs | ExecActionArgsDict] | None = None,
        http_get: pulumi.Input[HttpGetActionArgs | HttpGetActionArgsDict] | None = None,
        tcp_socket: pulumi.Input[TcpSocketActionArgs | TcpSocketActionArgsDict] | None = None,
        initial_delay_seconds: pulumi.Input[int] | None = None,
        period_seconds: pulumi.Input[int] | None = None,
        timeout_seconds: pulumi.Input[int] | None = None,
        success_threshold: pulumi.Input[int] | None = None,
        failure_threshold: pulumi.Input[int] | None = None,
    ) -> None:
        if exec is not None:
            pulumi.set(self, "exec", exec)
        if http_get is not None:
            pulumi.set(self, "http_get", http_get)
        if tcp_socket is not None:
            pulumi.set(self, "tcp_socket", tcp_socket)
        if initial_delay_seconds is not None:
            pulumi.set(self, "initial_delay_seconds", initial_delay_seconds)
        if period_seconds is not None:
            pulumi.set(self, "period_seconds", period_seconds)
        if timeout_seconds is not None:
            pulumi.set(self, "timeout_seconds", timeout_seconds)
        if success_threshold is not None:
            pulumi.set(self, "success_threshold", success_threshold)
        if failure_threshold is not None:
            pulumi.set(self, "failure_threshold", failure_threshold)


class ExtensionsArgsDict(TypedDict):
    """What PostgreSQL can do beyond itself. Left out is the same as false."""

    enable_vector: NotRequired[pulumi.Input[bool]]
    """Whether there is `vector`."""
    enable_postgis: NotRequired[pulumi.Input[bool]]
    """Whether there is `postgis`."""
    enable_cron: NotRequired[pulumi.Input[bool]]
    """Whether there is `pg_cron`."""


@pulumi.input_type
class ExtensionsArgs:
    """What PostgreSQL can do beyond itself. Left out is the same as false."""

    enable_vector: pulumi.Input[bool] | None = pulumi.property("enableVector")
    enable_postgis: pulumi.Input[bool] | None = pulumi.property("enablePostgis")
    enable_cron: pulumi.Input[bool] | None = pulumi.property("enableCron")

    def __init__(
        self,
        *,
        enable_vector: pulumi.Input[bool] | None = None,
        enable_postgis: pulumi.Input[bool] | None = None,
        enable_cron: pulumi.Input[bool] | None = None,
    ) -> None:
        if enable_vector is not None:
            pulumi.set(self, "enable_vector", enable_vector)
        if enable_postgis is not None:
            pulumi.set(self, "enable_postgis", enable_postgis)
        if enable_cron is not None:
            pulumi.set(self, "enable_cron", enable_cron)


class CapabilityArgsDict(TypedDict):
    """Something that a key may do."""

    permission: pulumi.Input[str]
    """What: `RESOURCE:ACTION`, such as `APP:READ`."""
    id_resource: NotRequired[pulumi.Input[str]]
    """To which one alone, by the API's own id. Left out, to all of them."""


@pulumi.input_type
class CapabilityArgs:
    """Something that a key may do."""

    permission: pulumi.Input[str] | None = pulumi.property("permission")
    id_resource: pulumi.Input[str] | None = pulumi.property("idResource")

    def __init__(
        self,
        *,
        permission: pulumi.Input[str],
        id_resource: pulumi.Input[str] | None = None,
    ) -> None:
        pulumi.set(self, "permission", permission)
        if id_resource is not None:
            pulumi.set(self, "id_resource", id_resource)


class TargetAddressArgsDict(TypedDict):
    """Host and port apart."""

    host: pulumi.Input[str]
    """A name or an address."""
    port: pulumi.Input[int]
    """The port, from 1 to 65535."""


@pulumi.input_type
class TargetAddressArgs:
    """Host and port apart."""

    host: pulumi.Input[str] | None = pulumi.property("host")
    port: pulumi.Input[int] | None = pulumi.property("port")

    def __init__(
        self,
        *,
        host: pulumi.Input[str],
        port: pulumi.Input[int],
    ) -> None:
        pulumi.set(self, "host", host)
        pulumi.set(self, "port", port)
