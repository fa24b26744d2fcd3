"""How a thing is called, and its state: a word, and the tone that a colour is chosen by."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record

Tone: TypeAlias = Literal["good", "busy", "bad", "off", "plain", "odd"]

_NAMES: Final = ("display_name", "name", "label", "key", "commit_message", "endpoint")
_SHORT: Final = frozenset({"tcp", "ip", "API", "CORS"})
_LONGEST = 80

# Words that no table explains; the first pattern that fits decides.
_TONES: Final[tuple[tuple[re.Pattern[str], Tone], ...]] = (
    (re.compile(r"(?i)fail|error|timed|crash|refused"), "bad"),
    (re.compile(r"(?i)suspended|paused|cancel|skipped|disabled|offline|inactive|stopped"), "off"),
    (re.compile(r"(?i)success|ready|active|done|online|delivered|^ok$|^running$"), "good"),
    (re.compile(r"(?i)ing$|progress|change$|verification"), "busy"),
)


@dataclass(frozen=True)
class State:
    """What a thing is at this moment."""

    word: str
    tone: Tone


def tone_of(word: str) -> Tone:
    """Return how a word sounds; ``odd`` if it is none that is known."""
    return next((tone for pattern, tone in _TONES if pattern.search(word)), "odd")


def state_of(kind: Kind, record: Record) -> State:
    """Return the state of an object: what is most worth knowing of it."""
    if record.deleting:
        return State("deleting", "busy")
    if record.hidden:
        return State("not found yet", "busy")
    if record.body.get("is_suspended") is True:
        return State("suspended", "off")
    return _said(kind, record.body) or _switched(record.body)


def _said(kind: Kind, body: JsonObject) -> State | None:
    field = kind.states.field if kind.states else "status"
    if field not in body:
        return None
    word = body[field]
    if word in (None, ""):
        return State("not deployed", "plain")
    return State(str(word)[:_LONGEST], _tone_in(kind, str(word)))


def _tone_in(kind: Kind, word: str) -> Tone:
    states = kind.states
    if not states:
        return tone_of(word)
    told: dict[str, Tone] = {
        states.initial: "busy",
        states.deleting: "busy",
        states.settled: "good",
        states.failed: "bad",
    }
    return told.get(word) or tone_of(word)


def _switched(body: JsonObject) -> State:
    if body.get("is_enabled") is False:
        return State("disabled", "off")
    if "online" in body:
        return State("online", "good") if body["online"] is True else State("offline", "off")
    return State("exists", "plain")


def title_of(noun: str) -> str:
    """Return the title of many things, such as ``TCP proxies``."""
    first, _, rest = noun.partition(" ")
    words = " ".join((first.upper() if first in _SHORT else first.capitalize(), rest)).strip()
    if words.endswith("y") and not words.endswith(("ay", "ey")):
        return f"{words[:-1]}ies"
    return f"{words}{'es' if words.endswith(('s', 'x', 'ch')) else 's'}"


def name_of(kind: Kind, record: Record) -> str:
    """Return what a person calls an object."""
    names = (record.body.get(name) for name in _NAMES if name not in kind.secrets)
    known = next((name for name in names if isinstance(name, str) and name.strip()), "")
    return known[:_LONGEST] or f"{kind.noun} {record.id[:8]}"
