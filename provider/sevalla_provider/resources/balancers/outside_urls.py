"""Addresses outside the platform, as a program says them."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from typing_extensions import override

from sevalla_provider.resources.values import Rule, wrong

LONGEST = 2048
"""Characters; no bound is documented, and this is that of a repository's address."""


@dataclass(frozen=True)
class OutsideUrlForm(Rule):
    """Text without blanks. A host alone is the same with `/` behind it, and in capitals."""

    host_alone: ClassVar[re.Pattern[str]] = re.compile(r"(https?://[^/?#@]+)/?", re.IGNORECASE)

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise wrong("must be a string such as https://shop.example")
        if not 1 <= len(value) <= LONGEST:
            raise wrong(f"must be a string of 1 to {LONGEST} characters, and has {len(value)}")
        if not value.isprintable() or " " in value:
            raise wrong("must hold no blanks, such as https://shop.example")
        alone = self.host_alone.fullmatch(value)
        return alone[1].lower() if alone else value


OutsideUrl = Annotated[str, OutsideUrlForm()]
