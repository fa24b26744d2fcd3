"""What a check found: the models of the report, which are also its published schema.

The schema is `docs/drift.schema.json`: `python -m sevalla_provider.drift.report` prints it.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, computed_field

from sevalla_provider.sanitize import json_text

Kind = Literal["drifted", "gone", "unhealthy"]
Result = Literal["clean", "drift", "unmanaged", "failed"]


class ExitCode(IntEnum):
    """How the command ends. 1 is what everything ends with that goes wrong, whoever's fault."""

    CLEAN = 0
    FAILED = 1
    DRIFT = 2
    UNMANAGED = 3


RESULTS: Mapping[ExitCode, Result] = {
    ExitCode.CLEAN: "clean",
    ExitCode.FAILED: "failed",
    ExitCode.DRIFT: "drift",
    ExitCode.UNMANAGED: "unmanaged",
}


ALL_GONE = (
    "everything of this stack is gone at once. Look first whether address and key are those of its "
    "account: sevalla:apiUrl, sevalla:apiKey, SEVALLA_API_URL, SEVALLA_API_KEY, and those of "
    "Private Connect. If they are not, what is here is somebody else's, and the command below "
    "would make everything a second time"
)


class Part(BaseModel):
    """A part of the report; what it does not know is null, so that every key is always there."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Difference(Part):
    """One property that is not as it was left."""

    property: Annotated[
        str, Field(description="Its path, such as `scalingStrategy.config.instanceCount`.")
    ]
    expected: Annotated[
        JsonValue, Field(description="What the program said; null: nothing, or a secret.")
    ]
    actual: Annotated[JsonValue, Field(description="What is there; null: nothing, or a secret.")]
    secret: Annotated[bool, Field(description="Whether the values are hidden.")] = False


class Finding(Part):
    """One thing that is wrong with one resource."""

    kind: Annotated[
        Kind,
        Field(
            description="`drifted`: other values; `gone`: deleted by somebody; `unhealthy`: the "
            "platform says that it failed, or it does not get ready."
        ),
    ]
    type: Annotated[str, Field(description="Such as `Process`.")]
    name: Annotated[str, Field(description="What the program calls it.")]
    urn: str
    id: Annotated[str, Field(description="As an import takes it.")]
    file: Annotated[
        str | None,
        Field(
            description="The file of the program that declares it, from the project's folder on; "
            "null: the state does not know it."
        ),
    ] = None
    line: Annotated[int | None, Field(description="The line in that file, from 1.")] = None
    differences: Annotated[
        list[Difference], Field(description="Of what drifted, by property; else empty.")
    ] = []
    status: Annotated[
        str | None, Field(description="What the platform says of what is unhealthy.")
    ] = None
    heal: Annotated[str, Field(description="The command that puts it right.")]

    @property
    def source(self) -> str:
        """The line of the program, as editors and terminals read it; empty where nobody knows."""
        return "" if self.file is None else f"{self.file}:{self.line}"


class StackReport(Part):
    """What was found in one stack."""

    stack: str
    checked: Annotated[int, Field(description="How many resources of Sevalla were looked at.")] = 0
    findings: list[Finding] = []
    error: Annotated[
        str | None, Field(description="Why the stack could not be checked; null: it was.")
    ] = None

    @computed_field(  # type: ignore[prop-decorator] # mypy knows no decorated property
        description="What to look at before anything is put right."
    )
    @property
    def warnings(self) -> list[str]:
        """Nobody deletes everything; but who looks in the wrong place sees nothing."""
        gone = {each.urn for each in self.findings if each.kind == "gone"}
        return [ALL_GONE] if len(gone) == self.checked and len(gone) > 1 else []


class Unmanaged(Part):
    """An object that is in none of the stacks."""

    kind: Annotated[str, Field(description="Such as `Process`.")]
    type: Annotated[str, Field(description="As an import takes it.")]
    id: Annotated[str, Field(description="As an import takes it.")]
    name: Annotated[str, Field(description="A name for a program, which no other object has.")]
    label: Annotated[str, Field(description="What the platform calls it.")]
    created_at: Annotated[str | None, Field(description="ISO 8601, UTC.")]
    age_seconds: int | None


class Ignored(Part):
    """An object that is in none of the stacks, and is not to be told of."""

    kind: str
    id: str
    label: str
    reason: str
    until: Annotated[str | None, Field(description="The last day on which it is ignored.")]


class Report(Part):
    """What was found in all stacks that were named."""

    version: Annotated[Literal[1], Field(description="Of this format.")] = 1
    checked_at: Annotated[str, Field(description="When the check began, ISO 8601, UTC.")]
    stacks: list[StackReport]
    unmanaged: Annotated[
        list[Unmanaged], Field(description="Empty where nobody asked for them.")
    ] = []
    ignored: list[Ignored] = []
    warnings: Annotated[list[str], Field(description="Rules of the ignore file that ended.")] = []

    @property
    def findings(self) -> list[Finding]:
        """Of all stacks."""
        return [finding for stack in self.stacks for finding in stack.findings]

    @property
    def errors(self) -> list[StackReport]:
        """The stacks that could not be checked."""
        return [stack for stack in self.stacks if stack.error is not None]

    @property
    def exit_code(self) -> ExitCode:
        """A check that failed is never clean, and never mere drift either."""
        if self.errors or not self.stacks:
            return ExitCode.FAILED
        if self.findings:
            return ExitCode.DRIFT
        return ExitCode.UNMANAGED if self.unmanaged else ExitCode.CLEAN

    @computed_field(description="`failed`: the check itself did; nothing is known then.")
    def result(self) -> Result:
        """The exit code in a word."""
        return RESULTS[self.exit_code]


def as_json(report: Report) -> str:
    """The report as JSON; every key is always there."""
    return json_text(report.model_dump())


def schema() -> str:
    """The schema that it keeps to (2020-12)."""
    return json_text(Report.model_json_schema(mode="serialization"))


if __name__ == "__main__":
    print(schema(), end="")  # noqa: T201 - to be redirected
