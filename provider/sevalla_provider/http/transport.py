"""One request, one answer, or one error of the tree in `errors`."""

import asyncio
import json as jsonlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from pydantic import JsonValue

from sevalla_provider.clock import Clock
from sevalla_provider.http import errors
from sevalla_provider.http.faults import fault_of
from sevalla_provider.http.limits import Limit, limit_of, retry_after_of
from sevalla_provider.http.server_time import ServerTime
from sevalla_provider.redaction import Redaction, keeping, redact_logs
from sevalla_provider.sanitize import json_in

REQUEST_SECONDS = 30.0
"""How long one request may take, from its connection to the last byte of its answer."""

EXCERPT = 120
"""Characters of a nonsense answer that an error quotes."""

LOOKED_AT = 64 * 1024
"""Bytes of a nonsense answer from which these are taken."""

MIB = 1024 * 1024
LARGEST = 32 * MIB
"""Bytes of an answer, unpacked; no page of the API comes near."""

ENCODINGS = ("", "identity", "gzip")
"""How an answer may be packed. Only gzip is asked for, and we unpack it ourselves: a few bytes can
become any number, and httpx knows no bound."""

GZIP = 16
"""Tells zlib to read gzip's header."""

TOO_LARGE = f"the answer is larger than {LARGEST // MIB} MiB"

FRAMING = ("content-encoding", "content-length", "transfer-encoding")
"""Headers that speak of a body's way here; once it has arrived, they hold no more."""


@dataclass(frozen=True)
class Response:
    """A documented answer: the JSON value (None without a body), and its request id."""

    body: JsonValue
    request_id: str | None


@dataclass(frozen=True)
class Exchange:
    """How one request went, and what the headers said of the limit."""

    outcome: Response | errors.ApiError
    limit: Limit | None = None

    def response_or_raise(self) -> Response:
        """Return the answer. Raises `ApiError`."""
        if isinstance(self.outcome, errors.ApiError):
            raise self.outcome
        return self.outcome


class UnreadableResponse(Exception):
    """An answer whose body cannot be had: the message says why."""

    def __init__(self, text: str, response: httpx.Response) -> None:
        super().__init__(text)
        self.response = response


class Sending:
    """How far a request has come: httpx tells its steps by name."""

    def __init__(self) -> None:
        self._steps: list[str] = []

    async def trace(self, step: str, _info: object) -> None:
        """Note a step; httpx's `trace` extension calls this."""
        self._steps.append(step)

    @property
    def surely_not_begun(self) -> bool:
        """Whether nothing of the request can have reached the server."""
        return bool(self._steps) and not any("send_request" in step for step in self._steps)


