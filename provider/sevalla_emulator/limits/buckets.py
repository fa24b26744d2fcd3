"""Which rate-limit buckets a request falls in (`docs/contract/sevalla-v3.md`, Rate limits)."""

import re
from dataclasses import dataclass

from sevalla_emulator.settings import BucketName

READS = frozenset({"GET", "HEAD"})
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MUTATIONS = frozenset({"PUT", "PATCH", "DELETE"})

_SERVICE = r"^/applications/(?P<service>[^/]+)"


@dataclass(frozen=True)
class Rule:
    """Requests of these methods, below paths like this, fall in this bucket."""

    bucket: BucketName
    methods: frozenset[str]
    path: re.Pattern[str]


@dataclass(frozen=True)
class Charge:
    """One count in one bucket; ``service`` is empty where the whole company shares it.

    Each ``account`` has buckets of its own.
    """

    bucket: BucketName
    service: str
    account: str = ""


RULES = (
    Rule("read", READS, re.compile("")),
    Rule("write", WRITES, re.compile("")),
    # An application with all that is in it is the service.
    Rule("mutation", MUTATIONS, re.compile(_SERVICE)),
    Rule("deployment", frozenset({"POST"}), re.compile(f"{_SERVICE}/deployments$")),
    Rule("creation", frozenset({"POST"}), re.compile("^/applications$")),
    Rule("logs", READS, re.compile("^/applications/[^/]+(/.*)?/logs$")),
)


def all_in_one(_method: str, _path: str) -> list[Charge]:
    """Return the one bucket of the Private Connect API."""
    return [Charge("private_connect", "")]


def charges(method: str, path: str) -> list[Charge]:
    """Return every bucket the request counts in; ``path`` is below the API's prefix."""
    matches = ((rule, rule.path.search(path)) for rule in RULES if method in rule.methods)
    return [
        Charge(rule.bucket, match.groupdict().get("service", ""))
        for rule, match in matches
        if match
    ]
