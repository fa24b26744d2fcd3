"""The URLs by which programs reach a database: the API shows none, so they are put together here.

Source: `docs/contract/databases-and-storage.md`, Databases; `docs/contract/tolerant-choices.md`.
"""

from collections.abc import Mapping
from urllib.parse import quote

from sevalla_provider.resources.properties import Properties

SCHEMES: Mapping[str, str] = {
    "postgresql": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "mongodb": "mongodb",
    "redis": "redis",
    "valkey": "redis",
}
"""By type."""

USERS: Mapping[str, str] = {
    "postgresql": "postgres",
    "mysql": "root",
    "mariadb": "root",
    "mongodb": "root",
}
"""Who signs in where a program names nobody, by type; the others want a password alone."""

NAMELESS = ("redis", "valkey")
"""The types whose URL names no database."""


def connection_urls(known: Properties) -> Properties:
    """Put the URLs together; None where the connection is off, or not all of it is known."""
    return {f"{side}_url": _url(known, side) for side in ("internal", "external")}


def _url(known: Properties, side: str) -> str | None:
    kind, password, name = (known.get(each) for each in ("type", "db_password", "db_name"))
    host, port = known.get(f"{side}_hostname"), known.get(f"{side}_port")
    scheme = SCHEMES.get(str(kind))
    if not (scheme and password and host and port):
        return None
    user = known.get("db_user") or USERS.get(str(kind), "")
    path = "" if kind in NAMELESS or not name else f"/{_encoded(name)}"
    return f"{scheme}://{_encoded(user)}:{_encoded(password)}@{host}:{port}{path}"


def _encoded(part: object) -> str:
    return quote(str(part), safe="")
