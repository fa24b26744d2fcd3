"""Addresses of servers: checked, in one form, and fit to be shown.

Two spellings of one address give the same text: it names what a create left behind, and the file
in which processes tell each other of limits.
"""

import ipaddress
import re
from urllib.parse import quote, unquote_to_bytes

import httpx

WEB = ("https", "http")
DEFAULT_PORTS = {"https": 443, "http": 80}
SEGMENT_SAFE = "!$&'()*+,;=:@"
"""What a segment of a path holds as it is, beside letters, digits and `-._~`."""

LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
LONGEST_HOST = 253
LIKE_A_NUMBER = re.compile(r"[0-9.]+|0x[0-9a-f.x]*")
"""Hosts that resolvers take for IPv4, in spellings of their own."""

PORT = re.compile(r"[0-9]{1,5}")
HIGHEST_PORT = 65535

SHOWN = 200
"""Characters of a value that an error repeats."""


class BadAddress(ValueError):
    """A text that is no address; the reason continues the sentence "the address …"."""


def normal_address(text: str, *, allow_http: bool = False) -> str:
    """Bring the address of an API into normal form. Raises `BadAddress`.

    Args:
        allow_http: whether a key may go to another machine in clear.
    """
    text = text.strip()
    scheme, separator, rest = text.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in WEB:
        raise BadAddress("must begin with https:// or http://")
    if not all(each.isprintable() and not each.isspace() for each in text):
        raise BadAddress("must hold no blanks and no control characters")
    if "?" in rest or "#" in rest:
        raise BadAddress("must have no query (?) and no fragment (#)")
    authority, _, path = rest.partition("/")
    if "@" in authority:
        raise BadAddress("must name no user and no password")
    host, port = host_and_port(authority)
    if scheme == "http" and not (allow_http or is_loopback(host)):
        raise BadAddress(
            "must begin with https://, since http:// would send the key to another machine in "
            "clear (for a test server, SEVALLA_ALLOW_HTTP=1 allows it)"
        )
    shown_port = "" if port in (None, DEFAULT_PORTS[scheme]) else f":{port}"
    return f"{scheme}://{_bracketed(host)}{shown_port}{_normal_path(path)}"


def host_and_port(authority: str) -> tuple[str, int | None]:
    """Read `host:port`; the host in normal form, IPv6 without brackets. Raises `BadAddress`."""
    bracket = authority.startswith("[")
    name, closed, rest = authority.partition("]") if bracket else ("", "]", authority)
    host, colon, port = rest.partition(":")
    if bracket and (host or not closed):
        raise BadAddress("must name a host")
    host = _ipv6(name.removeprefix("[")) if bracket else _normal_host(host)
    if not colon or not port:
        return host, None
    if not PORT.fullmatch(port) or not 0 < int(port) <= HIGHEST_PORT:
        raise BadAddress(f"must have a port from 1 to {HIGHEST_PORT}")
    return host, int(port)


def is_loopback(host: str) -> bool:
    """Whether a host, in normal form and without brackets, is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def without_secrets(text: str) -> str:
    """Cut out of an address what may be secret: user and password, what is asked for."""
    text = text.strip()
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "", text
    _, at, behind = rest.rpartition("@")
    rest = f"…@{behind}" if at else rest
    for mark in "?#":
        before, found, after = rest.partition(mark)
        rest = f"{before}{mark}…" if found and after else rest
    return f"{scheme}{separator}{rest}"[:SHOWN]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _ipv6(text: str) -> str:
    try:
        found = ipaddress.IPv6Address(text)
    except ValueError:
        raise BadAddress("must name a host") from None
    if found.scope_id is not None:
        raise BadAddress("must name a host without a zone")
    return found.compressed


def _normal_host(host: str) -> str:
    try:
        # IDNA, and IPv4 checked.
        name = httpx.URL(scheme="https", host=host.removesuffix(".")).raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        raise BadAddress("must name a host") from None
    if not name or len(name) > LONGEST_HOST or not all(map(LABEL.fullmatch, name.split("."))):
        raise BadAddress("must name a host")
    if LIKE_A_NUMBER.fullmatch(name) and not _is_ipv4(name):
        raise BadAddress("must name a host")
    return name


def _is_ipv4(name: str) -> bool:
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


def _normal_path(path: str) -> str:
    """Write what may be written plainly plainly, take `.` and `..` as steps, end in no slash."""
    steps: list[str] = []
    for segment in path.split("/"):
        plain = quote(unquote_to_bytes(segment), safe=SEGMENT_SAFE)
        if plain == "..":
            del steps[-1:]
        elif plain != ".":
            steps.append(plain)
    return "".join(f"/{step}" for step in steps).rstrip("/")
