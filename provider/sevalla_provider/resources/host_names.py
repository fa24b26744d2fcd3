"""Host names, as a program says them."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from typing_extensions import override

from sevalla_provider.resources.values import Rule, shown, wrong

LONGEST = 253
"""Characters of a whole name."""


@dataclass(frozen=True)
class HostNameForm(Rule):
    """Names of at least two parts, in lower case: upper and lower mean the same."""

    label: ClassVar[re.Pattern[str]] = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
    number: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]+")

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise wrong("must be a string such as shop.example")
        name = value.lower()
        if name.startswith("*."):
            raise wrong("must not begin with `*.`: say the name without it")
        if "/" in name or ":" in name:
            raise wrong("must be a name alone, without `https://`, port or path")
        if not name.isascii():
            raise wrong("must be in the form for DNS, such as xn--bcher-kva.example")
        labels = name.split(".")
        well_formed = len(labels) > 1 and all(map(self.label.fullmatch, labels))
        if not well_formed or len(name) > LONGEST or self.number.fullmatch(labels[-1]):
            raise wrong(f"must be the name of a host such as shop.example, not {shown(value)}")
        return name


HostName = Annotated[str, HostNameForm()]
