"""What there is to say of an object: its fields, with what they lead to."""

import ipaddress
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pydantic import JsonValue

from sevalla_emulator.console.masking import MASK, is_secret, masked
from sevalla_emulator.console.words import name_of
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record
from sevalla_emulator.wire import names_of

_MOST = 4
_LONGEST = 48
_OF_EVERYTHING = frozenset({"id", "company_id", "name", "display_name", "namespace", "status"})


@dataclass(frozen=True)
class Fact:
    """One field. ``target`` is the object that its value names, ``url`` where it leads."""

    name: str
    text: str
    target: str = ""
    url: str = ""
    is_masked: bool = False


@dataclass(frozen=True)
class Everything:
    """All objects by their ids, and their kinds by name."""

    kinds: Mapping[str, Kind]
    records: Mapping[str, Record]

    def name(self, record: Record) -> str:
        """Return what a person calls an object."""
        return name_of(self.kinds[record.kind], record)

    def short(self, record: Record) -> list[Fact]:
        """Return the few fields that tell the most."""
        kind = self.kinds[record.kind]
        chosen = kind.told or self._chosen(kind, record)
        facts = [self._fact(kind, record, name, revealed=False) for name in chosen]
        said = ("", "false", self.name(record))
        return [_shortened(fact) for fact in facts if fact.text not in said][:_MOST]

    def full(self, record: Record, *, revealed: bool) -> list[Fact]:
        """Return all fields."""
        kind = self.kinds[record.kind]
        names = dict.fromkeys(("id", *record.body))
        return [self._fact(kind, record, name, revealed=revealed) for name in names]

    def changeable(self, record: Record) -> list[str]:
        """Return all fields by name, first those that a program compares: what clients set."""
        verb = self.kinds[record.kind].update or self.kinds[record.kind].create
        compared = names_of(verb.body) if verb and verb.body else ()
        names = [name for name in record.body if name != "id"]
        return sorted(names, key=lambda name: name not in compared)

    def has_secrets(self, record: Record) -> bool:
        """Whether there is something to reveal."""
        known = self.kinds[record.kind].secrets
        return masked({**record.body}, known) != record.body

    def _chosen(self, kind: Kind, record: Record) -> Sequence[str]:
        known = names_of(kind.items or kind.shown)
        unsaid = {*_OF_EVERYTHING, kind.scope_field, kind.owner_field}
        return [
            name
            for name in known
            if name not in unsaid and not name.lower().endswith(("_at", "createdat", "_id"))
        ]

    def _fact(self, kind: Kind, record: Record, name: str, *, revealed: bool) -> Fact:
        value = record.id if name == "id" else record.body.get(name)
        if not revealed:
            hidden = is_secret(name, kind.secrets) and value not in (None, "")
            value = MASK if hidden else masked(value, kind.secrets)
            if hidden:
                return Fact(name, MASK, is_masked=True)
        target = self.records.get(value) if isinstance(value, str) and name != "id" else None
        if target is not None:
            return Fact(name, self.name(target), target=target.id)
        text = written(value)
        return Fact(name, text, url=text if leads_to_this_machine(text) else "")


def written(value: JsonValue) -> str:
    """Return a value as people read it: text as it is, anything else as JSON."""
    if value is None or value in ("", [], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def leads_to_this_machine(text: str) -> bool:
    """Whether a text is a URL that may be followed from here: the console leads nowhere else."""
    try:
        url = urlsplit(text)
        host = url.hostname or ""
        return url.scheme in ("http", "https") and (
            host == "localhost" or ipaddress.ip_address(host).is_loopback
        )
    except ValueError:
        return False


def _shortened(fact: Fact) -> Fact:
    """Say it in few words: ``type web``; of what is switched on its name alone."""
    words = re.sub(r"^is_|_id$|Id$|_name$|_url$", "", fact.name).replace("_", " ")
    if fact.text == "true":
        return replace(fact, name="", text=words)
    text = fact.text if len(fact.text) <= _LONGEST else f"{fact.text[: _LONGEST - 1]}…"
    return replace(fact, name=re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).lower(), text=text)
