"""Other people's words and values: made writable where they come in, visible where people read.

JSON and Python can hold more than protobuf and Pulumi's state can: half an emoji, numbers that no
double holds, any depth. What cannot be written would fail the reply about an object that has been
made, which is worse than a value that is not shown.
"""

import json
import math
import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pydantic import JsonValue  # takes a while to load, and the plugin's start is waited for

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

WORD = 1000
"""Characters of one thing that a server said, in an error."""

MESSAGE = 8000
"""Characters of a whole message for people."""

DEEPEST = 24
"""Levels of nesting that are kept. Protobuf reads no message back whose objects are nested more
than 32 deep; a mark of a secret takes one of them."""

DEEPEST_DOCUMENT = DEEPEST - 3
"""Levels of a property that are kept: an answer that lists objects has three around it."""

DEEPEST_WRITTEN = 200
"""Levels of nesting that a report writes."""

EXACT = 2**53
"""Whole numbers beyond this are what the nearest double is: so they come back from the state."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
"""Control characters, line breaks, halves of characters; what turns or hides the text around it."""

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_COMMAND = re.compile(r"##(?=\w*\[)|^\s*::")
"""What begins a command to a CI system that reads its log: `##[group]`, `##vso[…]`, `::error::`."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)


def visible(text: str, most: int = WORD) -> str:
    """One line of at most so many characters that shows whatever is in it, and does nothing.

    Escaped are control characters, line breaks, changes of direction, halves of characters, and
    what a CI system would take for a command.
    """
    shown = _UNSEEN.sub(_escaped, text[: most + 1])
    plain = _COMMAND.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", shown)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def visible_lines(text: str, most: int = MESSAGE) -> str:
    """The same, for a message of several lines."""
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return "\n".join(visible(line.removesuffix("\r"), most) for line in short.split("\n"))


def json_text(value: object) -> str:
    """JSON for people and machines: the same value, and as harmless in a log as `visible` words."""
    clean = sanitized_json(cast("JsonValue", value), DEEPEST_WRITTEN)
    text = json.dumps(clean, indent=2, ensure_ascii=False)
    shown = _UNSEEN.sub(
        lambda found: found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1], text
    )
    return shown.replace("##", "#\\u0023") + "\n"


def _escaped(found: re.Match[str]) -> str:
    return _SHORT.get(found[0], f"\\u{ord(found[0]):04x}")


def json_in(content: bytes) -> "JsonValue":
    """Read JSON as what can be written again. Raises `ValueError` for what is no JSON at all."""
    text = content.decode(json.detect_encoding(content), errors="replace")
    return sanitized_json(_parsed(text))


def sanitized_json(value: "JsonValue", levels: int = DEEPEST) -> "JsonValue":
    """Replace what cannot be written: halves of characters by U+FFFD, all else by null."""
    if isinstance(value, str):
        return _SURROGATE.sub(REPLACEMENT, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    if isinstance(value, dict | list) and levels == 0:
        return None
    if isinstance(value, list):
        return [sanitized_json(item, levels - 1) for item in value]
    if isinstance(value, dict):
        return {
            _SURROGATE.sub(REPLACEMENT, key): sanitized_json(item, levels - 1)
            for key, item in value.items()
        }
    return value


def _parsed(text: str) -> "JsonValue":
    try:
        value: JsonValue = json.loads(text)
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError):
        # More digits than Python reads, or deeper than it goes.
        value = json.loads(_shallow(text), parse_int=_integer)
    return value


def _integer(digits: str) -> int | None:
    most = 400  # more than any double has
    return int(digits) if len(digits) <= most else None


def _number(value: float) -> int | float | None:
    try:
        nearest = float(value)
    except OverflowError:
        return None
    if not math.isfinite(nearest):
        return None
    return int(nearest) if isinstance(value, int) and abs(value) > EXACT else value


def _shallow(text: str) -> str:
    """Write null for what is nested too deep."""
    pieces: list[str] = []
    level = kept_to = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            level += 1
            if level == DEEPEST + 1:
                pieces.append(text[kept_to : token.start()])
        elif mark in ("]", "}"):
            if level == DEEPEST + 1:
                pieces.append("null")
                kept_to = token.end()
            level -= 1
    return "".join([*pieces, text[kept_to:]]) if level <= DEEPEST else text[:kept_to]
