"""From whatever ends an exchange without an answer to an error of the tree.

Not a list of what libraries were seen to raise: whatever comes of sending a request comes of the
network, of the other side, or of how this machine is set up. What is not known to have happened
before the request went out may have happened after it.
"""

import ssl
from collections.abc import Iterator

import httpx

from sevalla_provider.http import errors

NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NEVER_SENT = (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, OverflowError)
"""No request can be made of such an address, host or port."""

PASSING = ("5", "Proxy Server could not connect")
"""How a proxy begins that may do better in a moment; by other words it does not let us through."""

NO_TLS = ("CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")
"""Why no connection will come about later, either: of certificates, of `https://` alone."""


def fault_of(error: Exception) -> type[errors.ApiError]:
    """The kind of error that an exchange ended in."""
    match error:
        case httpx.DecodingError():
            return errors.InvalidResponse
        case httpx.ProxyError():
            lasting = not str(error).startswith(PASSING)
            return errors.BadEnvironment if lasting else errors.Unreachable
        case _ if type(error).__module__.startswith("socksio."):
            return errors.Unreachable  # what calls itself a SOCKS proxy is none
        case _ if isinstance(error, NO_CONNECTION):
            return errors.BadEnvironment if _is_no_tls(error) else errors.Unreachable
        case _ if isinstance(error, NEVER_SENT):
            return errors.BadEnvironment
    return errors.ResponseLost


def _is_no_tls(error: BaseException) -> bool:
    return any(
        isinstance(cause, ssl.SSLError) and any(each in str(cause) for each in NO_TLS)
        for cause in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
