"""What Pulumi keeps of a resource, or a program says of it: what both ways in hand to the core."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sevalla_provider.lifecycle.account import Account
from sevalla_provider.resources.properties import Properties

UNSEEN = "unseen"
"""Where a state keeps that, beside the account."""

KEPT = "__sevallaKept"
"""Where a state keeps, as a secret, what nobody may read: a salt, and what was found."""

SALT, FOUND = "salt", "found"


@dataclass(frozen=True)
class PropertySet:
    """The properties of a resource, and what is kept hidden beside those of a state.

    Attributes:
        properties: by their Python names.
        secrets: names of those that the program marked as secret, or that hold what it marked.
        account: of the account that showed the object.
        unseen: names of the inputs that an import could not know, since the API never shows them.
        salt: of the resource's `configHash`; a secret itself.
        found: the inputs that an object had when it was taken over from the platform.
    """

    properties: Properties
    secrets: frozenset[str] = frozenset()
    account: Account | None = None
    unseen: frozenset[str] = frozenset()
    salt: str = ""
    found: Properties | None = None

    @property
    def kept(self) -> Properties:
        """What a state keeps as a secret beside the properties; mostly nothing."""
        salt: Properties = {SALT: self.salt} if self.salt else {}
        return salt if self.found is None else {**salt, FOUND: self.found}

    def keeping(self, kept: object) -> "PropertySet":
        """The same with what a state kept; with less of one that is older, or damaged."""
        known = kept if isinstance(kept, Mapping) else {}
        salt, found = known.get(SALT), known.get(FOUND)
        return replace(
            self,
            salt=salt if isinstance(salt, str) else "",
            found=found if isinstance(found, dict) else None,
        )

    def recalling(self, said: Properties) -> "PropertySet":
        """A state together with what the program said last of what nobody can see.

        Args:
            said: the inputs that the engine keeps.
        """
        recalled = {name: said[name] for name in self.unseen & said.keys()}
        return replace(
            self,
            properties={**self.properties, **recalled},
            unseen=self.unseen - recalled.keys(),
        )
