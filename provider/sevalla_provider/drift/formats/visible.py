"""Other people's words so that they show and do nothing: no colours, no cursor, no turned lines."""

import unicodedata

DOES_SOMETHING = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of Unicode: control characters, halves of characters, separators of lines."""

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of what follows."""

SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """On one line, with an escape for what would not show."""
    return "".join(_escape(each) if _does_something(each) else each for each in text)


def visible_lines(text: str) -> str:
    """The same, line by line."""
    return "\n".join(map(visible, text.splitlines()))


def joined(text: str) -> str:
    """Words of people on one line."""
    return visible(" ".join(text.split()))


def _does_something(each: str) -> bool:
    return unicodedata.category(each) in DOES_SOMETHING or each in TURNS


def _escape(each: str) -> str:
    return SHORT.get(each, f"\\u{ord(each):04x}")