class Transport:
    """Sends single requests. Secrets are cut out of every word that could reach a person.

    Args:
        seconds: how long one request may take, whatever it is that takes so long.
        way: where requests go, and by which settings of this machine, for people.
        documented: knows the form of the API's errors.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        secret: str,
        clock: Clock,
        seconds: float = REQUEST_SECONDS,
        way: str = "",
        documented: errors.ErrorForm = errors.says_message,
    ) -> None:
        self._client = client
        self._seconds = seconds
        self._way = way
        self._documented = documented
        self._redaction = Redaction()
        self._clock = clock
        self.server_time = ServerTime(clock)
        self.keep_secret(secret)
        redact_logs()

    def keep_secret(self, text: str) -> None:
        """Cut `text` out of every word from now on, also where it is a part of a path."""
        self._redaction.keep_credential(text)

    def told(self, method: str, path: str) -> str:
        """What a request is called in words for people."""
        return self._safe(f"{method} {path}")

    async def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, int | str] | None = None,
        json: JsonValue = None,
        words: bool = False,
    ) -> Exchange:
        """Send once. `words`: whether the answer need not be JSON.

        Never raises an `ApiError`: the caller may want to learn from it first.
        """
        request = self.told(method, path)
        body = None if json is None else jsonlib.dumps(json).encode()
        sending = Sending()
        try:
            # A bound for each read alone lets a server drip for ever.
            with keeping(redaction=self._redaction):
                async with asyncio.timeout(self._seconds):
                    response = await self._response(method, path, params, body, sending)
        except TimeoutError:
            return Exchange(self._timed_out(request, sending))
        except UnreadableResponse as error:
            return Exchange(self._unreadable(request, error))
        except Exception as error:
            kind = fault_of(error)
            return Exchange(kind(request, self._cause(error, kind)))
        return self._judge(request, response, words=words)

    async def _response(
        self,
        method: str,
        path: str,
        params: Mapping[str, int | str] | None,
        body: bytes | None,
        sending: Sending,
    ) -> httpx.Response:
        """Get a whole answer. Raises `UnreadableResponse`, and what httpx raises."""
        headers = {"accept-encoding": "gzip"}
        if body:
            headers["content-type"] = "application/json"
        extensions = {"trace": sending.trace}
        async with self._client.stream(
            method, path, params=params, content=body, headers=headers, extensions=extensions
        ) as response:
            content = await _content(response)
        reason = response.extensions.get("reason_phrase")
        return httpx.Response(
            response.status_code,
            headers=[(k, v) for k, v in response.headers.multi_items() if k not in FRAMING],
            content=content,
            request=response.request,
            extensions={} if reason is None else {"reason_phrase": reason},
        )

    def _unreadable(self, request: str, error: UnreadableResponse) -> errors.InvalidResponse:
        return errors.InvalidResponse(
            request,
            str(error),
            status=error.response.status_code,
            request_id=self._request_id(error.response),
        )

    def _timed_out(self, request: str, sending: Sending) -> errors.ApiError:
        if sending.surely_not_begun:
            return errors.Unreachable(request, f"no connection within {self._seconds:g} s")
        return errors.ResponseLost(request, f"no whole answer within {self._seconds:g} s")

    def _judge(self, request: str, response: httpx.Response, *, words: bool) -> Exchange:
        self.server_time.learn(response.headers)
        limit = limit_of(response.headers, self._clock.wall())
        request_id = self._request_id(response)
        if not response.is_success:
            return Exchange(self._refusal(request, response), limit)
        try:
            return Exchange(Response(json_of(response), request_id), limit)
        except ValueError:
            if words:
                return Exchange(Response(text_of(response), request_id), limit)
            error = errors.InvalidResponse(
                request,
                f"the answer is not JSON: {self._begins(response)}",
                status=response.status_code,
                request_id=request_id,
            )
            return Exchange(error, limit)

    def _refusal(self, request: str, response: httpx.Response) -> errors.ApiError:
        status = response.status_code
        code, message = self._words(response)
        kind = errors.kind_of(status)
        if kind is errors.NotFound and not self._documented(status, _body_of(response)):
            kind = errors.UndocumentedNotFound
        request_id = self._request_id(response)
        if kind is errors.RateLimited:
            return errors.RateLimited(
                request,
                message,
                status=status,
                code=code,
                request_id=request_id,
                retry_after=retry_after_of(response.headers, self._clock.wall()),
            )
        return kind(request, message, status=status, code=code, request_id=request_id)

    def _words(self, response: httpx.Response) -> tuple[str | None, str]:
        """Code and message of the documented error body, or the nearest thing to them."""
        body = _body_of(response)
        if not isinstance(body, dict):
            reason = self._safe(response.reason_phrase) or "no reason given"
            return None, f"{reason}: {self._excerpt(response)}"
        data = body.get("data")
        detail = data if isinstance(data, dict) else {}
        code = detail.get("code")
        message = detail.get("message") or body.get("message") or response.reason_phrase
        return (self._safe(code) if isinstance(code, str) else None), self._safe(str(message))

    def _begins(self, response: httpx.Response) -> str:
        """Quote a page; not what is left of an object, which may hold what only we should know."""
        if response.content.lstrip().startswith((b"{", b"[")):
            return "it is damaged, or cut off"
        return self._excerpt(response)

    def _excerpt(self, response: httpx.Response) -> str:
        begins = response.content[:LOOKED_AT].decode(errors="replace")
        text = " ".join(self._safe(begins).split())
        return repr(text[:EXCERPT]) if text else "nothing at all"

    def _request_id(self, response: httpx.Response) -> str | None:
        value = response.headers.get("x-request-id")
        return None if value is None else self._safe(value)

    def _cause(self, error: Exception, kind: type[errors.ApiError]) -> str:
        name = type(error).__name__
        text = f"{name}: {error}" if str(error) else name
        # Where no connection came about, by which way it was tried.
        tried = kind in (errors.Unreachable, errors.BadEnvironment) and self._way
        return self._safe(f"{text} ({self._way})" if tried else text)

    def _safe(self, text: str) -> str:
        return self._redaction.cut(text)


def text_of(response: httpx.Response) -> str:
    """The body as text, for people, whatever character set it claims to have."""
    return response.content.decode(errors="replace")


def _body_of(response: httpx.Response) -> JsonValue:
    """The body of a refusal; None where it is no JSON."""
    try:
        return json_of(response)
    except (ValueError, RecursionError):
        return None


def json_of(response: httpx.Response) -> JsonValue:
    """The body as JSON; None for an empty body where that is documented (204, or DELETE).

    What cannot be written to a state is replaced: `sanitize`. Raises `ValueError` for anything
    else that is not JSON.
    """
    if not response.content and (
        response.status_code == httpx.codes.NO_CONTENT or response.request.method == "DELETE"
    ):
        return None
    return json_in(response.content)


async def _content(response: httpx.Response) -> bytes:
    """Read a whole body, unpacked. Raises `UnreadableResponse`."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise UnreadableResponse("the answer is packed in a way that nobody asked for", response)
    content = bytearray()
    assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - of an async client
    async for chunk in response.stream:
        content += chunk
        if len(content) > LARGEST:
            raise UnreadableResponse(TOO_LARGE, response)
    try:
        return _unpacked(content) if encoding == "gzip" and content else bytes(content)
    except ValueError as error:
        raise UnreadableResponse(str(error), response) from None


def _unpacked(packed: bytearray) -> bytes:
    """Unpack gzip. Raises `ValueError` for what is damaged, cut off or too large."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | GZIP)
    try:
        content = unpacking.decompress(packed, LARGEST + 1)
    except zlib.error:
        raise ValueError("the answer's compression is damaged") from None
    if len(content) > LARGEST:
        raise ValueError(TOO_LARGE)
    if not unpacking.eof:
        raise ValueError("the answer is cut off within its compression")
    return content
