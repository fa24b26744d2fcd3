"""What is wrong with inputs, in the words and names that the engine shows."""

import re
from collections.abc import Collection, Sequence

from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.lifecycle.check import Failure
from sevalla_provider.resources.casing import to_camel

SNAKE = re.compile(r'"[^"]*"|\b[a-z]+(?:_[a-z]+)+\b')
"""A property's Python name, or a quotation, which is left alone."""


def check_failures(
    found: Sequence[Failure], secrets: Collection[str] = ()
) -> list[pb.CheckFailure]:
    """What is wrong with inputs, by the names that every language has; no value of a secret."""
    return [
        pb.CheckFailure(
            property=each.where(to_camel),
            reason=f"`{each.where(to_camel)}` {in_camel_case(each.told(secrets))}",
        )
        for each in found
    ]


def in_camel_case(text: str) -> str:
    """Spell the names of properties in a text as on the wire."""
    return SNAKE.sub(_camel, text)


def _camel(match: re.Match[str]) -> str:
    word = match[0]
    return word if word.startswith('"') else to_camel(word)
