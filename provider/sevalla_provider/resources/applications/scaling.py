"""How many instances of a process run (`docs/contract/sevalla-v3.md`, Processes)."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.resources.values import InputModel, OneOf, Whole, wrong

Instances = Annotated[int, Whole(0, 50)]
Percent = Annotated[int, Whole(1, 100)]
Seconds = Annotated[int, Whole(1, 60000)]
Step = Annotated[int, Whole(1, 5)]

MANUAL = frozenset({"instance_count"})
BOUNDS = frozenset({"min_instance_count", "max_instance_count"})


class ScalingConfig(InputModel):
    """The figures of a scaling strategy: `instance_count` for manual, the others for horizontal."""

    instance_count: Annotated[
        Instances | None,
        Field(alias="instanceCount", description="Instances to run; manual scaling only."),
    ] = None
    min_instance_count: Annotated[
        Instances | None,
        Field(alias="minInstanceCount", description="Fewest instances; horizontal scaling only."),
    ] = None
    max_instance_count: Annotated[
        Instances | None,
        Field(alias="maxInstanceCount", description="Most instances; horizontal scaling only."),
    ] = None
    target_cpu_percent: Annotated[
        Percent | None,
        Field(alias="targetCpuPercent", description="CPU use to scale towards, in percent."),
    ] = None
    target_memory_percent: Annotated[
        Percent | None,
        Field(alias="targetMemoryPercent", description="Memory use to scale towards, in percent."),
    ] = None
    scale_up_interval_seconds: Annotated[
        Seconds | None,
        Field(alias="scaleUpIntervalSeconds", description="Seconds between two steps up."),
    ] = None
    scale_down_interval_seconds: Annotated[
        Seconds | None,
        Field(alias="scaleDownIntervalSeconds", description="Seconds between two steps down."),
    ] = None
    scale_up_increment: Annotated[
        Step | None, Field(alias="scaleUpIncrement", description="Instances added in a step.")
    ] = None
    scale_down_increment: Annotated[
        Step | None, Field(alias="scaleDownIncrement", description="Instances removed in a step.")
    ] = None

    @field_validator("max_instance_count")
    @classmethod
    def _not_below_the_minimum(cls, maximum: int | None, info: ValidationInfo) -> int | None:
        minimum = info.data.get("min_instance_count")
        if maximum is not None and minimum is not None and maximum < minimum:
            raise wrong(f"must not be below `min_instance_count` ({minimum}), and is {maximum}")
        return maximum


class ScalingStrategy(InputModel):
    """A fixed number of instances (`manual`), or a number that follows the load (`horizontal`)."""

    type: Annotated[
        Literal["manual", "horizontal"],
        OneOf(),
        Field(description="`manual` or `horizontal`."),
    ]
    config: Annotated[ScalingConfig, Field(description="The figures that belong to the type.")]

    @field_validator("config")
    @classmethod
    def _of_the_type(cls, config: ScalingConfig, info: ValidationInfo) -> ScalingConfig:
        given = config.model_fields_set - {
            name for name in config.model_fields_set if getattr(config, name) is None
        }
        strategy = info.data.get("type")
        if strategy == "manual" and given != MANUAL:
            raise wrong("of a manual strategy must hold `instance_count`, and nothing else")
        if strategy == "horizontal" and (not given >= BOUNDS or given & MANUAL):
            raise wrong(
                "of a horizontal strategy must hold `min_instance_count` and "
                "`max_instance_count`, and no `instance_count`"
            )
        return config
