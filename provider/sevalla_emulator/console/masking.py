"""What nobody is shown unasked: the values of secrets, wherever they stand."""

import re
from collections.abc import Callable, Collection, Iterable
from urllib.parse import parse_qsl, urlencode

from pydantic import JsonValue
from starlette.routing import compile_path

from sevalla_emulator.api import Api
from sevalla_emulator.kind import Kind
from sevalla_emulator.wire import names_of

MASK = "••••••"

# A field that no table knows, such as one that is misspelt, is told by its name.
_LIKE_A_SECRET = re.compile(
    r"(?i)passw|secret|token|credential|private_?key|(access|api|ssl)_?key|authorization"
)
_ABOUT_ONE = re.compile(r"(?i)(_at|At|_id|Id|_ids|_hours|_expires)$|^masked")
_USER_OF_A_URL = re.compile(r"(?<=://)[^/@\s?#]+(?=@)")


def is_secret(name: str, known: Collection[str]) -> bool:
    """Whether the value of a field is to be masked; ``known`` are those that a table names."""
    return name in known or bool(_LIKE_A_SECRET.search(name) and not _ABOUT_ONE.search(name))


def masked(value: JsonValue, known: Collection[str]) -> JsonValue:
    """Return a value with a mask in place of every secret in it, at any depth."""
    if isinstance(value, dict):
        return {
            name: MASK if is_secret(name, known) and each not in (None, "") else masked(each, known)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [masked(each, known) for each in value]
    return _USER_OF_A_URL.sub(MASK, value) if isinstance(value, str) else value


def said_in_requests(kinds: Iterable[Kind]) -> frozenset[str]:
    """Return the secret fields that the body of some request has."""
    return frozenset(name for kind in kinds for name in set(kind.secrets) & _fields_of_bodies(kind))


def path_masker(apis: Iterable[Api]) -> Callable[[str], str]:
    """Return what masks the segments of a path that are as good as a key."""
    patterns = [
        (compile_path(operation.path)[0], secret)
        for api in apis
        for operation in api.operations
        if (secret := [name for name in operation.free_text if is_secret(name, ())])
    ]

    def mask(path: str) -> str:
        for pattern, secret in patterns:
            if match := pattern.match(path):
                begin, end = match.span(secret[0])
                return path[:begin] + MASK + path[end:]
        return path

    return mask


def masked_query(query: str) -> str:
    """Return a query string with a mask in place of every secret in it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(is_secret(name, ()) for name, _value in pairs):
        return query
    return urlencode([(name, MASK if is_secret(name, ()) else value) for name, value in pairs])


def _fields_of_bodies(kind: Kind) -> set[str]:
    verbs = (kind.create, kind.update, *kind.actions)
    bodies = [verb.body for verb in verbs if verb and verb.body]
    bodies += [operation.body for operation in kind.operations if operation.body]
    return {name for body in bodies for name in names_of(body)}
