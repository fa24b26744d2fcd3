"""Process: a web, worker, cron or job process of an application (`docs/contract/sevalla-v3.md`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, JsonValue, ValidationInfo, field_validator

from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.applications.probes import Probe
from sevalla_provider.resources.applications.scaling import ScalingStrategy
from sevalla_provider.resources.applications.schedules import Schedule, TimeZone
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.properties import HashedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Port, Text, wrong

ONE_INSTANCE: JsonValue = {"type": "manual", "config": {"instance_count": 1}}

ONLY: Mapping[str, str] = {
    "is_ingress_enabled": "web",
    "ingress_protocol": "web",
    "liveness_probe": "web",
    "readiness_probe": "web",
    "adopt_existing": "web",
    "schedule": "cron",
    "time_zone": "cron",
    "job_start_policy": "job",
}
"""The one type of process that a property belongs to."""


class ProcessInputs(InputModel):
    """What a program says of a process."""

    app_id: AppId
    type: Annotated[
        Literal["web", "worker", "cron", "job"],
        OneOf(),
        Trait(replaces=True),
        Field(
            description="`web`, `worker`, `cron` or `job`. An application has at most one `web`."
        ),
    ]
    display_name: Annotated[
        Annotated[str, Text(1, 255)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard."),
    ]
    resource_type_id: Annotated[
        Uuid, Field(description="The size of each instance: the id of a process resource type.")
    ]
    entrypoint: Annotated[
        Annotated[str, Text(0, 1024)] | None,
        Trait(server_default=True),
        Field(description="The start command. Left out, the server chooses."),
    ] = None
    port: Annotated[
        Port | None,
        Trait(server_default=True),
        Field(description="The port that the process listens on. Left out, the server chooses."),
    ] = None
    is_ingress_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, after_create=True, import_default=True),
        Field(description="Whether the web process can be reached from outside; `web` only."),
    ] = None
    ingress_protocol: Annotated[
        Annotated[Literal["http", "grpc"], OneOf()] | None,
        Trait(
            server_default=True,
            after_create=True,
            eventually_consistent=True,
            import_default="http",
        ),
        Field(description="`http` or `grpc`; `web` only."),
    ] = None
    scaling_strategy: Annotated[
        ScalingStrategy | None,
        Trait(default=ONE_INSTANCE),
        Field(description="How many instances run. Left out: one."),
    ] = None
    schedule: Annotated[
        Schedule | None,
        Field(description="When to run, as a cron expression such as `0 3 * * *`; `cron` only."),
    ] = None
    time_zone: Annotated[
        TimeZone | None,
        Trait(server_default=True),
        Field(description="The time zone of the schedule, as an IANA name; `cron` only."),
    ] = None
    job_start_policy: Annotated[
        Annotated[
            Literal["beforeDeployment", "afterSuccessDeployment", "afterFailedDeployment"], OneOf()
        ]
        | None,
        Field(
            description="When to start: `beforeDeployment`, `afterSuccessDeployment` or "
            "`afterFailedDeployment`; `job` only."
        ),
    ] = None
    liveness_probe: Annotated[
        Probe | None, Field(description="Restarts an instance that fails it; `web` only.")
    ] = None
    readiness_probe: Annotated[
        Probe | None, Field(description="Holds requests back until it succeeds; `web` only.")
    ] = None
    adopt_existing: Annotated[
        Flag | None,
        Trait(provider_only=True, default=False),
        Field(
            description="Whether to take over the `web` process of an application that is not "
            "made by the same `up`, whatever values somebody has given it; `web` only. Without "
            "it, one that somebody has changed is an error. A destroy gives it back as it was."
        ),
    ] = None

    @field_validator(*ONLY)
    @classmethod
    def _of_the_type(cls, value: object, info: ValidationInfo) -> object:
        kind = info.data.get("type")
        only = ONLY[str(info.field_name)]
        if value is not None and kind is not None and kind != only:
            raise wrong(f"belongs to a {only} process: leave it out, or set `type` to {only}")
        return value

    @field_validator("liveness_probe")
    @classmethod
    def _alive_at_once(cls, probe: Probe | None) -> Probe | None:
        if probe is not None and probe.success_threshold != 1:
            raise wrong("must have a `success_threshold` of 1, as Kubernetes demands")
        return probe

    @field_validator("schedule")
    @classmethod
    def _always_on_cron(cls, schedule: str | None, info: ValidationInfo) -> str | None:
        if schedule is None and info.data.get("type") == "cron":
            raise wrong('is required for a cron process: a cron expression such as "0 3 * * *"')
        return schedule


class ProcessOutputs(HashedOutputs):
    """What the API adds to a process."""

    process_id: Annotated[str, Field(description="The API's own id of the process.")]
    key: Annotated[
        str | None, Field(description="The key derived from the Procfile entry or the name.")
    ] = None
    resource_type_name: Annotated[
        str | None, Field(description="The name of the resource type.")
    ] = None
    cpu_limit: Annotated[
        float | None, Field(description="CPU of each instance, in millicores.")
    ] = None
    memory_limit: Annotated[float | None, Field(description="Memory of each instance, in MB.")] = (
        None
    )
    internal_hostname: Annotated[
        str | None, Field(description="The name by which other processes reach this one.")
    ] = None


def conflicts(one: Properties, other: Properties) -> bool:
    """An application has at most one web process."""
    same_application = one.get("app_id") == other.get("app_id")
    return same_application and one.get("type") == other.get("type") == "web"


WEB_PROCESS = PlatformMade(
    applies=lambda properties: properties.get("type") == "web",
    defaults={
        "display_name": ("web", "Web", "Web process"),
        "entrypoint": ("",),
        "port": (8080,),
        "is_ingress_enabled": (True,),
        "ingress_protocol": ("http",),
        "scaling_strategy": (ONE_INSTANCE,),
    },
)
"""Which size the platform chooses is not documented: it is nobody's default."""

PROCESS = Resource(
    token="sevalla:index:Process",  # noqa: S106 - a name, no password
    noun="process",
    plural="Processes",
    description=(
        "A process of a Sevalla application: the `web` process that serves requests, a `worker`, "
        "a `cron` process that runs on a schedule, or a `job` that runs with deployments.\n\n"
        "A new process, and changes of resource type, scaling or probes, take effect at the "
        "application's next deployment."
    ),
    inputs=ProcessInputs,
    outputs=ProcessOutputs,
    id_output="process_id",
    operations=replace(APPLICATION_CHILD, path="/applications/{app_id}/processes"),
    conflicts=conflicts,
    platform_made=WEB_PROCESS,
)
