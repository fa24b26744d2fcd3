"""What goes over the control API, for its server and its client alike."""

from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.settings import ApiName, BucketName

EXTRA = "_emulator"  # the key under which an object carries what the API does not show


class AdvanceRequest(BaseModel):
    """How far to move the clock."""

    model_config = ConfigDict(extra="forbid", strict=True)

    advance: float = Field(ge=0, le=1e9, allow_inf_nan=False)


class LogEntry(BaseModel):
    """One request to the API; ``status`` is null when it got no answer.

    ``path`` is below the API's prefix; ``body`` is the JSON that was sent, or the text that
    was no JSON. The headers, and so the key, are not in here.
    """

    at: str
    api: ApiName
    method: str
    path: str
    query: str
    body: JsonValue
    status: int | None
    request_id: str
    buckets: list[BucketName]
    fault: str | None


class RouteCount(BaseModel):
    """Requests of one route; ``statuses`` counts by status, ``none`` where no answer went out."""

    requests: int = 0
    statuses: dict[str, int] = {}


class BucketCount(BaseModel):
    """``requests`` fell in the bucket, of which ``limited`` were refused with 429 by it."""

    requests: int = 0
    limited: int = 0


class Counters(BaseModel):
    """``routes`` by template, such as ``GET /applications/{app_id}/processes``.

    ``writes`` counts all POST, PUT, PATCH and DELETE requests, whatever became of them.
    """

    buckets: dict[BucketName, BucketCount] = {}
    routes: dict[str, RouteCount] = {}
    writes: int = 0


class TransitionReport(BaseModel):
    """A change under way: it ends at ``deadline`` or after so many more ``polls``."""

    name: str
    deadline: str | None
    polls: int | None
    changes: JsonObject


class Extra(BaseModel):
    """What an object carries under ``_emulator``; ``owner`` is the id that it goes down with."""

    owner: str = ""
    effective: JsonObject | None
    transitions: list[TransitionReport]
    hidden: bool
    deleting: bool
    forwarding: bool


@dataclass(frozen=True)
class EmulatedObject:
    """An object as the emulator holds it; ``record["status"]`` reads one of its fields.

    ``effective``: what a deployment has made of a process. ``owner``: the id of what it goes down
    with; empty at the top. ``hidden``: reads do not find it
    yet. ``forwarding``: its port really listens.
    """

    fields: JsonObject
    effective: JsonObject | None = None
    transitions: list[TransitionReport] = field(default_factory=list)
    hidden: bool = False
    deleting: bool = False
    forwarding: bool = False
    owner: str = ""

    @property
    def id(self) -> str:
        """The object's id."""
        return str(self.fields["id"])

    def __getitem__(self, name: str) -> JsonValue:
        return self.fields[name]

    @classmethod
    def from_wire(cls, item: JsonObject) -> "EmulatedObject":
        """Read an item of ``GET /_emulator/objects``."""
        fields = {name: value for name, value in item.items() if name != EXTRA}
        extra = Extra.model_validate(item[EXTRA])
        return cls(fields, **dict(extra))


@dataclass(frozen=True)
class Objects:
    """Objects by kind, each kind in the order of creation; ``objects.processes`` is one kind."""

    by_kind: dict[str, list[EmulatedObject]]

    def __getattr__(self, kind: str) -> list[EmulatedObject]:
        """All of one kind, such as ``objects.tcp_proxies``."""
        try:
            return self.__dict__["by_kind"][kind]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(f"no kind {kind}") from None

    @classmethod
    def from_wire(cls, body: dict[str, list[JsonObject]]) -> "Objects":
        """Read the answer of ``GET /_emulator/objects`` or ``POST /_emulator/seed``."""
        return cls(
            {
                kind: [EmulatedObject.from_wire(item) for item in items]
                for kind, items in body.items()
            }
        )
