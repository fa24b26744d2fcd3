"""Processes on the wire (`docs/contract/sevalla-v3.md`, Processes)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Discriminator, Field, RootModel

from sevalla_emulator.kinds.probes import LivenessProbe, ReadinessProbe
from sevalla_emulator.kinds.scaling import Scaling
from sevalla_emulator.wire import (
    Body,
    CronExpression,
    DisplayName,
    Omittable,
    Port,
    TimeZone,
    Uuid,
)

ProcessType: TypeAlias = Literal["web", "worker", "cron", "job"]
IngressProtocol: TypeAlias = Literal["http", "grpc"]
JobStartPolicy: TypeAlias = Literal[
    "beforeDeployment", "afterSuccessDeployment", "afterFailedDeployment"
]
_EntryPoint: TypeAlias = Annotated[str, Field(max_length=1024)]


class _CreateAny(Body):
    display_name: DisplayName
    resource_type_id: Uuid
    entrypoint: Omittable[_EntryPoint] = None
    port: Omittable[Port] = None
    scaling_strategy: Omittable[Scaling] = None


class CreateWeb(_CreateAny):
    """What a web process may have."""

    type: Literal["web"]
    liveness_probe: Omittable[LivenessProbe] = None
    readiness_probe: Omittable[ReadinessProbe] = None


class CreateWorker(_CreateAny):
    """What a worker may have."""

    type: Literal["worker"]


class CreateCron(_CreateAny):
    """What a cron process must and may have."""

    type: Literal["cron"]
    schedule: CronExpression
    time_zone: Omittable[TimeZone] = None


class CreateJob(_CreateAny):
    """What a job may have."""

    type: Literal["job"]
    job_start_policy: Omittable[JobStartPolicy] = None


class CreateProcess(
    RootModel[
        Annotated[
            CreateWeb | CreateWorker | CreateCron | CreateJob,
            Discriminator(
                "type",
                custom_error_type="process_type",
                custom_error_message="type must be one of web, worker, cron, job",
            ),
        ]
    ]
):
    """POST /applications/{app_id}/processes."""


class ChangeProcess(Body):
    """PATCH /applications/{app_id}/processes/{process_id}.

    A null clears probes and job_start_policy, and hands entrypoint, port, ingress_protocol
    and time_zone back to the server.
    """

    display_name: Omittable[DisplayName] = None
    entrypoint: _EntryPoint | None = None
    port: Port | None = None
    is_ingress_enabled: Omittable[bool] = None
    ingress_protocol: IngressProtocol | None = None
    scaling_strategy: Omittable[Scaling] = None
    resource_type_id: Omittable[Uuid] = None
    schedule: Omittable[CronExpression] = None
    time_zone: TimeZone | None = None
    job_start_policy: JobStartPolicy | None = None
    liveness_probe: LivenessProbe | None = None
    readiness_probe: ReadinessProbe | None = None


class Process(BaseModel):
    """A process as GET shows it; ``cpu_limit`` in millicores, ``memory_limit`` in MB."""

    id: str
    app_id: str | None
    key: str
    type: str | None
    display_name: str | None
    entrypoint: str
    port: int | None
    is_ingress_enabled: bool
    ingress_protocol: str | None
    scaling_strategy: Scaling
    resource_type_id: str | None
    resource_type_name: str | None
    cpu_limit: int | None
    memory_limit: int | None
    schedule: str | None
    time_zone: str | None
    job_start_policy: str | None
    liveness_probe: LivenessProbe | None
    readiness_probe: ReadinessProbe | None
    internal_hostname: str | None
    created_at: str
    updated_at: str
