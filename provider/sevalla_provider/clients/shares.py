"""Shares of a tunnel (`docs/contract/private-connect.md`, Share)."""

import hashlib
from collections.abc import Mapping

from pydantic import JsonValue

from sevalla_provider.clients.paths import is_segment, path
from sevalla_provider.clients.private_connect import Unlisted
from sevalla_provider.clients.wire import CamelCased, JsonObject, id_in_words, told_by
from sevalla_provider.http import Forbidden, HttpClient, Refused, Unauthorized
from sevalla_provider.progress import narrator

ACTIVE = "active"
NAMELESS = "token-"
"""Begins the ids that we make for shares whose id the API does not tell."""


class Share(CamelCased):
    """A share. Only the answer to the POST tells the token and the address."""

    token: str | None = None
    share_url: str | None = None
    expires_at: str | None = None
    status: str | None = ACTIVE


class Shares(Unlisted[Share]):
    """The shares of one tunnel. There is no list, and only the token leads to a share."""

    model = Share

    def __init__(self, client: HttpClient, tunnel_id: str) -> None:
        self._tunnel = path("v1", "tunnels", tunnel_id)
        super().__init__(client, path("v1", "tunnels", tunnel_id, "share"))
        self._known: dict[str, Mapping[str, JsonValue]] = {}

    def recall(self, object_id: str, known: Mapping[str, JsonValue]) -> None:
        self._known[object_id] = known
        for name in ("token", "share_url"):
            self._client.keep_secret(str(known.get(name) or ""))

    async def shown(self) -> None:
        self._one("GET", await self._request("GET", self._tunnel))

    async def get(self, object_id: str) -> Share:
        """Ask by the token, as a visitor does. Raises `NotFound` once it has expired."""
        token = self._token(object_id)
        if token is None:
            raise Refused(
                "GET /v1/shared/…/info", "a share is found by its token alone, and that is not kept"
            )
        answer = await self._request("GET", path("v1", "shared", token, "info"))
        return self._read("GET", {"id": object_id, "status": ACTIVE}, answer.request_id)

    async def create(self, body: JsonObject) -> Share:
        answer = await self._request("POST", self.path, json=body)
        told = told_by(answer.body, "share")
        share = {"status": ACTIVE, **told, "id": _id_of(told)}
        made = self._read("POST", share, answer.request_id)
        self.recall(made.id, made.model_dump())
        return made

    def _token(self, object_id: str) -> str | None:
        token = self._known.get(object_id, {}).get("token")
        return token if isinstance(token, str) else None

    async def delete(self, object_id: str) -> bool:
        """Revoke; whether it will be seen to be gone.

        The API may want a signed-in person for that. Then it says that the key is not valid, which
        it says of a wrong key as well: so that the tunnel must answer to it.
        """
        if object_id.startswith(NAMELESS):
            await self.shown()
        elif await self._revoked(object_id):
            return self._token(object_id) is not None
        narrator().warn(
            f"the share {object_id} cannot be revoked by an API key, and is only forgotten: "
            f"{end_of(self._known.get(object_id, {}))}. Revoke it in the Private Connect "
            "dashboard if it must end now."
        )
        return False

    async def _revoked(self, object_id: str) -> bool:
        """Revoke; whether a key can. Raises the refusal where this one is good for nothing else."""
        try:
            await self._request("DELETE", path("v1", "shares", object_id))
        except (Unauthorized, Forbidden) as refusal:
            try:
                await self.shown()
            except (Unauthorized, Forbidden):
                raise refusal from None
            return False
        return True


def end_of(known: Mapping[str, JsonValue]) -> str:
    """When a share ends by itself, by what is known of it."""
    at, within = known.get("expires_at"), known.get("expires_in")
    if at:
        return f"it expires by itself at {at}"
    if within == "never":
        return "it does not expire by itself"
    when = f"{within} after it was made" if within else "at a time that the API does not tell"
    return f"it expires by itself {when}"


def _id_of(told: JsonObject) -> JsonValue:
    """The id, or one of our own where the API tells none that is of use.

    Ours leads to the token, and not back.
    """
    own, token = told.get("id"), told.get("token")
    if is_segment(id_in_words(own)) or not isinstance(token, str):
        return own
    return NAMELESS + hashlib.sha256(token.encode()).hexdigest()[:16]
