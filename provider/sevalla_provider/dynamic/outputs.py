# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Nested outputs."""

import pulumi


@pulumi.output_type
class Buildpack(dict[str, object]):
    """One of the buildpacks of a `pack` build."""

    order: int = pulumi.property("order", default=None)
    """Its place among the others."""
    source: str = pulumi.property("source", default=None)
    """What it is, such as `heroku/nodejs`."""


@pulumi.output_type
class ScalingConfig(dict[str, object]):
    """The figures of a scaling strategy: `instance_count` for manual, the others for
    horizontal.
    """

    instance_count: int | None = pulumi.property("instanceCount", default=None)
    """Instances to run; manual scaling only."""
    min_instance_count: int | None = pulumi.property("minInstanceCount", default=None)
    """Fewest instances; horizontal scaling only."""
    max_instance_count: int | None = pulumi.property("maxInstanceCount", default=None)
    """Most instances; horizontal scaling only."""
    target_cpu_percent: int | None = pulumi.property("targetCpuPercent", default=None)
    """CPU use to scale towards, in percent."""
    target_memory_percent: int | None = pulumi.property("targetMemoryPercent", default=None)
    """Memory use to scale towards, in percent."""
    scale_up_interval_seconds: int | None = pulumi.property("scaleUpIntervalSeconds", default=None)
    """Seconds between two steps up."""
    scale_down_interval_seconds: int | None = pulumi.property(
        "scaleDownIntervalSeconds", default=None
    )
    """Seconds between two steps down."""
    scale_up_increment: int | None = pulumi.property("scaleUpIncrement", default=None)
    """Instances added in a step."""
    scale_down_increment: int | None = pulumi.property("scaleDownIncrement", default=None)
    """Instances removed in a step."""


@pulumi.output_type
class ScalingStrategy(dict[str, object]):
    """A fixed number of instances (`manual`), or a number that follows the load
    (`horizontal`).
    """

    type: str = pulumi.property("type", default=None)
    """`manual` or `horizontal`."""
    config: ScalingConfig = pulumi.property("config", default=None)
    """The figures that belong to the type."""


@pulumi.output_type
class ExecAction(dict[str, object]):
    """Healthy when the command ends with status 0."""

    command: list[str] = pulumi.property("command", default=None)
    """The command and its arguments, run without a shell."""


@pulumi.output_type
class HttpHeader(dict[str, object]):
    """A header of the probe's request."""

    name: str = pulumi.property("name", default=None)
    """The header's name."""
    value: str = pulumi.property("value", default=None)
    """The header's value."""


@pulumi.output_type
class HttpGetAction(dict[str, object]):
    """Healthy when a GET is answered with a status from 200 to 399."""

    path: str = pulumi.property("path", default=None)
    """The path to request, such as `/healthz`."""
    port: int = pulumi.property("port", default=None)
    """The port to request it from."""
    host: str | None = pulumi.property("host", default=None)
    """The host to connect to; the instance itself by default."""
    scheme: str = pulumi.property("scheme", default=None)
    """`HTTP` (default) or `HTTPS`."""
    http_headers: list[HttpHeader] | None = pulumi.property("httpHeaders", default=None)
    """Headers to send with the request."""


@pulumi.output_type
class TcpSocketAction(dict[str, object]):
    """Healthy when a connection can be opened."""

    port: int = pulumi.property("port", default=None)
    """The port to connect to."""
    host: str | None = pulumi.property("host", default=None)
    """The host to connect to; the instance itself by default."""


@pulumi.output_type
class Probe(dict[str, object]):
    """Exactly one of `exec`, `http_get` and `tcp_socket`, and how often to ask."""

    exec: ExecAction | None = pulumi.property("exec", default=None)
    """Run a command in the instance."""
    http_get: HttpGetAction | None = pulumi.property("httpGet", default=None)
    """Send an HTTP GET."""
    tcp_socket: TcpSocketAction | None = pulumi.property("tcpSocket", default=None)
    """Open a TCP connection."""
    initial_delay_seconds: int = pulumi.property("initialDelaySeconds", default=None)
    """Seconds before the first; default 0."""
    period_seconds: int = pulumi.property("periodSeconds", default=None)
    """Seconds from one to the next; default 10."""
    timeout_seconds: int = pulumi.property("timeoutSeconds", default=None)
    """Seconds to wait for each; default 1."""
    success_threshold: int = pulumi.property("successThreshold", default=None)
    """Successes in a row to be healthy; default 1."""
    failure_threshold: int = pulumi.property("failureThreshold", default=None)
    """Failures in a row to be unhealthy; default 3."""


