"""The one door to an API: paced, retried where a repetition is harmless, errors of one tree.

Policy of repetition. GET, PATCH, PUT and DELETE may be sent again: after a lost or nonsense answer,
a connection that did not come about, 429, 500, 502, 503 and 504; with full jitter, and for longer
than one rate-limit window. A POST is sent again only when it surely was not carried out (no
connection, 429); everything else about it is the business of the lifecycle's recovery. 400, 401,
403, 404, 409 and 422 are final.

Source of what a status means: `docs/contract/sevalla-v3.md`, Errors.
"""

import random
from asyncio import CancelledError
from collections.abc import Mapping, Sequence
from pathlib import Path
from sys import version_info
from typing import TypedDict

import httpx
from pydantic import JsonValue

from sevalla_provider.clock import Clock, SystemClock
from sevalla_provider.deadline import current_deadline, notice
from sevalla_provider.http import errors
from sevalla_provider.http.bucket import Quota
from sevalla_provider.http.pacing import LONGEST_WAIT, Pacer
from sevalla_provider.http.route import Route, environment_of, route_to
from sevalla_provider.http.sending import goes_out
from sevalla_provider.http.shared_budget import SharedBudget, budget_file
from sevalla_provider.http.transport import REQUEST_SECONDS, Response, Transport
from sevalla_provider.status_line import pause
from sevalla_provider.version import VERSION

USER_AGENT = f"pulumi-sevalla/{VERSION} Python/{version_info.major}.{version_info.minor}"
"""Sent with every request: whoever reads a server's log sees what asked."""

RETRY_SECONDS = 90.0
"""How long a request is repeated before its error is final; longer than one window of a minute."""

FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 10.0
"""Seconds at most before the second try, and between any two."""


class Options(TypedDict, total=False):
    """What may be said of a client beside its address and credential; see `HttpClient`."""

    clock: Clock | None
    retry_seconds: float
    request_seconds: float
    longest_wait: float
    shared_budgets: Path | None
    transport: httpx.AsyncBaseTransport | None


