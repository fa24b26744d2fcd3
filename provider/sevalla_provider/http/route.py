"""The way to an API as the environment of this machine has it: a proxy, certificates.

httpx reads the same variables, and fails over those that it cannot read in ways of its own. Here
each is judged by name, so that whoever set it is told.
"""

import ipaddress
import os
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

import httpx

from sevalla_provider.http.address import (
    BadAddress,
    host_and_port,
    is_loopback,
    without_secrets,
)
from sevalla_provider.http.errors import BadEnvironment

PROXIES = ("http", "https", "socks5", "socks5h")
DEFAULT_PORTS = {"http": 80, "https": 443}
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""The first that is set holds."""

HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")
"""The only names under which certificates are found in a folder."""


@dataclass(frozen=True)
class Route:
    """How an address is reached.

    Attributes:
        told: the address, and which settings of the environment lead there, for people.
    """

    told: str = ""
    proxy: httpx.Proxy | None = None
    certificates: ssl.SSLContext | bool = True


def route_to(address: str) -> Route:
    """Find the way to an address in normal form. Raises `BadEnvironment`."""
    with environment_of(address):
        found = _proxy_for(httpx.URL(address))
        certificates = _certificates()
    used = [f"through {found[1]}"] if found else []
    used += [f"by the certificates of {named}" for named in _set(CERTIFICATES)[:1]]
    told = f"{without_secrets(address)}{''.join(f', {each}' for each in used)}"
    return Route(told, found[0] if found else None, certificates)


@contextmanager
def environment_of(address: str) -> Iterator[None]:
    """Tell whatever goes wrong before the first request as the environment's fault."""
    request = f"connect to {without_secrets(address)}"
    try:
        yield
    except _Wrong as error:
        raise BadEnvironment(request, str(error)) from None
    # No connection was tried yet: what is left is what the libraries were given.
    except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        known = ", ".join(_set((*_proxy_variables(), *CERTIFICATES))) or "nothing of that kind set"
        words = f"the way there cannot be set up ({type(error).__name__}; {known})"
        raise BadEnvironment(request, words) from None


class _Wrong(Exception):
    """A setting that makes no sense: its name, its value, and what is wrong with it."""


def _set(names: Iterable[str]) -> list[str]:
    """Those that are set, with their values, fit to be shown."""
    return [_named(name, os.environ[name]) for name in names if os.environ.get(name)]


def _named(variable: str, value: str) -> str:
    return f"{variable}={without_secrets(value)!r}"


def _proxy_variables() -> tuple[str, ...]:
    kinds = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
    return tuple(name for name in os.environ if name.lower() in kinds)


def _variable(kind: str) -> str:
    """The name of the variable that tells, as it is spelled."""
    # As in urllib: small letters win.
    names = sorted((n for n in os.environ if n.lower() == kind and os.environ[n]), reverse=True)
    return names[0] if names else "the proxy in the settings of this system"


def _proxy_for(url: httpx.URL) -> tuple[httpx.Proxy, str] | None:
    """The proxy on the way, and the variable that names it, with its value."""
    known = getproxies()
    kind = next((kind for kind in (url.scheme, "all") if known.get(kind, "").strip()), None)
    if kind is None:
        return None
    value = known[kind].strip()
    named = _named(_variable(f"{kind}_proxy"), value)
    proxy = _proxy(value, named)
    in_clear = url.scheme == "http" and is_loopback(url.host)
    if in_clear and not is_loopback(proxy.url.host):
        return None  # a key for this machine does not leave it
    if _excepted(url, known.get("no", "")) or proxy_bypass(url.netloc.decode("ascii")):
        return None
    return proxy, named


def _proxy(value: str, named: str) -> httpx.Proxy:
    scheme, separator, rest = value.partition("://")
    scheme, rest = (scheme.lower(), rest) if separator else ("http", value)
    if scheme not in PROXIES:
        kinds = ", ".join(f"{each}://" for each in PROXIES)
        raise _Wrong(f"{named} names a proxy of a kind that is not known: there are {kinds}")
    credentials, at, authority = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")
    try:
        host_and_port(authority)
        return httpx.Proxy(f"{scheme}://{credentials}{at}{authority}")
    except BadAddress as error:
        reason = str(error)
    except (httpx.InvalidURL, ValueError):
        reason = "must be the address of a proxy"
    # Not the words of the library, which may repeat a password.
    raise _Wrong(
        f"{named} {reason} (special characters in a user's name or password are to be "
        "percent-encoded)"
    )


