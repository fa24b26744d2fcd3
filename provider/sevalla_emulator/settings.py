"""What can be changed about the emulator while it runs."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeAlias, TypedDict

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from sevalla_emulator.json_types import JsonObject

# What the emulated APIs are called in settings, faults, log and counters.
ApiName: TypeAlias = Literal["sevalla", "private-connect"]
BucketName: TypeAlias = Literal[
    "read", "write", "mutation", "deployment", "creation", "logs", "private_connect"
]
WindowStyle: TypeAlias = Literal["fixed", "sliding"]
RetryAfterStyle: TypeAlias = Literal["none", "seconds", "http-date"]
ResetStyle: TypeAlias = Literal[
    "seconds", "rounded-down", "zero", "negative", "epoch", "huge", "missing"
]
DeploymentOutcome: TypeAlias = Literal["success", "failed", "cancelled", "skipped"]
VerificationOutcome: TypeAlias = Literal["ACTIVE", "TIMED_OUT"]
WebDelete: TypeAlias = Literal["refuse", "keep", "remove"]
ServiceElsewhere: TypeAlias = Literal["move", "refuse"]
TunnelStyle: TypeAlias = Literal["documented", "open-server"]
TunnelNames: TypeAlias = Literal["upsert", "conflict", "duplicate"]
DeleteAnswer: TypeAlias = Literal["nothing", "message"]
BucketKeys: TypeAlias = Literal["shown", "null", "masked"]
KeyAnswer: TypeAlias = Literal["documented", "with-id"]
KeyAccess: TypeAlias = Literal["replace", "add"]

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)

Seconds: TypeAlias = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]


class Delay(BaseModel):
    """How long an earlier state stays visible: in seconds, or in polls (GET or list) of it."""

    model_config = _STRICT

    seconds: Seconds | None = None
    polls: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.seconds is None) == (self.polls is None):
            raise ValueError("give either seconds or polls")
        return self

    @model_serializer(mode="wrap")
    def _given_one_only(self, serialize: SerializerFunctionWrapHandler) -> dict[str, int | float]:
        return {name: value for name, value in serialize(self).items() if value is not None}

    @property
    def twice(self) -> "Delay":
        """As long again."""
        seconds = None if self.seconds is None else min(2 * self.seconds, 1e9)
        return Delay(seconds=seconds, polls=None if self.polls is None else 2 * self.polls)


class Limit(BaseModel):
    """Requests allowed in a window of so many seconds; ``limit: null`` means no limit."""

    model_config = _STRICT

    limit: Annotated[int, Field(ge=0)] | None
    window: Annotated[float, Field(gt=0, le=1e9)]


class Limits(BaseModel):
    """The rate limits, with the documented values (`docs/contract/sevalla-v3.md`, Rate limits).

    ``private_connect`` are all requests to that API, of which no limit is documented.
    """

    model_config = _STRICT

    read: Limit = Limit(limit=400, window=60)
    write: Limit = Limit(limit=30, window=60)
    mutation: Limit = Limit(limit=10, window=60)
    deployment: Limit = Limit(limit=10, window=60)
    creation: Limit = Limit(limit=20, window=3600)
    logs: Limit = Limit(limit=30, window=60)
    private_connect: Limit = Limit(limit=None, window=60)

    def of(self, bucket: BucketName) -> Limit:
        """Return the limit of one bucket."""
        limit: Limit = getattr(self, bucket)
        return limit


class Settings(BaseModel):
    """Everything that ``GET /_emulator/settings`` shows.

    ``provisioning``: creating or updating → ready, connecting → active. ``deletion``: accepted →
    gone. ``ingress``: a new ingress_protocol → visible. ``deployment``: waiting → inProgress, and
    as long again → ``deployment_outcome``. ``consistency``: a new object → found by
    reads. ``verification``: VERIFICATION → POINTING of a domain, and as long again → ACTIVE; or
    TIMED_OUT, as ``verification_outcome`` says. ``latency``: real seconds before a request is
    handled. ``delete_answer``: what the DELETE of an application, a domain or a database answers,
    in either of its two documented forms. ``tunnel_style``: as the reference has it, or as the
    open server does it. ``tunnel_names``: what becomes of a POST under a name that there is.
    ``tunnel_plan_limit``: how many tunnels before 402.
    ``web_process``: whether a new application comes with one.
    ``web_delete``: what the DELETE of a web process does.
    ``service_elsewhere``: what becomes of a service of another project that is added to one.
    ``bucket_keys``: what GET shows of the keys of a bucket, which the answer to its POST shows.
    ``api_key_answer``: whether the answer to the POST of an API key, and what a key is told of
    itself, have an id. ``api_key_access``: what a PATCH does with the access that a key has.
    ``stage_apps``: whether a pipeline shows the applications of its stages.
    """

    model_config = _STRICT

    provisioning: Delay = Delay(seconds=0)
    deletion: Delay = Delay(seconds=0)
    ingress: Delay = Delay(seconds=0)
    deployment: Delay = Delay(seconds=0)
    deployment_outcome: DeploymentOutcome = "success"
    verification: Delay = Delay(seconds=0)
    verification_outcome: VerificationOutcome = "ACTIVE"
    consistency: Delay = Delay(seconds=0)
    limits: Limits = Limits()
    window: WindowStyle = "fixed"
    retry_after: RetryAfterStyle = "none"
    reset_style: ResetStyle = "seconds"
    latency: Seconds = 0
    forwarding: bool = False
    web_ingress_default: bool = True
    delete_answer: DeleteAnswer = "nothing"
    web_process: bool = True
    web_delete: WebDelete = "refuse"
    service_elsewhere: ServiceElsewhere = "move"
    bucket_keys: BucketKeys = "shown"
    api_key_answer: KeyAnswer = "documented"
    api_key_access: KeyAccess = "replace"
    stage_apps: bool = True
    tunnel_style: TunnelStyle = "documented"
    tunnel_names: TunnelNames = "upsert"
    tunnel_plan_limit: Annotated[int, Field(ge=0)] | None = None

    def changed(self, change: JsonObject) -> "Settings":
        """Return these settings with ``change`` laid over them; limits bucket by bucket.

        Raises:
            pydantic.ValidationError: an unknown setting or an impossible value.
        """
        merged = {**self.model_dump(mode="json"), **change}
        limits = change.get("limits")
        if isinstance(limits, dict):
            merged["limits"] = self._merged_limits(limits)
        return Settings.model_validate(merged)

    def _merged_limits(self, change: JsonObject) -> JsonObject:
        merged: JsonObject = self.limits.model_dump(mode="json")
        for bucket, values in change.items():
            present = merged.get(bucket)
            if isinstance(present, dict) and isinstance(values, dict):
                merged[bucket] = {**present, **values}
            else:
                merged[bucket] = values
        return merged


class DelayChange(TypedDict, total=False):
    """Exactly one of the two."""

    seconds: float
    polls: int


class LimitChange(TypedDict, total=False):
    """What is left out stays."""

    limit: int | None
    window: float


class SettingsChange(TypedDict, total=False):
    """The body of ``PATCH /_emulator/settings``: what is left out stays."""

    provisioning: DelayChange
    deletion: DelayChange
    ingress: DelayChange
    deployment: DelayChange
    deployment_outcome: DeploymentOutcome
    verification: DelayChange
    verification_outcome: VerificationOutcome
    consistency: DelayChange
    limits: Mapping[BucketName, LimitChange]
    window: WindowStyle
    retry_after: RetryAfterStyle
    reset_style: ResetStyle
    latency: float
    forwarding: bool
    web_ingress_default: bool
    delete_answer: DeleteAnswer
    web_process: bool
    web_delete: WebDelete
    service_elsewhere: ServiceElsewhere
    bucket_keys: BucketKeys
    api_key_answer: KeyAnswer
    api_key_access: KeyAccess
    stage_apps: bool
    tunnel_style: TunnelStyle
    tunnel_names: TunnelNames
    tunnel_plan_limit: int | None
