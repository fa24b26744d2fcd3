"""What is written down of a create before its POST, until the engine's own state has the object."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel, ConfigDict

from sevalla_provider.clients.models import JsonObject


class IntentState(Enum):
    """How far a create is known to be. What is delivered is no intent any more."""

    UNANSWERED = "unanswered"  # nobody knows whether there is an object
    ANSWERED = "answered"  # its id is on record, and the engine is not known to have it


class Intent(BaseModel):
    """One create.

    Attributes:
        key: unique.
        identity: which resource of which stack.
        backend: a digest of where that stack's state is kept; empty where nobody knew.
        noun: what is being made.
        where: address of the API and path of the collection.
        digest: of the body; see `BodyDigest`.
        seen: the ids that were there before the POST, or those that were new then.
        made: the id that the answer gave; None while there is no answer.
        begun_at: when it was written down, in seconds since the epoch by this machine's clock.
        posted_at: when its last POST went out, by this machine's clock; 0 for that of `begun_at`.
        first_post, last_post: when POSTs went out, by the server's clock; None where that is not
            known.
        account: what is known of the account that it was made in; see `evidence.Account.wire`.
        lost: whether the answer is known to be lost: nothing of it is on its way any more.
        process, operation: who is at work on it, as long as that lives.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    identity: str
    backend: str = ""
    noun: str
    where: str
    digest: str
    seen: frozenset[str] = frozenset()
    made: str | None = None
    begun_at: float
    posted_at: float = 0.0
    first_post: float | None = None
    last_post: float | None = None
    account: dict[str, str] = {}
    lost: bool = False
    process: str = ""
    operation: str = ""

    @property
    def state(self) -> IntentState:
        """Whether the id of its object is known."""
        return IntentState.UNANSWERED if self.made is None else IntentState.ANSWERED

    @property
    def asked_at(self) -> float:
        """When its last POST went out, in seconds since the epoch by this machine's clock."""
        return self.posted_at or self.begun_at

    def text(self) -> str:
        """As it is kept on disk; any string can be, halves of characters included."""
        fields = self.model_dump() | {"seen": sorted(self.seen)}
        return json.dumps(fields)

    def belongs_to(self, identity: str, backend: str) -> bool:
        """Whether it is a create of this very resource; before 0.2 no intent knew its backend."""
        return self.identity == identity and self.backend in ("", backend)


@dataclass(frozen=True)
class BodyDigest:
    """What names a body without holding it.

    Attributes:
        keyed: by a salt of this machine: nobody else can try what a short secret might have been.
        plain: without a salt, as it was written before 0.3; it is compared, and never written.
    """

    keyed: str
    plain: str

    def names(self, digest: str) -> bool:
        """Whether a digest of an intent is that of this body."""
        return digest in (self.keyed, self.plain)


def digest_of(body: JsonObject, salt: str) -> BodyDigest:
    """Name a body.

    Args:
        salt: of this machine.
    """
    text = json.dumps(body, sort_keys=True).encode()
    keyed = hmac.new(salt.encode(), text, hashlib.sha256).hexdigest()
    return BodyDigest(keyed, hashlib.sha256(text).hexdigest())