def _excepted(url: httpx.URL, no_proxy: str) -> bool:
    """Whether an address is reached without the proxy."""
    entries = [entry.strip() for entry in no_proxy.split(",")]
    try:
        # All are read, whichever matches: what is wrong shows at once, not with the next address.
        matching = [_matches(entry, url) for entry in entries if entry]
    except ValueError:
        raise _Wrong(
            f"{_named(_variable('no_proxy'), no_proxy)} holds something else than hosts, "
            "addresses and networks, with or without a port"
        ) from None
    return any(matching)


def _matches(entry: str, url: httpx.URL) -> bool:
    """Match one entry, such as `example.org`, `.example.org:8443`, `::1` or `fd00::/8`.

    Raises `ValueError` where it makes no sense.
    """
    scheme, separator, rest = entry.rpartition("://")
    if separator and scheme not in ("all", url.scheme):
        return False
    host, port = _parted(rest)
    if port is not None and port != (url.port or DEFAULT_PORTS[url.scheme]):
        return False
    if "/" in host or ":" in host or host.replace(".", "").isdecimal():
        network = ipaddress.ip_network(host, strict=False)
        return _in_network(url.host, network)
    name = host.removeprefix("*").removeprefix(".").removesuffix(".").lower()
    return not name or url.raw_host.decode("ascii") == name or url.host.endswith(f".{name}")


def _parted(entry: str) -> tuple[str, int | None]:
    """Part host and port; IPv6 without a port needs no brackets."""
    if entry.startswith("["):
        host, closed, port = entry[1:].partition("]")
        if not closed or not (port == "" or port.startswith(":")):
            raise ValueError(entry)
        port = port.removeprefix(":")
    elif entry.count(":") > 1:
        host, port = entry, ""
    else:
        host, _, port = entry.partition(":")
    return host, int(port) if port else None


def _in_network(host: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        return ipaddress.ip_address(host) in network
    except ValueError:
        return False  # a name: nobody asks what it resolves to


def _certificates() -> ssl.SSLContext:
    variable = next((name for name in CERTIFICATES if os.environ.get(name)), None)
    if variable is not None:
        _judge(variable, Path(os.environ[variable]))
    try:
        return httpx.create_ssl_context()
    except OSError as error:  # ssl's own errors are such, too
        # Where the certificates are well, what is left is the log of keys for debuggers.
        named = _set((*CERTIFICATES[:1], "SSLKEYLOGFILE", "OPENSSL_CONF"))
        raise _Wrong(f"certificates cannot be set up by {', '.join(named)}: {error}") from None


def _judge(variable: str, path: Path) -> None:
    """Raise `_Wrong` for certificates that are not there."""
    named = _named(variable, str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if variable == "SSL_CERT_FILE":
        if path.is_dir():
            raise _Wrong(f"{named} is a folder, and should be a file of certificates")
        try:
            context.load_verify_locations(cafile=path)
        except ssl.SSLError:
            raise _Wrong(f"{named} holds no certificate that can be read") from None
        except OSError as error:
            raise _Wrong(f"{named} cannot be read: {error.strerror}") from None
        return
    folders = [Path(each) for each in str(path).split(os.pathsep) if each]
    if not any(folder.is_dir() for folder in folders):
        raise _Wrong(f"{named} is no folder of certificates")
    if not any(_holds_certificates(folder) for folder in folders):
        raise _Wrong(
            f"{named} holds no certificate under a name by which one is found, such as "
            "5ed36f99.0 (`openssl rehash` makes these)"
        )


def _holds_certificates(folder: Path) -> bool:
    try:
        return any(HASHED.fullmatch(each.name) for each in folder.iterdir())
    except OSError:
        return False
