"""The one place where secrets are cut out of words: a server's, the engine's, and our own.

What is secret says `Resource.secrets`. Whoever begins an operation keeps its values with `keeping`;
a context variable carries them to every error, status and log line of that operation.
"""

import html
import json
import logging
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import quote, quote_plus

from typing_extensions import override

from sevalla_provider.json_values import leaves

HIDDEN = "[secret]"

SHORTEST = 8
"""Characters of a secret that is cut wherever it stands. A shorter one is cut where it is a whole
quoted word: cut everywhere, it would leave holes in words that have nothing to do with it."""

OPENING, CLOSING = "(?<=[\"'`\u201c\u2018\u00ab])", "(?=\\\\?[\"'`\u201d\u2019\u00bb])"

LOGGERS = (
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
)
"""Of libraries that log addresses and headers, where somebody makes them."""


class Redaction:
    """What some operation, or some client, knows to be secret."""

    def __init__(self) -> None:
        self.anywhere: set[str] = set()
        self.quoted: set[str] = set()

    def __repr__(self) -> str:
        return f"Redaction({len(self.anywhere) + len(self.quoted)} spellings)"

    def keep(self, value: object) -> None:
        """Keep a value, or every value inside it, out of all words; but true and false."""
        for text in _texts(value):
            if text in self.anywhere or text in self.quoted:
                continue
            known = self.anywhere if len(text) >= SHORTEST else self.quoted
            known.update(_spellings(text))

    def keep_credential(self, text: str) -> None:
        """Keep a text out of all words, wherever it stands and however short it is."""
        self.anywhere.update(_spellings(text))

    def cut(self, text: str) -> str:
        """Return the text without the secrets that are known here or to the running operation."""
        known = (self, *_active.get())
        anywhere = {each for redaction in known for each in redaction.anywhere}
        quoted = {each for redaction in known for each in redaction.quoted}
        pattern = _pattern(frozenset(anywhere), frozenset(quoted))
        return text if pattern is None else pattern.sub(HIDDEN, text)


_active: ContextVar[tuple[Redaction, ...]] = ContextVar("redaction", default=())


@contextmanager
def keeping(*values: object, redaction: Redaction | None = None) -> Iterator[None]:
    """Cut values, and all that `keep` learns, out of every word that is said inside.

    Args:
        redaction: what knows such values already.
    """
    known = redaction or Redaction()
    for value in values:
        known.keep(value)
    token = _active.set((*_active.get(), known))
    try:
        yield
    finally:
        _active.reset(token)


def keep(value: object) -> None:
    """Cut a value out of every further word of the running operation."""
    active = _active.get()
    if active:
        active[-1].keep(value)


def redacted(text: str) -> str:
    """Cut out of a text what the running operation knows to be secret."""
    return Redaction().cut(text) if _active.get() else text


_of_the_run = Redaction()
"""All that was secret of any resource that this process has been handed."""


def remember(*values: object) -> None:
    """Note what is secret of one resource, for words that may speak of any: a build's log."""
    for value in values:
        _of_the_run.keep(value)


def redacted_for_all(text: str) -> str:
    """Cut out of a text what is known to be secret of any resource."""
    return _of_the_run.cut(text)


class Redacting(logging.Filter):
    """Cuts secrets out of the lines of a logger."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        return True


def redact_logs() -> None:
    """Cut secrets out of what the libraries log that carry our requests; once is enough."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Redacting) for each in logger.filters):
            logger.addFilter(Redacting())


def _texts(value: object) -> Iterator[str]:
    for leaf in leaves(value):
        if isinstance(leaf, str | int | float) and not isinstance(leaf, bool):
            yield str(leaf)


def _spellings(text: str) -> Collection[str]:
    """A text as it may stand in words, in JSON, in Python, in HTML and in addresses."""
    if not text.strip():
        return ()
    encoded = text.encode(errors="surrogatepass")
    joined = " ".join(text.split())
    escaped = {
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        repr(text)[1:-1],
    }
    return {
        *escaped,
        # As the words of an error stand in a further one: `KeyError` repeats what it is told so.
        *(each.replace("\\", "\\\\") for each in escaped),
        text,
        joined if len(joined) >= SHORTEST else text,
        quote(encoded, safe=""),
        quote(encoded),
        quote_plus(encoded),
        html.escape(text),
    }


@lru_cache
def _pattern(anywhere: frozenset[str], quoted: frozenset[str]) -> re.Pattern[str] | None:
    """Find what is secret; the longest first, since one secret may be a part of another."""
    parts = (
        *_longest_first(anywhere),
        *(f"{OPENING}{each}{CLOSING}" for each in _longest_first(quoted)),
    )
    return re.compile("|".join(parts)) if parts else None


def _longest_first(texts: Iterable[str]) -> Iterable[str]:
    return map(re.escape, sorted(texts, key=lambda text: (-len(text), text)))
