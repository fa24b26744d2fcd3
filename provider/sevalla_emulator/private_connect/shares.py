"""Shares, which let others reach a tunnel by a URL (`docs/contract/private-connect.md`, Share)."""

import secrets

from pydantic import TypeAdapter

from sevalla_emulator.access import FIRST_ACCOUNT
from sevalla_emulator.api import Call, Kind, Operation
from sevalla_emulator.backend import Backend, new_id, text
from sevalla_emulator.clock import timestamp
from sevalla_emulator.collection import Collection
from sevalla_emulator.errors import malformed, not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.private_connect.refusals import expired, session_wanted
from sevalla_emulator.private_connect.share_models import (
    SECONDS,
    CreateShare,
    Share,
    Shared,
    SharedByOpenServer,
    ShareInfo,
)
from sevalla_emulator.private_connect.tunnel_models import Success
from sevalla_emulator.private_connect.tunnels import TUNNELS
from sevalla_emulator.record import Record

SHARED = "/shared"  # where this emulator answers for what is shared
_HTTP = ("http", "https")

SHARES = Collection("shares", "Share", "/v1/shares", "id", Share)


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields, among them ``tunnelId``, to a share that never expires."""
    tunnel_id, share_id = str(fields["tunnelId"]), text(fields, "id") or new_id()
    body: JsonObject = {
        "token": secrets.token_urlsafe(24),
        "name": f"share-{share_id[:8]}",
        "createdAt": backend.stamp(),
        **fields,
        "id": share_id,
    }
    return Record(kind=SHARES.kind, id=share_id, scope=FIRST_ACCOUNT, owner=tunnel_id, body=body)


def open_to(backend: Backend, token: str) -> Record:
    """Return the share that a token opens.

    Raises:
        ApiError: 404 when there is none or it has been revoked, 410 when its time is over.
    """
    share = next(
        (
            one
            for one in backend.store.of_kind(SHARES.kind)
            if one.body.get("token") == token and not one.deleting
        ),
        None,
    )
    if share is None:
        raise not_found("Share")
    # Time stamps of one form sort as the times do.
    if text(share.body, "expiresAt", "never") <= backend.stamp():
        raise expired("Share")
    return share


def _create(call: Call) -> JsonObject:
    backend, tunnel = call.backend, TUNNELS.writable(call)
    given = call.read(CreateShare).given()
    if "allowedMethods" in given and tunnel.body.get("protocol") not in _HTTP:
        raise malformed("allowedMethods: only for tunnels of protocol http or https")
    seconds = SECONDS[str(given.pop("expiresIn", "never"))]
    until: JsonObject = (
        {} if seconds is None else {"expiresAt": timestamp(backend.clock.now() + seconds)}
    )
    share = make(backend, {**given, **until, "tunnelId": tunnel.id})
    share.scope = tunnel.scope
    backend.add(share)
    shown = {**share.body, "shareUrl": f"{call.origin}{SHARED}/{share.body['token']}"}
    if backend.settings.tunnel_style == "open-server":
        return SharedByOpenServer.model_validate(shown).json_body()
    return Shared(share=Share.model_validate(shown)).json_body()


def _info(call: Call) -> JsonObject:
    share = open_to(call.backend, call.path["token"])
    tunnel = call.backend.store.get(share.owner)
    if tunnel is None or not call.backend.lifecycle.poll(share):
        raise not_found("Share")
    about = {"tunnelName": tunnel.body.get("name"), "protocol": tunnel.body.get("protocol")}
    return ShareInfo.model_validate({**share.body, **about}).json_body()


def _revoke(call: Call) -> JsonObject:
    if call.backend.settings.tunnel_style == "open-server":
        raise session_wanted("revoke a share")
    call.backend.begin_deletion(SHARES.writable(call))
    return Success().json_body()


KIND = Kind(
    name=SHARES.kind,
    operations=(
        Operation(
            "POST",
            f"{TUNNELS.one_path}/share",
            "Share a tunnel",
            _create,
            status=201,
            answers=TypeAdapter(Shared | SharedByOpenServer),
            body=CreateShare,
            refusals=(400, 404),
        ),
        Operation(
            "GET",
            "/v1/shared/{token}/info",
            "Tell about a share",
            _info,
            answers=TypeAdapter(ShareInfo),
            refusals=(404, 410),
            free_text=frozenset({"token"}),
            public=True,
        ),
        Operation(
            "DELETE",
            SHARES.one_path,
            "Revoke a share",
            _revoke,
            answers=TypeAdapter(Success),
            refusals=(400, 404),
        ),
    ),
    make=make,
    changed_at="",
)
