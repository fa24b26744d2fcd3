"""Values and names as Python has them, laid out as ruff and Black do."""

import builtins
import keyword
from collections.abc import Iterator

from rich.cells import cell_len

from sevalla_provider.drift.programs.references import Reference, Secret

MODULE = "sevalla"
"""What programs import the SDK as."""

CONFIG = "config"
"""What programs call the stack's configuration."""

TAKEN = frozenset({*keyword.kwlist, *dir(builtins), MODULE, CONFIG, "pulumi", "pulumi_sevalla"})

SUFFIXES = {bool: "_bool", int: "_int", float: "_float", str: ""}

WIDTH, INDENT = 100, 4


def variable(name: str) -> str:
    """What a program calls the resource of that name, which ends with a letter or a digit."""
    plain = name.replace("-", "_")
    return f"{plain}_" if plain in TAKEN else plain


def entry(before: str, value: object, indent: int = INDENT) -> Iterator[str]:
    """The lines of one entry of a call, an object or a list: one, if that is not too long."""
    margin = " " * indent
    line = f"{margin}{before}{_on_one_line(value)},"
    entries = _entries(value)
    if not entries or cell_len(line) <= WIDTH:
        yield line
        return
    opening, closing = _brackets(value)
    yield f"{margin}{before}{opening}"
    for name, item in entries:
        yield from entry(name, item, indent + INDENT)
    yield f"{margin}{closing},"


def _on_one_line(value: object) -> str:
    match value:
        case Reference(to, output):
            return f"{variable(to.name)}.{output}"
        case Secret(key, kept):
            return f"{CONFIG}.require_secret{SUFFIXES[type(kept)]}({_string(key)})"
        case dict() | list():
            opening, closing = _brackets(value)
            inside = ", ".join(f"{name}{_on_one_line(item)}" for name, item in _entries(value))
            return f"{opening}{inside}{closing}"
        case str():
            return _string(value)
        case float():
            return repr(value).replace("e+", "e")
    return repr(value)


def _entries(value: object) -> list[tuple[str, object]]:
    """What is inside, each with what stands before it."""
    match value:
        case dict():
            return [(f"{_string(key)}: ", item) for key, item in value.items()]
        case list():
            return [("", item) for item in value]
    return []


def _brackets(value: object) -> tuple[str, str]:
    return ("{", "}") if isinstance(value, dict) else ("[", "]")


def _string(text: str) -> str:
    """In the quotes that need fewer escapes; what cannot be seen is escaped, too."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escapes = {"\\": "\\\\", quote: f"\\{quote}"}
    inside = "".join(escapes.get(each) or _visible(each) for each in text)
    return f"{quote}{inside}{quote}"


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]
