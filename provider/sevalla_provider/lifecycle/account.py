"""The account that showed an object, as it is kept hidden in the state: no more than a digest."""

from collections.abc import Mapping
from dataclasses import dataclass

HIDDEN, ACCOUNT = "__sevalla", "account"
"""Where in a state it is kept: the engine shows nobody what begins with `__`."""


@dataclass(frozen=True)
class Account:
    """What is kept of the account that showed an object.

    Attributes:
        salt: random, of the digest.
        digest: of the address and the key.
        company: its id; empty where the API was asked and told none, None where it was not asked.
    """

    salt: str
    digest: str
    company: str | None = None

    def wire(self) -> dict[str, str]:
        """As it is kept in state."""
        company = {} if self.company is None else {"company": self.company}
        return {"salt": self.salt, "digest": self.digest, **company}


def account_in(kept: object) -> Account | None:
    """Read what was kept; None of a state that is older, or damaged."""
    known = kept if isinstance(kept, Mapping) else {}
    texts = {name: known[name] for name in ("salt", "digest", "company") if name in known}
    if not texts.keys() >= {"salt", "digest"} or not all(
        isinstance(each, str) for each in texts.values()
    ):
        return None
    return Account(**texts)