class HttpClient:
    """Requests to one API under one key.

    Args:
        base_url: address that paths are appended to, such as `https://api.sevalla.com/v3`.
        headers: sent with every request; holds the credential.
        secret: the credential itself, cut out of every message.
        retry_seconds: how long to repeat a failing request.
        request_seconds: how long one request may take, to the last byte of its answer.
        longest_wait: how long, in seconds, the rate limit may hold a request back.
        shared_budgets: where this machine's processes tell each other of used up limits.
        transport: another way to carry requests (tests).
        documented: knows the form of the API's errors.

    Raises `BadEnvironment` where this machine is set up in a way that leads nowhere.
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        secret: str,
        *,
        clock: Clock | None = None,
        retry_seconds: float = RETRY_SECONDS,
        request_seconds: float = REQUEST_SECONDS,
        longest_wait: float = LONGEST_WAIT,
        shared_budgets: Path | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        documented: errors.ErrorForm = errors.says_message,
    ) -> None:
        self._clock = clock or SystemClock()
        self._retry_seconds = retry_seconds
        # The steps to a connection together take no longer than the whole may: so it is known that
        # nothing was sent.
        timeout = httpx.Timeout(request_seconds, connect=request_seconds / 2)
        route = Route() if transport else route_to(base_url)
        with environment_of(base_url):
            self._client = httpx.AsyncClient(
                base_url=base_url,
                headers={"user-agent": USER_AGENT, **headers},
                timeout=timeout,
                transport=transport,
                proxy=route.proxy,
                verify=route.certificates,
                trust_env=False,  # `route` has read it
            )
        self._transport = Transport(
            self._client, secret, self._clock, request_seconds, route.told, documented
        )
        shared = shared_budgets and budget_file(shared_budgets, base_url, secret)
        self._longest_wait = longest_wait
        self._pacer = Pacer(self._clock, longest_wait, SharedBudget(shared, self._clock))

    def keep_secret(self, text: str) -> None:
        """Show `text` in no error and no word from now on: it is as good as a credential."""
        self._transport.keep_secret(text)

    def server_time(self) -> float | None:
        """What the server's clock shows, in seconds since the epoch; None where it never told."""
        return self._transport.server_time.now()

    def spare(self, quotas: Sequence[Quota]) -> bool:
        """Whether the rate limit has room for requests that only make things faster."""
        return self._pacer.spare(quotas)

    async def close(self) -> None:
        """Close the connections; whatever is still under way fails."""
        await self._client.aclose()

    async def request(
        self,
        method: str,
        path: str,
        quotas: Sequence[Quota],
        *,
        params: Mapping[str, int | str] | None = None,
        json: JsonValue = None,
        words: bool = False,
    ) -> Response:
        """Send until it is answered. `words`: whether the answer need not be JSON.

        Raises `ApiError`; `NotSent` when it is cancelled and was surely not carried out.
        """
        told = self._transport.told(method, path)
        with current_deadline().waiting_for(f"an answer to {told}"):
            return await self._until_answered(method, path, quotas, params, json, words=words)

    async def _until_answered(
        self,
        method: str,
        path: str,
        quotas: Sequence[Quota],
        params: Mapping[str, int | str] | None,
        json: JsonValue,
        *,
        words: bool,
    ) -> Response:
        retries = Retries(self._clock, self._retry_seconds, self._longest_wait)
        perhaps_executed = False
        try:
            while True:
                await self._enter(method, path, quotas)
                perhaps_executed = True
                try:
                    return await self._once(method, path, quotas, params, json, words=words)
                except errors.ApiError as error:
                    perhaps_executed = error.executed is not errors.Executed.NO
                    if not _repeatable(method, error) or retries.used_up(error):
                        raise
                    await retries.pause_after(error)
        except CancelledError:
            if perhaps_executed:
                raise
            raise errors.NotSent from None

    async def _enter(self, method: str, path: str, quotas: Sequence[Quota]) -> None:
        """Wait for the rate limit. Raises `RateLimitTimeout`."""
        told = self._transport.told(method, path)
        deadline = current_deadline()
        with deadline.queued(f"the API's rate limit to let {told} out"):
            await self._pacer.enter(quotas, told)
        deadline.begin()
        try:
            goes_out()
        except BaseException:
            self._pacer.lost(quotas)
            raise

    async def _once(
        self,
        method: str,
        path: str,
        quotas: Sequence[Quota],
        params: Mapping[str, int | str] | None,
        json: JsonValue,
        *,
        words: bool,
    ) -> Response:
        try:
            exchange = await self._transport.send(
                method, path, params=params, json=json, words=words
            )
        except BaseException:
            self._pacer.lost(quotas)
            raise
        error = exchange.outcome
        if isinstance(error, errors.RateLimited):
            self._pacer.refuse(quotas, exchange.limit, error.retry_after)
        elif isinstance(error, errors.ApiError) and exchange.limit is None:
            # Whoever answered in this way may know nothing of limits.
            self._pacer.lost(quotas)
        else:
            self._pacer.learn(quotas, exchange.limit)
        return exchange.response_or_raise()


class Retries:
    """How long one request is repeated, and what it waits in between: full jitter.

    After a 429 the pacing knows when to go on, and for how long at most.
    """

    def __init__(self, clock: Clock, seconds: float, rate_limit_seconds: float) -> None:
        self._clock = clock
        self._seconds = {False: seconds, True: rate_limit_seconds}
        self._failing_since: dict[bool, float] = {}
        self._backoff = FIRST_BACKOFF

    def used_up(self, error: errors.ApiError) -> bool:
        """Whether an error is final; counted from the first one: to wait is not to fail."""
        limited = isinstance(error, errors.RateLimited)
        since = self._failing_since.setdefault(limited, self._clock.now())
        return self._clock.now() - since >= self._seconds[limited]

    async def pause_after(self, error: errors.ApiError) -> None:
        """Say what went wrong, and wait."""
        notice(str(error).partition("\n")[0])
        if isinstance(error, errors.RateLimited):
            return
        seconds = random.uniform(0, self._backoff)  # noqa: S311 - no secret
        await pause(self._clock, seconds, f"{error.message} ({error.request})", "trying again")
        self._backoff = min(2 * self._backoff, LONGEST_BACKOFF)


def _repeatable(method: str, error: errors.ApiError) -> bool:
    return error.retry and (method != "POST" or error.executed is errors.Executed.NO)
