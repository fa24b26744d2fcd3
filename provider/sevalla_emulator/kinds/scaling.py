"""``scaling_strategy`` (`docs/contract/sevalla-v3.md`, Processes)."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.wire import WHOLE, CamelBody, Omittable

_Instances: TypeAlias = Annotated[int, Field(ge=0, le=50), WHOLE]
_Percent: TypeAlias = Annotated[int, Field(ge=1, le=100), WHOLE]
_Interval: TypeAlias = Annotated[int, Field(ge=1, le=60_000), WHOLE]
_Increment: TypeAlias = Annotated[int, Field(ge=1, le=5), WHOLE]


class ManualConfig(CamelBody):
    """A fixed number of instances."""

    instance_count: _Instances


class HorizontalConfig(CamelBody):
    """A range of instances; intervals in seconds."""

    min_instance_count: _Instances
    max_instance_count: _Instances
    target_cpu_percent: Omittable[_Percent] = None
    target_memory_percent: Omittable[_Percent] = None
    scale_up_interval_seconds: Omittable[_Interval] = None
    scale_down_interval_seconds: Omittable[_Interval] = None
    scale_up_increment: Omittable[_Increment] = None
    scale_down_increment: Omittable[_Increment] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_instance_count > self.max_instance_count:
            raise ValueError("minInstanceCount is greater than maxInstanceCount")
        return self


class ManualScaling(CamelBody):
    """Scaling by hand."""

    type: Literal["manual"]
    config: ManualConfig


class HorizontalScaling(CamelBody):
    """Scaling by load."""

    type: Literal["horizontal"]
    config: HorizontalConfig


Scaling: TypeAlias = Annotated[ManualScaling | HorizontalScaling, Field(discriminator="type")]


def one_instance() -> JsonObject:
    """Return what holds when a client says nothing."""
    return {"type": "manual", "config": {"instanceCount": 1}}
