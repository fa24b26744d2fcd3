"""The log of requests, as a person looks through it."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pydantic import BaseModel, ConfigDict, JsonValue

from sevalla_emulator.api import Api
from sevalla_emulator.console.masking import (
    MASK,
    masked,
    masked_query,
    path_masker,
    said_in_requests,
)
from sevalla_emulator.console.words import Tone
from sevalla_emulator.control.messages import LogEntry
from sevalla_emulator.settings import BucketName

_MOST = 100
_LOOKED_THROUGH = 10_000  # a page that takes longer would hold up the APIs
_TONES: dict[str, Tone] = {"2": "good", "3": "busy", "4": "bad", "5": "bad"}
_UUID = re.compile(r"([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NOTHING = "no answer"


class Filter(BaseModel):
    """What is looked for; empty is everything. ``text`` is looked for in path, query and body."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    api: str = ""
    method: str = ""
    status: str = ""
    text: str = ""


@dataclass(frozen=True)
class LoggedRequest:
    """One request as it is shown, its secrets masked unless it has been revealed."""

    id: str
    at: str
    api: str
    method: str
    path: str
    short_path: str
    query: str
    status: str
    tone: Tone
    body: str
    buckets: Sequence[BucketName]
    fault: str
    has_secrets: bool


class LogReader:
    """Reads the log of some APIs."""

    def __init__(self, apis: Sequence[Api]) -> None:
        self._known = said_in_requests(kind for api in apis for kind in api.kinds)
        self._mask_path: Callable[[str], str] = path_masker(apis)

    def newest(
        self, entries: Sequence[LogEntry], wanted: Filter, revealed: frozenset[str]
    ) -> list[LoggedRequest]:
        """Return the newest requests that fit, newest first."""
        newest = islice(reversed(entries), _LOOKED_THROUGH)
        shown = (self._shown(entry, revealed) for entry in newest if _fits(entry, wanted))
        # What is masked cannot be found: a search is no way around the mask.
        return list(islice(_with_text(shown, wanted.text.lower()), _MOST))

    def _shown(self, entry: LogEntry, revealed: frozenset[str]) -> LoggedRequest:
        path, query, body = self._masked(entry)
        has_secrets = (path, query, body) != (entry.path, entry.query, entry.body)
        if entry.request_id in revealed:
            path, query, body = entry.path, entry.query, entry.body
        status = _NOTHING if entry.status is None else str(entry.status)
        return LoggedRequest(
            id=entry.request_id,
            at=entry.at[11:23],
            api=entry.api,
            method=entry.method,
            path=path,
            short_path=_UUID.sub(r"\1…", path),
            query=query,
            status=status,
            tone=_TONES.get(status[0], "odd"),
            body=_written(body),
            buckets=entry.buckets,
            fault=entry.fault or "",
            has_secrets=has_secrets,
        )

    def _masked(self, entry: LogEntry) -> tuple[str, str, JsonValue]:
        # A text is what was no JSON: nobody can tell what is secret in it.
        body = MASK if isinstance(entry.body, str) else masked(entry.body, self._known)
        return self._mask_path(entry.path), masked_query(entry.query), body


def _fits(entry: LogEntry, wanted: Filter) -> bool:
    return (
        wanted.api in ("", entry.api)
        and wanted.method in ("", entry.method)
        and (not wanted.status or _status(entry).startswith(wanted.status))
    )


def _status(entry: LogEntry) -> str:
    return "none" if entry.status is None else str(entry.status)


def _with_text(shown: Iterator[LoggedRequest], text: str) -> Iterator[LoggedRequest]:
    for each in shown:
        if text in "\n".join((each.path, each.query, each.body, each.fault, each.id)).lower():
            yield each


def _written(body: JsonValue) -> str:
    if body is None:
        return ""
    return body if isinstance(body, str) else json.dumps(body, indent=2, ensure_ascii=False)
