"""Shares, which let others reach a tunnel by a URL (`docs/contract/private-connect.md`, Share)."""

import secrets

from pydantic import TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import malformed, not_found
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.private_connect import tunnels
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
from sevalla_emulator.record import Record

SHARED = "/shared"  # where this emulator answers for what is shared
_HTTP = ("http", "https")


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    return {
        "token": secrets.token_urlsafe(24),
        "name": f"share-{str(fields['id'])[:8]}",
        "createdAt": backend.stamp(),
    }


def find_by_token(backend: Backend, token: str) -> Record:
    """Return the share that a token opens.

    Raises:
        ApiError: 404 when there is none or it has been revoked, 410 when its time is over.
    """
    share = next(
        (
            one
            for one in backend.store.of_kind(KIND.name)
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
    backend, tunnel = call.backend, tunnels.KIND.writable(call)
    given = call.given(CreateShare)
    if "allowedMethods" in given and tunnel.body.get("protocol") not in _HTTP:
        raise malformed("allowedMethods: only for tunnels of protocol http or https")
    seconds = SECONDS[str(given.pop("expiresIn", "never"))]
    until: JsonObject = (
        {} if seconds is None else {"expiresAt": timestamp(backend.clock.now() + seconds)}
    )
    share = KIND.make(backend, {**given, **until, "tunnelId": tunnel.id})
    share.scope = tunnel.scope
    backend.add(share)
    shown = {**share.body, "shareUrl": f"{call.origin}{KIND.served_at(share)}"}
    if backend.settings.tunnel_style == "open-server":
        return SharedByOpenServer.model_validate(shown).json_body()
    return Shared(share=Share.model_validate(shown)).json_body()


def _info(call: Call) -> JsonObject:
    share = find_by_token(call.backend, call.path["token"])
    tunnel = call.backend.store.get(share.owner)
    if tunnel is None or not call.backend.lifecycle.poll(share):
        raise not_found("Share")
    about = {"tunnelName": tunnel.body.get("name"), "protocol": tunnel.body.get("protocol")}
    return ShareInfo.model_validate({**share.body, **about}).json_body()


def _revoke(call: Call) -> JsonObject:
    if call.backend.settings.tunnel_style == "open-server":
        raise session_wanted("revoke a share")
    call.backend.begin_deletion(KIND.writable(call))
    return Success().json_body()


KIND = Kind(
    name="shares",
    noun="Share",
    secrets=("token", "shareUrl"),
    told=("expiresAt", "allowedMethods", "rateLimitPerMin"),
    served_at=lambda share: f"{SHARED}/{text(share.body, 'token')}",
    path="/v1/shares",
    id_name="id",
    shown=Share,
    owner_field="tunnelId",
    listed="none",
    readable=False,
    operations=(
        Operation(
            "POST",
            f"{tunnels.KIND.one_path}/share",
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
            "/v1/shares/{id}",
            "Revoke a share",
            _revoke,
            answers=TypeAdapter(Success),
            refusals=(400, 404),
        ),
    ),
    defaults=_defaults,
)
