"""How an API lists, reads, makes, changes and removes objects: a table for each verb.

A table says what differs from API to API; `operations` says which ones hold for a kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sevalla_provider.clients.models import JsonObject


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
        named_by: what the object shows by which people know it, beside its id.
    """

    path: str
    noun: str
    unless: str
    named_by: Sequence[str]


class Retry(Enum):
    """When a call that removes an object, and failed, is made once more."""

    NEVER = "what it says is final"
    ONCE_JOBS_HAVE_ENDED = "when what runs in the object, and is cancelled, has ended"
    ONCE_IDLE = "when the object has nothing else to do"
    ONCE_SEEN = "when the answer was lost, and the object is seen to be there"


@dataclass(frozen=True)
class Delete:
    """How an object is removed.

    Attributes:
        method: of the request.
        path: where it is not that of the object.
        query: parameters, each with the properties that tell it; the first that is kept counts.
        guard: what it must hold nothing of; the API itself does not ask.
        waits: whether it is seen to go; else it is forgotten at once.
        default: what is sent, as an update, to put a default back instead; then nothing goes.
        retry: when it is asked for once more.
        jobs: what must have ended before, where that is what it waits for.
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
    retry: Retry = Retry.NEVER
    jobs: Jobs | None = None
    failed: frozenset[str] = frozenset()
    may_need_person: bool = False
