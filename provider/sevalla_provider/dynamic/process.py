# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Process, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import inputs, outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.process import PROCESS


class ProcessProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PROCESS


@pulumi.input_type
class _ProcessArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    type: pulumi.Input[str] | None = pulumi.property("type")
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    resource_type_id: pulumi.Input[str] | None = pulumi.property("resourceTypeId")
    entrypoint: pulumi.Input[str] | None = pulumi.property("entrypoint")
    port: pulumi.Input[int] | None = pulumi.property("port")
    is_ingress_enabled: pulumi.Input[bool] | None = pulumi.property("isIngressEnabled")
    ingress_protocol: pulumi.Input[str] | None = pulumi.property("ingressProtocol")
    scaling_strategy: pulumi.Input[inputs.ScalingStrategyArgs] | None = pulumi.property(
        "scalingStrategy"
    )
    schedule: pulumi.Input[str] | None = pulumi.property("schedule")
    time_zone: pulumi.Input[str] | None = pulumi.property("timeZone")
    job_start_policy: pulumi.Input[str] | None = pulumi.property("jobStartPolicy")
    liveness_probe: pulumi.Input[inputs.ProbeArgs] | None = pulumi.property("livenessProbe")
    readiness_probe: pulumi.Input[inputs.ProbeArgs] | None = pulumi.property("readinessProbe")
    adopt_existing: pulumi.Input[bool] | None = pulumi.property("adoptExisting")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Process(SevallaResource, module="sevalla", name="Process"):
    """A process of a Sevalla application: the `web` process that serves requests, a `worker`,
    a `cron` process that runs on a schedule, or a `job` that runs with deployments.

    A new process, and changes of resource type, scaling or probes, take effect at the
    application's next deployment.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        type: pulumi.Input[str],
        resource_type_id: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        entrypoint: pulumi.Input[str] | None = None,
        port: pulumi.Input[int] | None = None,
        is_ingress_enabled: pulumi.Input[bool] | None = None,
        ingress_protocol: pulumi.Input[str] | None = None,
        scaling_strategy: pulumi.Input[inputs.ScalingStrategyArgs | inputs.ScalingStrategyArgsDict]
        | None = None,
        schedule: pulumi.Input[str] | None = None,
        time_zone: pulumi.Input[str] | None = None,
        job_start_policy: pulumi.Input[str] | None = None,
        liveness_probe: pulumi.Input[inputs.ProbeArgs | inputs.ProbeArgsDict] | None = None,
        readiness_probe: pulumi.Input[inputs.ProbeArgs | inputs.ProbeArgsDict] | None = None,
        adopt_existing: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a process.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            type: `web`, `worker`, `cron` or `job`. An application has at most one `web`.
            resource_type_id: The size of each instance: the id of a process resource type.
            display_name: The name shown in the dashboard.
            entrypoint: The start command. Left out, the server chooses.
            port: The port that the process listens on. Left out, the server chooses.
            is_ingress_enabled: Whether the web process can be reached from outside; `web` only.
            ingress_protocol: `http` or `grpc`; `web` only.
            scaling_strategy: How many instances run. Left out: one.
            schedule: When to run, as a cron expression such as `0 3 * * *`; `cron` only.
            time_zone: The time zone of the schedule, as an IANA name; `cron` only.
            job_start_policy: When to start: `beforeDeployment`, `afterSuccessDeployment` or
                `afterFailedDeployment`; `job` only.
            liveness_probe: Restarts an instance that fails it; `web` only.
            readiness_probe: Holds requests back until it succeeds; `web` only.
            adopt_existing: Whether to take over the `web` process of an application that is not
                made by the same `up`, whatever values somebody has given it; `web` only.
                Without it, one that somebody has changed is an error. A destroy gives it back
                as it was.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ProcessArgs(
            {
                "app_id": app_id,
                "type": type,
                "display_name": display_name,
                "resource_type_id": resource_type_id,
                "entrypoint": entrypoint,
                "port": port,
                "is_ingress_enabled": is_ingress_enabled,
                "ingress_protocol": ingress_protocol,
                "scaling_strategy": scaling_strategy,
                "schedule": schedule,
                "time_zone": time_zone,
                "job_start_policy": job_start_policy,
                "liveness_probe": liveness_probe,
                "readiness_probe": readiness_probe,
                "adopt_existing": adopt_existing,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ProcessProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """`web`, `worker`, `cron` or `job`. An application has at most one `web`."""
        value: pulumi.Output[str] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="resourceTypeId")
    def resource_type_id(self) -> pulumi.Output[str]:
        """The size of each instance: the id of a process resource type."""
        value: pulumi.Output[str] = pulumi.get(self, "resource_type_id")
        return value

    @property
    @pulumi.getter(name="entrypoint")
    def entrypoint(self) -> pulumi.Output[str | None]:
        """The start command. Left out, the server chooses."""
        value: pulumi.Output[str | None] = pulumi.get(self, "entrypoint")
        return value

    @property
    @pulumi.getter(name="port")
    def port(self) -> pulumi.Output[int | None]:
        """The port that the process listens on. Left out, the server chooses."""
        value: pulumi.Output[int | None] = pulumi.get(self, "port")
        return value

    @property
    @pulumi.getter(name="isIngressEnabled")
    def is_ingress_enabled(self) -> pulumi.Output[bool | None]:
        """Whether the web process can be reached from outside; `web` only."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_ingress_enabled")
        return value

    @property
    @pulumi.getter(name="ingressProtocol")
    def ingress_protocol(self) -> pulumi.Output[str | None]:
        """`http` or `grpc`; `web` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "ingress_protocol")
        return value

    @property
    @pulumi.getter(name="scalingStrategy")
    def scaling_strategy(self) -> pulumi.Output[outputs.ScalingStrategy | None]:
        """How many instances run. Left out: one."""
        value: pulumi.Output[outputs.ScalingStrategy | None] = pulumi.get(self, "scaling_strategy")
        return value

    @property
    @pulumi.getter(name="schedule")
    def schedule(self) -> pulumi.Output[str | None]:
        """When to run, as a cron expression such as `0 3 * * *`; `cron` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "schedule")
        return value

    @property
    @pulumi.getter(name="timeZone")
    def time_zone(self) -> pulumi.Output[str | None]:
        """The time zone of the schedule, as an IANA name; `cron` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "time_zone")
        return value

    @property
    @pulumi.getter(name="jobStartPolicy")
    def job_start_policy(self) -> pulumi.Output[str | None]:
        """When to start: `beforeDeployment`, `afterSuccessDeployment` or
        `afterFailedDeployment`; `job` only.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "job_start_policy")
        return value

    @property
    @pulumi.getter(name="livenessProbe")
    def liveness_probe(self) -> pulumi.Output[outputs.Probe | None]:
        """Restarts an instance that fails it; `web` only."""
        value: pulumi.Output[outputs.Probe | None] = pulumi.get(self, "liveness_probe")
        return value

    @property
    @pulumi.getter(name="readinessProbe")
    def readiness_probe(self) -> pulumi.Output[outputs.Probe | None]:
        """Holds requests back until it succeeds; `web` only."""
        value: pulumi.Output[outputs.Probe | None] = pulumi.get(self, "readiness_probe")
        return value

    @property
    @pulumi.getter(name="adoptExisting")
    def adopt_existing(self) -> pulumi.Output[bool | None]:
        """Whether to take over the `web` process of an application that is not made by the
        same `up`, whatever values somebody has given it; `web` only. Without it, one that
        somebody has changed is an error. A destroy gives it back as it was.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "adopt_existing")
        return value

    @property
    @pulumi.getter(name="createdAt")
    def created_at(self) -> pulumi.Output[str | None]:
        """When it was made, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_at")
        return value

    @property
    @pulumi.getter(name="updatedAt")
    def updated_at(self) -> pulumi.Output[str | None]:
        """When it was last changed, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "updated_at")
        return value

    @property
    @pulumi.getter(name="configHash")
    def config_hash(self) -> pulumi.Output[str | None]:
        """Changes with the inputs of this resource alone: a trigger for a deployment."""
        value: pulumi.Output[str | None] = pulumi.get(self, "config_hash")
        return value

    @property
    @pulumi.getter(name="processId")
    def process_id(self) -> pulumi.Output[str]:
        """The API's own id of the process."""
        value: pulumi.Output[str] = pulumi.get(self, "process_id")
        return value

    @property
    @pulumi.getter(name="key")
    def key(self) -> pulumi.Output[str | None]:
        """The key derived from the Procfile entry or the name."""
        value: pulumi.Output[str | None] = pulumi.get(self, "key")
        return value

    @property
    @pulumi.getter(name="resourceTypeName")
    def resource_type_name(self) -> pulumi.Output[str | None]:
        """The name of the resource type."""
        value: pulumi.Output[str | None] = pulumi.get(self, "resource_type_name")
        return value

    @property
    @pulumi.getter(name="cpuLimit")
    def cpu_limit(self) -> pulumi.Output[float | None]:
        """CPU of each instance, in millicores."""
        value: pulumi.Output[float | None] = pulumi.get(self, "cpu_limit")
        return value

    @property
    @pulumi.getter(name="memoryLimit")
    def memory_limit(self) -> pulumi.Output[float | None]:
        """Memory of each instance, in MB."""
        value: pulumi.Output[float | None] = pulumi.get(self, "memory_limit")
        return value

    @property
    @pulumi.getter(name="internalHostname")
    def internal_hostname(self) -> pulumi.Output[str | None]:
        """The name by which other processes reach this one."""
        value: pulumi.Output[str | None] = pulumi.get(self, "internal_hostname")
        return value
