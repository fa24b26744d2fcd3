"""What an API can do with the objects of one kind: data, which everything above asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.paths import parameters
from sevalla_provider.http import Quota


class List(Enum):
    """How the API lists objects."""

    PAGED = "pages of `data`, and nothing else"
    ARRAY = "everything at once: an array, perhaps wrapped in `data`"
    EITHER = "pages, or an array without pages"
    NONE = "not at all"


class Get(Enum):
    """How one object is read."""

    BY_ID = "GET of one"
    FROM_LIST = "the list is the read: there is no GET of one"
    IF_LISTED = "the same where there is a list; where none is shown, what is kept is believed"
    FROM_PARENT = "the parent's object shows it, for as long as that is there"
    PRESENCE = "whoever knows a secret sees that it is there, and nothing else of it"


class Shows(Enum):
    """What the answer to a write shows of the object."""

    OBJECT = "the whole object"
    PERHAPS = "the whole object, or something that is none; of a create, its id, or nothing of it"
    ID = "its id, so that the rest is read again"
    NOTHING = "nothing, so that it is read again"


@dataclass(frozen=True)
class Proof:
    """How an object is known by a secret that is shown once.

    Attributes:
        secret: what the answer calls the secret.
        masked: what an object calls that of which it shows the ends alone.
        same: the inputs that an object must show as they were sent.
    """

    secret: str
    masked: str
    same: Sequence[str] = ()


@dataclass(frozen=True)
class Itself:
    """How a key knows itself among the objects: it cannot switch off, renew or remove that one.

    Attributes:
        asked: the calls whose answer may have its id.
        proof: how it is known where none has.
    """

    asked: Sequence[str]
    proof: Proof


@dataclass(frozen=True)
class Create:
    """How an object is made.

    Attributes:
        method: of the request.
        path: where it is not that of the collection.
        shows: what the answer shows.
        wrapped_in: the key under which an answer may hold the object.
        beside: what an answer tells of the object beside that key.
        id_from: the field of the request that is the object's id.
        repeatable: whether a request that is sent twice makes one object all the same.
        whole: whether the API takes all fields, also those that a program leaves out.
        one_by_one: whether the creates in one collection go one after the other.
        proof: what shows which object it was, where the answer has no id, and what else it tells.
    """

    method: str = "POST"
    path: str = ""
    shows: Shows = Shows.OBJECT
    wrapped_in: str = ""
    beside: Sequence[str] = ()
    id_from: str = ""
    repeatable: bool = False
    whole: bool = False
    one_by_one: bool = False
    proof: Proof | None = None


@dataclass(frozen=True)
class Update:
    """How an object is changed.

    Attributes:
        whole: whether the API takes all fields, not the changed ones alone.
        calls: what the request calls an input, where POST calls it otherwise.
        taken_away: the sets of which nobody knows whether the API leaves what a request does not
            name: what should be gone must be.
    """

    method: str = "PATCH"
    whole: bool = False
    shows: Shows = Shows.OBJECT
    calls: Mapping[str, str] = field(default_factory=dict)
    taken_away: Sequence[str] = ()


@dataclass(frozen=True)
class Jobs:
    """What runs in an object for a while; meanwhile the API may refuse to remove the object.

    Attributes:
        path: where they are listed, below the object.
        noun: what people call one.
        running: the statuses of those that have not ended.
        cancel: the call, below one of them, that ends it.
        log: what the server has written down of one, below it; empty where it does not.
    """

    path: str
    noun: str
    running: frozenset[str]
    cancel: str
    log: str = ""


@dataclass(frozen=True)
class Contents:
    """What goes with an object, and nobody can make again.

    Attributes:
        path: where it is listed; the parameter is the object's id.
        noun: what people call one.
        unless: the input by which a program says that it may go.
    """

    path: str
    noun: str
    unless: str


@dataclass(frozen=True)
class Delete:
    """How an object is removed.

    Attributes:
        method: of the request. What is no DELETE may be refused where nothing is there any more.
        path: where it is not that of the object.
        query: parameters, each with the properties that tell it; the first that is kept counts.
        guard: what it must hold nothing of; the API itself does not ask.
        waits: whether it is seen to go; else it is forgotten at once.
        default: what is sent, as an update, to put a default back instead; then nothing goes.
        refused_during: what must have ended first; it is cancelled.
        refused_while_busy: whether it is asked for again until the object has nothing else to do.
        failed: the statuses that say that an object will not go, after all.
        may_need_person: whether the API may want a signed-in person for it. Then it says that the
            key is not valid, which it says of a wrong key as well.
    """

    method: str = "DELETE"
    path: str = ""
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guard: Contents | None = None
    waits: bool = True
    default: JsonObject | None = None
    refused_during: Jobs | None = None
    refused_while_busy: bool = False
    failed: frozenset[str] = frozenset()
    may_need_person: bool = False


@dataclass(frozen=True)
class Switch:
    """The calls, below an object, that set an input which is true or false.

    Where both are the same call, that one flips. Where there is none for false, an object becomes
    that by another's becoming true.

    Attributes:
        pauses: whether an object that it is true of takes no other change: it is the last to be
            switched on, and the first to be switched off.
        off_method: of the request that makes it false.
        repeatable: whether the API takes a call where the object is so already.
    """

    on: str
    off: str = ""
    pauses: bool = False
    off_method: str = "POST"
    repeatable: bool = True

    @property
    def flips(self) -> bool:
        """Whether the call says nothing of what it leads to."""
        return (self.on, "POST") == (self.off, self.off_method)


@dataclass(frozen=True)
class Setter:
    """The call, below an object, that changes an input which POST takes and PATCH does not.

    To make it twice does no more than to make it once.

    Attributes:
        path: below the object.
        carries: what the call calls the input.
    """

    path: str
    carries: str


@dataclass(frozen=True)
class Membership:
    """The calls that set an input which says what an object is a member of: one at a time.

    POST takes it as any input, PATCH does not.

    Attributes:
        path: of the members; its parameter is what the input says.
        kind: what an object is called among them: their `service_type`.
    """

    path: str
    kind: str


@dataclass(frozen=True)
class Ordering:
    """The input that says which position an object has among those of its parent.

    A POST always says one. Later one call to the parent sets the positions of all of them.

    Attributes:
        input: left out, an object goes behind all others.
        posted_as: what a POST calls it: the position of what the new object goes before.
        most: the last position that the API takes.
        field: of the parent's PATCH: a list with each object's id and position.
        id_as: what an item of that calls the id.
        position_as: what it calls the position.
        shown_as: the output that tells the position.
    """

    input: str
    posted_as: str
    most: int
    field: str
    id_as: str
    position_as: str
    shown_as: str


@dataclass(frozen=True)
class Renewal:
    """The call that makes something of an object anew; it carries nothing.

    Attributes:
        method: of the request.
        path: below the object.
        shows: what the answer shows.
        output: what it makes anew; where the answer is no object, that shows it once.
    """

    method: str
    path: str = ""
    shows: Shows = Shows.OBJECT
    output: str = ""


@dataclass(frozen=True)
class Lookup:
    """The list, below an object, of which one item shows an output that never changes.

    Attributes:
        path: of the list; its parameter is the object's id.
        where: what that item shows beside.
        shows: the field that is the output.
    """

    path: str
    where: Mapping[str, str]
    shows: str


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
        itself: how a key knows itself; None where no object is a key.
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
    create: Create = Create()
    update: Update | None = Update()
    delete: Delete | None = Delete()
    switches: Mapping[str, Switch] = field(default_factory=dict)
    setters: Mapping[str, Setter] = field(default_factory=dict)
    settles: bool = False
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    renewals: Mapping[str, Renewal] = field(default_factory=dict)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    itself: Itself | None = None
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