@pulumi.output_type
class Extensions(dict[str, object]):
    """What PostgreSQL can do beyond itself. Left out is the same as false."""

    enable_vector: bool | None = pulumi.property("enableVector", default=None)
    """Whether there is `vector`."""
    enable_postgis: bool | None = pulumi.property("enablePostgis", default=None)
    """Whether there is `postgis`."""
    enable_cron: bool | None = pulumi.property("enableCron", default=None)
    """Whether there is `pg_cron`."""


@pulumi.output_type
class Capability(dict[str, object]):
    """Something that a key may do."""

    permission: str = pulumi.property("permission", default=None)
    """What: `RESOURCE:ACTION`, such as `APP:READ`."""
    id_resource: str | None = pulumi.property("idResource", default=None)
    """To which one alone, by the API's own id. Left out, to all of them."""


@pulumi.output_type
class TargetAddress(dict[str, object]):
    """Host and port apart."""

    host: str = pulumi.property("host", default=None)
    """A name or an address."""
    port: int = pulumi.property("port", default=None)
    """The port, from 1 to 65535."""


@pulumi.output_type
class DnsRecord(dict[str, object]):
    """A record that the owner of the domain has to publish."""

    type: str | None = pulumi.property("type", default=None)
    """Such as `CNAME`, `A` or `TXT`."""
    name: str | None = pulumi.property("name", default=None)
    """The name of the record."""
    value: str | None = pulumi.property("value", default=None)
    """What it holds."""


@pulumi.output_type
class ProjectMember(dict[str, object]):
    """A service in a project."""

    id: str | None = pulumi.property("id", default=None)
    """The API's own id of the service."""
    name: str | None = pulumi.property("name", default=None)
    """The platform's own name of it."""
    display_name: str | None = pulumi.property("displayName", default=None)
    """The name that the dashboard shows."""
    type: str | None = pulumi.property("type", default=None)
    """What it is, as the platform calls that."""


@pulumi.output_type
class KeyRole(dict[str, object]):
    """A role that a key has."""

    id: str | None = pulumi.property("id", default=None)
    """The API's own id of the role."""
    name: str | None = pulumi.property("name", default=None)
    """Its name."""
    description: str | None = pulumi.property("description", default=None)
    """What it allows."""


@pulumi.output_type
class PipelineStageItemApp(dict[str, object]):
    """An application in a stage."""

    id: str | None = pulumi.property("id", default=None)
    """The API's own id of the application."""
    name: str | None = pulumi.property("name", default=None)
    """The platform's own name of it."""
    display_name: str | None = pulumi.property("displayName", default=None)
    """The name that the dashboard shows."""


@pulumi.output_type
class PipelineStageItem(dict[str, object]):
    """A stage of a pipeline."""

    stage_id: str | None = pulumi.property("stageId", default=None)
    """The API's own id of the stage, as a `PipelineStageApplication` takes it."""
    display_name: str | None = pulumi.property("displayName", default=None)
    """The name that the dashboard shows."""
    type: str | None = pulumi.property("type", default=None)
    """`standard`, `prod` or `preview`."""
    position: int | None = pulumi.property("position", default=None)
    """Its position among the stages, from 0."""
    branch: str | None = pulumi.property("branch", default=None)
    """Its branch, in a pipeline of type `branch`."""
    auto_create_app: bool | None = pulumi.property("autoCreateApp", default=None)
    """Whether a pull request gets an application; of the preview stage."""
    delete_stale_apps: bool | None = pulumi.property("deleteStaleApps", default=None)
    """Whether applications that nobody uses go; of the preview stage."""
    stale_app_days: int | None = pulumi.property("staleAppDays", default=None)
    """After how many days they do; of the preview stage."""
    apps: list[PipelineStageItemApp] | None = pulumi.property("apps", default=None)
    """The applications in it, where the API shows them."""
