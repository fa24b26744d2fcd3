"""One request, one answer, or one error of the tree in `errors`."""

import json as jsonlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import httpx
from pydantic import JsonValue

from sevalla_provider.clock import Clock
from sevalla_provider.http import errors
from sevalla_provider.http.limits import Limit, limit_of, retry_after_of
from sevalla_provider.http.server_time import ServerTime

EXCERPT = 120
"""Characters of a nonsense answer that an error quotes."""


@dataclass(frozen=True)
class Answer:
    """A documented answer: the JSON value (None without a body), and its request id."""

    body: JsonValue
    request_id: str | None


@dataclass(frozen=True)
class Exchange:
    """How one request went, and what the headers said of the limit."""

    outcome: Answer | errors.ApiError
    limit: Limit | None = None

    def answer_or_raise(self) -> Answer:
        """Return the answer. Raises `ApiError`."""
        if isinstance(self.outcome, errors.ApiError):
            raise self.outcome
        return self.outcome


class Transport:
    """Sends single requests. Secrets are cut out of every word that could reach a person."""

    def __init__(self, client: httpx.AsyncClient, secret: str, clock: Clock) -> None:
        self._client = client
        self._secrets: list[str] = []
        self._clock = clock
        self.server_time = ServerTime(clock)
        self.keep_secret(secret)

    def keep_secret(self, text: str) -> None:
        """Cut `text` out of every word from now on, also where it is a part of a path."""
        news = {text, quote(text, safe="")} - {"", *self._secrets}
        # One secret may be a part of another.
        self._secrets = sorted({*self._secrets, *news}, key=len, reverse=True)

    def told(self, method: str, path: str) -> str:
        """What a request is called in words for people."""
        return self._safe(f"{method} {path}")

    async def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, int] | None = None,
        json: JsonValue = None,
    ) -> Exchange:
        """Send once. Never raises an `ApiError`: the caller may want to learn from it first."""
        request = self.told(method, path)
        body = None if json is None else jsonlib.dumps(json).encode()
        try:
            response = await self._client.request(
                method,
                path,
                params=params,
                content=body,
                headers={"content-type": "application/json"} if body else None,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Exchange(errors.Unreachable(request, self._cause(error)))
        except httpx.TransportError as error:
            return Exchange(errors.AnswerLost(request, self._cause(error)))
        except httpx.DecodingError as error:
            return Exchange(errors.NonsenseAnswer(request, self._cause(error)))
        return self._judge(request, response)

    def _judge(self, request: str, response: httpx.Response) -> Exchange:
        self.server_time.learn(response.headers)
        limit = limit_of(response.headers, self._clock.wall())
        request_id = self._request_id(response)
        if not response.is_success:
            return Exchange(self._refusal(request, response), limit)
        try:
            return Exchange(Answer(json_of(response), request_id), limit)
        except (ValueError, RecursionError):
            error = errors.NonsenseAnswer(
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
        try:
            body = json_of(response)
        except (ValueError, RecursionError):
            body = None
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
        if response.text.lstrip().startswith(("{", "[")):
            return "it is damaged, or cut off"
        return self._excerpt(response)

    def _excerpt(self, response: httpx.Response) -> str:
        text = " ".join(self._safe(response.text).split())
        return repr(text[:EXCERPT]) if text else "nothing at all"

    def _request_id(self, response: httpx.Response) -> str | None:
        value = response.headers.get("x-request-id")
        return None if value is None else self._safe(value)

    def _cause(self, error: httpx.HTTPError) -> str:
        kind = type(error).__name__
        return self._safe(f"{kind}: {error}" if str(error) else kind)

    def _safe(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return text


def json_of(response: httpx.Response) -> JsonValue:
    """The body as JSON; None for an empty body where that is documented (204, or DELETE).

    Raises `ValueError` for anything else that is not JSON.
    """
    if not response.content and (
        response.status_code == httpx.codes.NO_CONTENT or response.request.method == "DELETE"
    ):
        return None
    value: JsonValue = response.json()
    return value
