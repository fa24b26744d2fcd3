"""Ids, as a program or a person says them: forms, and what is wrong with one that has none."""

import json
import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from typing_extensions import override

from sevalla_provider.resources.values import Rule, wrong


@dataclass(frozen=True)
class UuidForm(Rule):
    """UUIDs, in lower case."""

    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str) or not self.form.fullmatch(value.lower()):
            raise wrong(f"must be {self}")
        return value.lower()

    def __str__(self) -> str:
        return "a UUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789"


@dataclass(frozen=True)
class AnyId(Rule):
    """Ids of which no form is documented: a word, or several. UUIDs in lower case."""

    form: ClassVar[re.Pattern[str]] = re.compile(
        r"(?!\.{1,2}$)[\w.~:@-]([\w.~:@ -]*[\w.~:@-])?", re.ASCII
    )

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str) or not self.form.fullmatch(value):
            raise wrong(f"must be {self}")
        return in_lower_case(value)

    def __str__(self) -> str:
        return f"{UuidForm()}, or whatever the API calls it"


Uuid = Annotated[str, UuidForm()]
A_UUID = UuidForm()

SHOWN = 200
"""Characters of a wrong id that an error repeats."""


class MalformedId(ValueError):
    """An id that is not of the resource's form: what a person typed at an import."""

    def __init__(self, text: str, form: str) -> None:
        # As JSON: what cannot be seen, or cannot be sent, shows.
        super().__init__(f"{json.dumps(text[:SHOWN])} is not of the form {form}")


class NotImportable(MalformedId):
    """An id of what no stack can take over, whatever its form."""

    def __init__(self, text: str, reason: str) -> None:
        ValueError.__init__(self, f"{json.dumps(text[:SHOWN])} cannot be imported: {reason}")


def in_lower_case(told: str) -> str:
    """An id, or a path of ids, whose UUIDs are in lower case: the API takes either."""
    lowered = ((part, part.lower()) for part in told.split("/"))
    return "/".join(low if UuidForm.form.fullmatch(low) else part for part, low in lowered)
