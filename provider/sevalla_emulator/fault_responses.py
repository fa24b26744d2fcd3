"""What a fault makes of an answer."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace

from pydantic import JsonValue

from sevalla_emulator.errors import ApiError, ErrorForm, error_body
from sevalla_emulator.faults import Fault, FaultKind
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.reply import Reply, json_reply

HTML = b"<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Sorry.</body></html>"
_SOME_JSON = b'{"id": "00000000-0000-4000-8000-000000000000", "status": "ready"}'
_NO_CONTENT = 204


def fault_response(reply: Reply, fault: Fault, form: type[ErrorForm]) -> Reply:
    """Return what the client gets instead; ``fault.headers`` are laid over in any case.

    ``form`` is that of the API's own refusals.
    """
    if fault.kind == "status" and fault.body is None:
        made_up = ApiError(
            fault.status or reply.status, "err-emulated-fault", f"emulated fault: {fault.status}"
        )
        fault = fault.model_copy(update={"body": error_body(form, made_up)})
    return _RESPONSES[fault.kind](reply, fault).with_headers({**fault.headers})


def _status(reply: Reply, fault: Fault) -> Reply:
    return _with_body(reply, fault.status or reply.status, fault.body)


def _html(reply: Reply, fault: Fault) -> Reply:
    page = fault.body.encode() if isinstance(fault.body, str) else HTML
    page_reply = replace(reply, status=fault.status or 502, content=page)
    return page_reply.with_headers({"content-type": "text/html"})


def _malformed_json(reply: Reply, fault: Fault) -> Reply:
    whole = reply.content or _SOME_JSON
    return _with_content(reply, fault, whole[:-1])


def _truncated_body(reply: Reply, fault: Fault) -> Reply:
    return replace(_with_content(reply, fault, reply.content or _SOME_JSON), manner="truncated")


def _empty_body(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, status=fault.status or reply.status, content=b"")


def _reset(reply: Reply, _fault: Fault) -> Reply:
    return replace(reply, manner="reset")


def _hang(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, manner="hang", seconds=fault.seconds)


def _unchanged(reply: Reply, _fault: Fault) -> Reply:
    return reply


def _unknown_field(reply: Reply, fault: Fault) -> Reply:
    if not reply.content:
        return reply
    return _with_body(reply, fault.status or reply.status, _merged(reply, fault.merge))


def _raw_field(reply: Reply, fault: Fault) -> Reply:
    """Lay texts over the answer that need not be what JSON can say in this program."""
    marks: JsonObject = {name: f"raw {uuid.uuid4()}" for name in fault.merge}
    marked = _unknown_field(reply, fault.model_copy(update={"merge": marks}))
    content = marked.content
    for name, mark in marks.items():
        content = content.replace(json.dumps(mark).encode(), str(fault.merge[name]).encode())
    return replace(marked, content=content)


def _replace_body(reply: Reply, fault: Fault) -> Reply:
    return _with_body(reply, fault.status or _able_to_carry(reply.status), fault.body)


def _merged(reply: Reply, extra: JsonObject) -> JsonValue:
    """Lay fields over the object in the answer, or over each of a list's items."""
    body: JsonValue = json.loads(reply.content)
    if isinstance(body, list):
        return [_laid_over(item, extra) for item in body]
    if isinstance(body, dict) and isinstance(body.get("data"), list) and "total" in body:
        items = body["data"]
        assert isinstance(items, list)  # noqa: S101 - looked at just above
        return {**body, "data": [_laid_over(item, extra) for item in items]}
    return _laid_over(body, extra)


def _laid_over(item: JsonValue, extra: JsonObject) -> JsonValue:
    return {**item, **extra} if isinstance(item, dict) else item


def _with_body(reply: Reply, status: int, body: JsonValue) -> Reply:
    fresh = json_reply(status, body)
    content = fresh.content or b"null"
    return replace(reply, status=status, content=content).with_headers({**fresh.headers})


def _with_content(reply: Reply, fault: Fault, content: bytes) -> Reply:
    status = fault.status or _able_to_carry(reply.status)
    json_type = json_reply(status, {}).headers
    return replace(reply, status=status, content=content).with_headers({**json_type})


def _able_to_carry(status: int) -> int:
    return 200 if status == _NO_CONTENT else status


_RESPONSES: dict[FaultKind, Callable[[Reply, Fault], Reply]] = {
    "status": _status,
    "html": _html,
    "malformed_json": _malformed_json,
    "truncated_body": _truncated_body,
    "empty_body": _empty_body,
    "reset": _reset,
    "hang": _hang,
    "provisioning_fails": _unchanged,
    "unknown_field": _unknown_field,
    "raw_field": _raw_field,
    "replace_body": _replace_body,
}
