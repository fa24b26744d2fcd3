"""What an API can do with the objects of one kind: data, which everything above asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sevalla_provider.clients.calls import (
    Lookup,
    Membership,
    Ordering,
    Renewal,
    Setter,
    Switch,
    WhoAmI,
)
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.paths import parameters
from sevalla_provider.clients.verbs import Create, Delete, Get, List, Shows, Update
from sevalla_provider.http import Quota


@dataclass(frozen=True)
class Limits:
    """The documented rate limits of an API.

    Attributes:
        changes: of one service each, whose name is added.
        creation: of services.
        deployment: of one service each, whose name is added.
        logs: of all reads of logs together.
    """

    reads: Quota
    writes: Quota
    changes: Quota | None = None
    creation: Quota | None = None
    deployment: Quota | None = None
    logs: Quota | None = None


@dataclass(frozen=True)
class Operations:
    """What an API can do with the objects of one kind.

    Attributes:
        path: of the collection. Its parameters, such as `{app_id}`, are the inputs that name the
            parent, and what that is in; there is none where there is but one collection.
        limits: of the API.
        service: what the limit on changes calls the service: that which the path's parameter names,
            or else the object itself.
        creates_service: whether the create counts as the creation of a service.
        deploys: whether the create counts as a deployment of the service.
        log_path: below an object, what the server has written down of it; empty where it does not.
        list: how objects are listed.
        listed_in: the field of the parent's object that lists them, where no call of its own does;
            or the way to it, by the ids of items: `stages/{stage_id}/apps`.
        listed_where: what the items show that are meant, where others are beside them.
        whole_items: whether an item of the list is the whole object.
        get: how one is read.
        get_path: where it is not that of the object; its parameters are taken from what is kept.
        single: whether there is one object for each parent, at the path itself and without an id.
        create: how one is made.
        update: how fields of one are changed; None where every change of one makes another.
        delete: how one is removed; None where there is no call for that, and it is only forgotten.
        switches: the inputs that are set by calls of their own.
        setters: the inputs that are changed by calls of their own, which carry them.
        settles: whether a change must have come into effect before the next one is asked for.
        memberships: the inputs that are changed by calls to what they name.
        renewals: the inputs that are sent nowhere, and whose every change is a call.
        lookups: the outputs that another list shows; they are read once, and kept.
        whoami: how a key knows itself; None where no object is a key.
        ordering: how objects get their positions, where a program can say one.
    """

    path: str
    limits: Limits
    service: str = ""
    creates_service: bool = False
    deploys: bool = False
    log_path: str = ""
    list: List = List.PAGED
    listed_in: str = ""
    listed_where: Mapping[str, str] = field(default_factory=dict)
    whole_items: bool = True
    get: Get = Get.BY_ID
    get_path: str = ""
    single: bool = False
    create: Create = field(default_factory=Create)
    update: Update | None = field(default_factory=Update)
    delete: Delete | None = field(default_factory=Delete)
    switches: Mapping[str, Switch] = field(default_factory=dict)
    setters: Mapping[str, Setter] = field(default_factory=dict)
    settles: bool = False
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    renewals: Mapping[str, Renewal] = field(default_factory=dict)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    whoami: WhoAmI | None = None
    ordering: Ordering | None = None

    @property
    def parents(self) -> Sequence[str]:
        """The inputs that name the parent, and before it what that is in; mostly one, or none."""
        return parameters(self.path)

    @property
    def parent(self) -> str | None:
        """The input that names the parent; None where there is but one collection."""
        return next(reversed(self.parents), None)

    @property
    def parent_path(self) -> str:
        """The path of what the collection belongs to, or of the object that lists it."""
        path = self.path.removesuffix(f"/{self.listed_in}")
        return path[: path.rindex("}") + 1]

    def named(self, parent_id: str) -> dict[str, str]:
        """The parameters of the path by what they are: an id for each, joined by slashes."""
        names = self.parents
        return dict(zip(names, parent_id.split("/", len(names) - 1), strict=False))

    @property
    def listed(self) -> bool:
        """Whether every object of a collection can be found."""
        return self.list is not List.NONE or self.single

    @property
    def default(self) -> JsonObject:
        """What the object of each parent is until somebody changes it; nothing where none is."""
        return (self.single and self.delete and self.delete.default) or {}

    @property
    def public(self) -> bool:
        """Whether anybody may look at an object: that it is there shows no account."""
        return self.get is Get.PRESENCE

    @property
    def nameless(self) -> bool:
        """Whether perhaps nothing tells which object was made: it is the new one, as asked."""
        told = self.create.id_from or self.single
        return self.create.shows in (Shows.NOTHING, Shows.PERHAPS) and not told

    def is_position(self, name: str) -> bool:
        """Whether an input says which position an object has among the others."""
        return self.ordering is not None and name == self.ordering.input

    def quotas(self, method: str, parent_id: str, object_id: str) -> Sequence[Quota]:
        """The rate limits that a request falls in, the narrowest first."""
        limits = self.limits
        if method == "GET":
            return (limits.reads,)
        if method == "POST":
            creation = limits.creation if self.creates_service and not object_id else None
            deployment = limits.deployment if self.deploys and not object_id else None
            narrow = creation or self._of_the_service(deployment, parent_id)
            return (limits.writes,) if narrow is None else (narrow, limits.writes)
        narrow = self._of_the_service(limits.changes, parent_id or object_id)
        return (limits.writes,) if narrow is None else (narrow, limits.writes)

    def _of_the_service(self, quota: Quota | None, service_id: str) -> Quota | None:
        if quota is None or not self.service:
            return None
        return Quota(f"{quota.name} {self.service} {service_id}", quota.limit, quota.window)

    @property
    def log_quotas(self) -> Sequence[Quota]:
        """The rate limits that a read of a log falls in, the narrowest first."""
        logs = self.limits.logs
        return (self.limits.reads,) if logs is None else (logs, self.limits.reads)
