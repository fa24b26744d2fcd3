"""`.sevalla-drift.yaml`: which objects may be in no stack, why, and until when."""

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sevalla_provider.clients.responses import problems_in
from sevalla_provider.documents import NoDocument, yaml_document
from sevalla_provider.drift.pulumi_cli import CheckFailed
from sevalla_provider.importing.inventory import RemoteObject

FILE = ".sevalla-drift.yaml"


class IgnoreRule(BaseModel):
    """Objects to ignore. Patterns as in a shell: `*`, `?`, `[ab]`; small and capital differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Annotated[str, Field(description="Such as `Process`.")] = "*"
    name: Annotated[str | None, Field(description="What the platform calls it.")] = None
    id: Annotated[str | None, Field(description="As an import takes it: `app_id/*`.")] = None
    reason: Annotated[str, Field(min_length=1)]
    until: Annotated[date | None, Field(description="The last day on which it holds.")] = None

    @model_validator(mode="after")
    def _names_objects(self) -> "IgnoreRule":
        if self.name is None and self.id is None:
            raise ValueError("say which objects: by `name`, by `id`, or by both")
        return self

    def matches(self, one: RemoteObject) -> bool:
        """Whether an object is meant; the day is not looked at."""
        pairs = ((self.type, one.resource.name), (self.name, one.label), (self.id, one.id))
        return all(pattern is None or fnmatchcase(value, pattern) for pattern, value in pairs)

    def in_force(self, today: date) -> bool:
        """Whether it has not ended yet."""
        return self.until is None or today <= self.until

    @property
    def summary(self) -> str:
        """The rule in a few words."""
        parts = (self.type, *(each for each in (self.name, self.id) if each))
        return " ".join(parts)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ignore: list[IgnoreRule] = []


def rules_in(folder: Path) -> Sequence[IgnoreRule]:
    """Read the rules; none where there is no file. Raises `CheckFailed` for a bad one."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        content = yaml_document(path.read_text(encoding="utf-8"))
        return _File.model_validate({} if content is None else content).ignore
    except ValidationError as error:
        raise CheckFailed(f"{FILE}: {problems_in(error)}") from None
    except (NoDocument, UnicodeError, OSError) as error:
        raise CheckFailed(f"{FILE}: {error}") from None
