"""Who may do what (`docs/contract/sevalla-v3.md`, Errors: 401 and 403)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sevalla_emulator.errors import ApiError
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.limits.buckets import READS


def bearer_token(headers: Mapping[str, str]) -> str:
    """Return the token of ``Authorization: Bearer …``, or nothing."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True)
class KeyForm:
    """How an API wants its key: ``find`` takes it from the headers, OpenAPI is told ``scheme``."""

    find: Callable[[Mapping[str, str]], str]
    scheme: JsonObject


def _x_api_key(headers: Mapping[str, str]) -> str:
    return headers.get("x-api-key", "")


X_API_KEY = KeyForm(_x_api_key, {"type": "apiKey", "in": "header", "name": "x-api-key"})
BEARER = KeyForm(bearer_token, {"type": "http", "scheme": "bearer"})


FIRST_ACCOUNT = ""
OTHER_ACCOUNT = "other"
COMPANY_ID = "5e5a11a2-0000-4000-8000-000000000001"
OTHER_COMPANY_ID = "5e5a11a2-0000-4000-8000-000000000002"
COMPANIES = {FIRST_ACCOUNT: COMPANY_ID, OTHER_ACCOUNT: OTHER_COMPANY_ID}  # by account


@dataclass(frozen=True)
class Keys:
    """The keys of an API; no ``read_only``, no ``other``: no such key.

    ``other`` belongs to another account, which sees none of the first one's objects.
    """

    full: str
    read_only: str = ""
    other: str = ""

    def permit(self, key: str, method: str) -> str:
        """Let a request pass; return the account that its key belongs to.

        Raises:
            ApiError: 401 for a missing or unknown key, 403 for a write with the key for reads.
        """
        if key not in {self.full, self.read_only, self.other} or not key:
            raise ApiError(401, "err-unauthorized", "API key missing or invalid")
        if key == self.read_only and method not in READS:
            raise ApiError(403, "err-forbidden", "this API key may only read")
        return OTHER_ACCOUNT if key == self.other else FIRST_ACCOUNT
