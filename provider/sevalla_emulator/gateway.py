"""The way of a request through the emulated API."""

import asyncio
import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate

from pydantic import JsonValue
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from sevalla_emulator.access import FIRST_ACCOUNT, Keys
from sevalla_emulator.api import Api
from sevalla_emulator.backend import Backend
from sevalla_emulator.control.messages import LogEntry
from sevalla_emulator.delivery import deliver
from sevalla_emulator.errors import ApiError, error_body, malformed
from sevalla_emulator.fault_responses import fault_response
from sevalla_emulator.faults import Faults, FiredFault
from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.limits.headers import limit_headers, retry_after
from sevalla_emulator.limits.limiter import Budget, Limiter
from sevalla_emulator.operation import Call
from sevalla_emulator.reply import Reply, json_reply
from sevalla_emulator.request_log import RequestLog
from sevalla_emulator.settings import BucketName

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClientRequest:
    """A request as it came in; ``path`` is below the API's prefix."""

    method: str
    path: str
    query: Mapping[str, str]
    query_text: str
    headers: Mapping[str, str]
    content: bytes
    origin: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was decided about a request, before faults touch the answer."""

    reply: Reply
    budget: Budget | None
    charges: Sequence[Charge] = ()
    fired: Sequence[FiredFault] = ()
    refused_by: frozenset[BucketName] = field(default_factory=frozenset)


class Gateway:
    """One emulated API as an ASGI application.

    A request passes the key, then the rate limits, then the faults, then its operation.
    From the settling of what is due to the end of the operation nothing else runs between.
    """

    def __init__(
        self,
        api: Api,
        backend: Backend,
        keys: Keys,
        limiter: Limiter,
        faults: Faults,
        request_log: RequestLog,
    ) -> None:
        self._api = api
        self._backend = backend
        self._keys = keys
        self._limiter = limiter
        self._faults = faults
        self._request_log = request_log
        self._routes = api.routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            content = await request.body()
        except ClientDisconnect:
            return
        asked = ClientRequest(
            method=request.method,
            path=scope["path"].removeprefix(self._api.prefix),
            query=request.query_params,
            query_text=scope["query_string"].decode("latin-1"),
            headers=request.headers,
            content=content,
            origin=f"{request.url.scheme}://{request.url.netloc}",
        )
        if self._backend.settings.latency:
            await asyncio.sleep(self._backend.settings.latency)
        await deliver(self.answer(asked), scope, receive, send)

    def answer(self, asked: ClientRequest) -> Reply:
        """Carry out a request, count it and write it down; return what the client gets."""
        request_id = str(uuid.uuid4())
        outcome = self._decide(asked)
        now = self._backend.clock.now()
        headers = limit_headers(outcome.budget, self._backend.settings, now)
        common = {"x-request-id": request_id, "date": formatdate(now, usegmt=True)}
        reply = outcome.reply.with_headers({**common, **headers})
        for one in outcome.fired:
            reply = fault_response(reply, one.fault, self._api.error_form)
        self._log_request(asked, request_id, outcome, reply)
        return reply

    def _decide(self, asked: ClientRequest) -> Outcome:
        backend, settings, now = self._backend, self._backend.settings, self._backend.clock.now()
        charges = self._api.charges(asked.method, asked.path)
        try:
            account = self._account(asked)
        except ApiError as refusal:
            return Outcome(self._refusal(refusal), self._limiter.peek(charges, settings, now))
        charges = [replace(charge, account=account) for charge in charges]
        verdict = self._limiter.admit(charges, settings, now)
        if verdict.refused_by:
            too_many = ApiError(
                429,
                "err-too-many-requests",
                f"too many requests: {', '.join(sorted(verdict.refused_by))}",
                retry_after(verdict.budget, settings, now),
            )
            return Outcome(
                self._refusal(too_many), verdict.budget, charges, refused_by=verdict.refused_by
            )
        fired = self._faults.fire(self._api.name, asked.method, asked.path)
        if any(one.fault.when == "before" for one in fired):
            return Outcome(Reply(200), verdict.budget, charges, fired)
        try:
            with backend.store.transaction():
                backend.lifecycle.settle()
                reply = self._execute(asked, account, fired)
        except Exception:
            _log.exception("%s %s", asked.method, asked.path)
            reply = self._refusal(ApiError(500, "err-internal", "the emulator itself failed"))
        return Outcome(reply, verdict.budget, charges, fired)

    def _account(self, asked: ClientRequest) -> str:
        """Return the account of the key; what is public belongs to none."""
        if self._routes.is_public(asked.method, asked.path):
            return FIRST_ACCOUNT
        return self._keys.permit(self._api.key_form.find(asked.headers), asked.method)

    def _execute(self, asked: ClientRequest, account: str, fired: Sequence[FiredFault]) -> Reply:
        # A refusal is an answer like others: the polls it counted stay counted.
        try:
            target = self._routes.find(asked.method, asked.path)
            call = Call(
                backend=self._backend,
                path=target.path,
                query=asked.query,
                body=_json(asked.content) if target.operation.body else None,
                provisioning_fails=any(one.fault.kind == "provisioning_fails" for one in fired),
                origin=asked.origin,
                account=account,
                key=self._api.key_form.find(asked.headers),
            )
            said = target.operation.handle(call)
            told = target.operation.perhaps is not None and said is not None
            return json_reply(200 if told else target.operation.status, said)
        except ApiError as refusal:
            return self._refusal(refusal)

    def _refusal(self, refusal: ApiError) -> Reply:
        body = error_body(self._api.error_form, refusal)
        return json_reply(refusal.status, body, refusal.headers)

    def _log_request(
        self, asked: ClientRequest, request_id: str, outcome: Outcome, reply: Reply
    ) -> None:
        entry = LogEntry(
            api=self._api.name,
            at=self._backend.stamp(),
            method=asked.method,
            path=asked.path,
            query=asked.query_text,
            body=_logged(asked.content),
            status=None if reply.manner in {"reset", "hang"} else reply.status,
            request_id=request_id,
            buckets=[charge.bucket for charge in outcome.charges],
            fault=", ".join(one.id for one in outcome.fired) or None,
        )
        route = self._routes.name(asked.method, asked.path)
        self._request_log.record(entry, route, outcome.refused_by)
        _log.info("%s %s: %s", asked.method, asked.path, entry.status or "no answer")


def _json(content: bytes) -> JsonValue:
    """Read a body; an empty one counts as ``{}``.

    Raises:
        ApiError: 400 when it is no JSON, or JSON that cannot be written as UTF-8.
    """
    try:
        value: JsonValue = json.loads(content or b"{}", parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as problem:
        raise malformed(f"body: not JSON: {problem}") from None
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _logged(content: bytes) -> JsonValue:
    if not content:
        return None
    try:
        return _json(content)
    except ApiError:
        return content.decode(errors="replace")
