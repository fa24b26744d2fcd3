"""Paths to properties, as `ignoreChanges` and Pulumi's diffs spell them.

`a.b`, `a["b"]` and `["a"].b` are one path; `a[0]` is an item of a list, `*` and `[*]` are all that
there is at that place. A path that is spelled wrong leads nowhere, as in the engine.
"""

import json
import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from pydantic import JsonValue

STEP = re.compile(r'\[(?:"((?:[^"\\]|\\.)*)"|(\d+)|(\*))\]|(?:^|\.|(?<=\.))([^.\[\]"]+)', re.DOTALL)


PLAIN_KEY = re.compile(r'[^.\[\]"]+')
"""Keys that need no quotes in a path."""


class Wildcard(Enum):
    """The type of `EVERY`."""

    EVERY = "*"


EVERY: Final = Wildcard.EVERY

Step = str | int | Wildcard
Path = tuple[Step, ...]


def parse(text: str) -> Path | None:
    """Part a path into keys, indices and `EVERY`; None for what is none."""
    steps: list[Step] = []
    position = 0
    while position < len(text):
        found = STEP.match(text, position)
        if found is None:
            return None
        quoted, index, every, name = found.groups()
        if quoted is not None:
            steps.append(re.sub(r"\\(.)", r"\1", quoted))
        elif index is not None:
            steps.append(int(index))
        else:
            steps.append(EVERY if every or name == "*" else name)
        position = found.end()
    return tuple(steps) or None


def child(path: str, key: str) -> str:
    """Spell the path to a key inside of what is at `path`."""
    plain = PLAIN_KEY.fullmatch(key) and key != "*"
    return f"{path}.{key}" if plain else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


def covers(pattern: Path, path: Path) -> bool:
    """Whether a path leads to what `pattern` names, or into it."""
    pairs = zip(pattern, path, strict=False)
    return len(pattern) <= len(path) and all(one in (EVERY, other) for one, other in pairs)


def covered(text: str, patterns: Iterable[str]) -> bool:
    """The same for spelled paths, of any of `patterns`."""
    path = parse(text)
    parsed = filter(None, map(parse, patterns))
    return path is not None and any(covers(pattern, path) for pattern in parsed)


def carry_over(path: Sequence[Step], source: JsonValue, target: JsonValue) -> JsonValue:
    """Return `target` with what `source` has at a path; as it is where that leads nowhere."""
    if not path:
        return source
    step, rest = path[0], path[1:]
    if isinstance(target, dict) and isinstance(source, dict) and not isinstance(step, int):
        keys = [*target, *(key for key in source if key not in target)] if step is EVERY else [step]
        return _carried(rest, {str(key) for key in keys}, source, target)
    if isinstance(target, list) and isinstance(source, list) and not isinstance(step, str):
        meant = range(len(target)) if step is EVERY else [step]
        return [
            carry_over(rest, source[index], item)
            if index in meant and index < len(source)
            else item
            for index, item in enumerate(target)
        ]
    return target


def _carried(
    rest: Sequence[Step],
    keys: Iterable[str],
    source: dict[str, JsonValue],
    target: dict[str, JsonValue],
) -> dict[str, JsonValue]:
    found = dict(target)
    for key in keys:
        if rest:
            if key in target:
                found[key] = carry_over(rest, source.get(key), target[key])
        elif key in source:
            found[key] = source[key]
        else:
            found.pop(key, None)
    return found
