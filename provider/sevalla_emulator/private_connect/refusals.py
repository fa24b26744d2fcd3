"""How the Private Connect API says no: the contract names the words of one 404 alone.

Source: `docs/contract/private-connect.md`, Tunnels.
"""

from typing import Self

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from sevalla_emulator.errors import ApiError, ErrorForm


class TunnelsErrorBody(ErrorForm):
    """The body of every answer from 400 up, as this emulator has chosen it."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    status_code: int
    message: str

    @classmethod
    def of(cls, refusal: ApiError) -> Self:
        """Word a refusal."""
        return cls(status_code=refusal.status, message=refusal.message)


def session_wanted(what: str) -> ApiError:
    """401: an API key is not enough."""
    return ApiError(401, "err-session", f"Sign in to {what}")


def plan_limit(limit: int) -> ApiError:
    """402: the plan allows no more."""
    return ApiError(402, "err-plan-limit", f"Plan limit reached: {limit} tunnels")


def not_now(reason: str) -> ApiError:
    """409: well-formed, but not in this state of affairs."""
    return ApiError(409, "err-conflict", reason)


def expired(what: str) -> ApiError:
    """410: its time is over."""
    return ApiError(410, "err-expired", f"{what} has expired")
