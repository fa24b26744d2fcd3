"""Everything that can go wrong between a request and its answer: one tree.

The words are for the person who reads them at night: what was tried, what the server said (status,
code, request id), what to do next. `executed` tells the recovery of creates what it must assume.

Source: `docs/contract/sevalla-v3.md`, Errors.
"""

from asyncio import CancelledError
from collections.abc import Callable
from enum import Enum
from typing import ClassVar

from pydantic import JsonValue

from sevalla_provider.redaction import redacted
from sevalla_provider.sanitize import visible


class Executed(Enum):
    """Whether the server did what the request asked."""

    NO = "no"
    PERHAPS = "perhaps"


class NotSent(CancelledError):
    """A request that was cancelled before it went out, or after all that went out was refused."""


class ApiError(Exception):
    """A request that did not end in the documented answer."""

    advice: ClassVar[str] = ""
    executed: ClassVar[Executed] = Executed.NO
    retry: ClassVar[bool] = False  # whether the same request may do better in a moment

    def __init__(
        self,
        request: str,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
    ) -> None:
        # Whatever a server says: it fits into a line, does nothing, and repeats no secret.
        self.request = _word(request)
        self.message = _word(message)
        self.status = status
        self.code = code and _word(code)
        self.request_id = request_id and _word(request_id)
        super().__init__(self._text())

    def _text(self) -> str:
        facts = {"status": self.status, "code": self.code, "request id": self.request_id}
        known = ", ".join(f"{name} {value}" for name, value in facts.items() if value is not None)
        text = f"{self.request}: {self.message}" + (f" ({known})" if known else "")
        return f"{text}\n{self.advice}" if self.advice else text


def _word(text: str) -> str:
    # What is cut short would not be found any more.
    return visible(redacted(text))


class Unreachable(ApiError):
    """No connection came about, so nothing was carried out."""

    retry = True
    advice = (
        "Check the network, and the address of the API: sevalla:apiUrl or SEVALLA_API_URL; that of "
        "Private Connect is sevalla:privateConnectApiUrl or PRIVATE_CONNECT_API_URL."
    )


class BadEnvironment(ApiError):
    """Nothing was sent: what this machine says of the way to the API makes no sense, or no trust.

    An address, a proxy, certificates: whoever set them is told which, and to what.
    """

    advice = (
        "Look at how this machine is set up (the address, proxies, certificates), and at what is "
        "between it and the API: correct that, or unset what is not needed, and run again."
    )


class UnusableId(ApiError):
    """Nothing was sent: with this id, the request would have gone to another address."""

    advice = (
        "Look for the object in the dashboard; `pulumi state delete <urn>` makes a stack forget "
        "one that it cannot reach."
    )


class ResponseLost(ApiError):
    """The request went out and no whole answer came back: time-out, reset, closed connection."""

    retry = True
    executed = Executed.PERHAPS
    advice = "Nothing is lost: run the same command again."


class InvalidResponse(ApiError):
    """An answer that the API does not document: HTML from a proxy, broken JSON, a wrong shape."""

    retry = True
    executed = Executed.PERHAPS
    advice = "Something between here and the API may have answered in its place."


class UndocumentedNotFound(InvalidResponse):
    """404 or 410 in another form than the API's: of a proxy, or of some other server.

    It is no evidence that anything is missing.
    """

    retry = False
    advice = (
        "This is not how the API says that something is missing, so that nothing is taken for gone "
        "and the state stays as it is. Check the address of the API, sevalla:apiUrl or "
        "SEVALLA_API_URL, which ends in /v3 (that of Private Connect is "
        "sevalla:privateConnectApiUrl or PRIVATE_CONNECT_API_URL), and what lies on the way to it. "
        "`pulumi config rm sevalla:apiUrl` takes the platform's own address again."
    )


class ServerFault(ApiError):
    """500, 502, 503 or 504: the server, or a proxy in front of it, failed."""

    retry = True
    executed = Executed.PERHAPS
    advice = "The service has a problem of its own: try again, and quote the request id to support."


class RateLimited(ApiError):
    """429: the window is used up, by this program or by others of the same company."""

    retry = True
    advice = "Others use the rate limit up: run the same command again later."

    def __init__(
        self,
        request: str,
        message: str,
        *,
        retry_after: float | None = None,
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(request, message, status=status, code=code, request_id=request_id)
        self.retry_after = retry_after


class RateLimitTimeout(ApiError):
    """Nothing was sent: the rate limit would not let it go out within the longest time to wait."""

    advice = (
        "What is done stays done. Or allow a longer wait: "
        "`pulumi config set sevalla:maxRateLimitWait 1h`, or SEVALLA_MAX_RATE_LIMIT_WAIT."
    )


class Unauthorized(ApiError):
    """401: the key is missing or not valid."""

    advice = (
        "Check the API key: `pulumi config set --secret sevalla:apiKey`, or SEVALLA_API_KEY; that "
        "of Private Connect is sevalla:privateConnectApiKey, or PRIVATE_CONNECT_API_KEY."
    )


class PlanLimitReached(ApiError):
    """402: the plan allows no more of these."""

    advice = "Delete some that nobody needs any more, or move to a larger plan; then run again."


class Forbidden(ApiError):
    """403: the key is valid and may not do this."""

    advice = (
        "Give the API key the permission, or use another key: `pulumi config set --secret "
        "sevalla:apiKey`, or SEVALLA_API_KEY; that of Private Connect is "
        "sevalla:privateConnectApiKey, or PRIVATE_CONNECT_API_KEY."
    )


class NotFound(ApiError):
    """404 or 410 in the API's documented form: it shows no such object to this key."""


class RequestRejected(ApiError):
    """400, 409, 422 and whatever else says no: sending it again changes nothing."""


BY_STATUS: dict[int, type[ApiError]] = {
    401: Unauthorized,
    402: PlanLimitReached,
    403: Forbidden,
    404: NotFound,
    410: NotFound,
    429: RateLimited,
}


ErrorForm = Callable[[int, JsonValue], bool]
"""Whether a body is how an API documents an error of that status."""


def says_message(_status: int, body: JsonValue) -> bool:
    """Whether a body says in words what went wrong."""
    return isinstance(body, dict) and isinstance(body.get("message"), str)


def kind_of(status: int) -> type[ApiError]:
    """The error that an answer's status means; statuses below 400 are answers out of place."""
    if status >= 500:
        return ServerFault
    return BY_STATUS.get(status, RequestRejected if status >= 400 else InvalidResponse)
