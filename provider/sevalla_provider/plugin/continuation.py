"""Where a list goes on: a token that says it all, so that any later plugin can read it."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64

import grpc
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sevalla_provider.plugin.failure import Failed


class Continuation(BaseModel):
    """How far a list has come.

    Attributes:
        of: a digest of what is listed.
        offset: where the API's list goes on.
        told: how many objects have been told.
        limit: how many were asked for at the beginning; 0 for all.
        last: the last object that the API showed: what shows it again does not go on.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    of: str
    offset: int = Field(default=0, ge=0, lt=2**31)
    told: int = Field(default=0, ge=0)
    limit: int = Field(default=0, ge=0)
    last: str = ""

    def token(self) -> str:
        """Write it down."""
        return urlsafe_b64encode(self.model_dump_json().encode()).decode()

    def most(self, limit: int) -> int | None:
        """How many objects are told when a limit is reached; None where there is none.

        The protocol repeats the limit of the beginning, and `pulumi do` says what is left of it.
        """
        if limit < 1:
            return None
        return limit if limit == self.limit else self.told + limit

    def moved(self, offset: int, told: int, last: str) -> "Continuation":
        """Go on from there, after so many more objects."""
        return self.model_copy(update={"offset": offset, "told": self.told + told, "last": last})


def digest_of(*what: str) -> str:
    """Name what is listed: of which kind, under which parent, at which address."""
    return hashlib.sha256("\0".join(what).encode()).hexdigest()[:16]


def continuation(token: str, of: str, limit: int) -> Continuation:
    """Read a token, or begin where there is none. Raises `Failed`."""
    if not token:
        return Continuation(of=of, limit=max(limit, 0))
    try:
        read = Continuation.model_validate_json(urlsafe_b64decode(token))
    except (NoBase64, ValueError, ValidationError):
        raise _foreign("is none that a list of this plugin ended with") from None
    if read.of != of:
        raise _foreign("is of another list: of another kind, parent or address")
    return read


def _foreign(problem: str) -> Failed:
    return Failed(
        f"the continuation token {problem}; list from the beginning, without one",
        grpc.StatusCode.INVALID_ARGUMENT,
    )
