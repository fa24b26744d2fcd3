"""Which rate-limit buckets a request falls in (`docs/contract/sevalla-v3.md`, Rate limits)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sevalla_emulator.settings import BucketName
from sevalla_emulator.wire import NO_IDS

READS = frozenset({"GET", "HEAD"})
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MUTATIONS = frozenset({"PUT", "PATCH", "DELETE"})


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


def all_in_one(_method: str, _path: str) -> list[Charge]:
    """Return the one bucket of the Private Connect API."""
    return [Charge("private_connect", "")]


def charges_by_service(paths: Iterable[str]) -> Callable[[str, str], list[Charge]]:
    """Return what tells every bucket that a request counts in.

    ``paths`` are those of the collections of services, such as ``/applications``; an
    application with all that is in it is the service. A path is below the API's prefix.
    """
    services = "|".join(re.escape(path) for path in paths)
    words = "|".join(re.escape(word) for word in sorted(NO_IDS))
    one = f"^({services})/(?!({words})(/|$))(?P<service>[^/]+)"
    rules = (
        Rule("read", READS, re.compile("")),
        Rule("write", WRITES, re.compile("")),
        Rule("mutation", MUTATIONS, re.compile(one)),
        Rule("deployment", frozenset({"POST"}), re.compile(f"{one}/deployments(/rollback)?$")),
        Rule("creation", frozenset({"POST"}), re.compile(f"^({services})$")),
        Rule("logs", READS, re.compile(f"{one}(/.*)?/(runtime-|access-)?logs$")),
    )

    def charges(method: str, path: str) -> list[Charge]:
        matches = ((rule, rule.path.search(path)) for rule in rules if method in rule.methods)
        # The logs of all services are one bucket.
        return [
            Charge(
                rule.bucket, "" if rule.bucket == "logs" else match.groupdict().get("service", "")
            )
            for rule, match in matches
            if match
        ]

    return charges
