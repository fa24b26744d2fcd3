"""An answer, before it is sent."""

import json
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from pydantic import JsonValue

# How it is sent: whole; cut short, then the connection closes; not at all, for the
# connection breaks at once; not at all, and the connection stays silent.
Manner: TypeAlias = Literal["whole", "truncated", "reset", "hang"]

JSON_TYPE = "application/json"


@dataclass(frozen=True)
class Reply:
    """``seconds`` says for how long a silent connection stays open; ``None`` is for ever."""

    status: int
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    manner: Manner = "whole"
    seconds: float | None = None

    def with_headers(self, more: dict[str, str | None]) -> "Reply":
        """Return the reply with these headers laid over its own; ``None`` takes one away."""
        merged = {**self.headers, **{name.lower(): value for name, value in more.items()}}
        present = {name: value for name, value in merged.items() if value is not None}
        return replace(self, headers=present)


def json_reply(status: int, body: JsonValue, headers: dict[str, str] | None = None) -> Reply:
    """Return an answer with a JSON body, or with none where the body is null."""
    if body is None:
        return Reply(status, headers=headers or {})
    content = json.dumps(body).encode()
    return Reply(status, content, {"content-type": JSON_TYPE, **(headers or {})})
