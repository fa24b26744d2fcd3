"""HTTP and nothing else: transport, pacing by rate-limit headers, retries, a tree of errors."""

from sevalla_provider.http.bucket import Quota
from sevalla_provider.http.client import HttpClient, Options
from sevalla_provider.http.errors import (
    AnswerLost,
    ApiError,
    BadEnvironment,
    CarriedOut,
    Forbidden,
    HeldBackTooLong,
    NonsenseAnswer,
    NotFound,
    NotSent,
    PlanLimitReached,
    RateLimited,
    Refused,
    ServerFault,
    Unauthorized,
    UndocumentedNotFound,
    Unreachable,
    UnusableId,
    says_message,
)
from sevalla_provider.http.sending import before_sending
from sevalla_provider.http.transport import Answer

__all__ = [
    "Answer",
    "AnswerLost",
    "ApiError",
    "BadEnvironment",
    "CarriedOut",
    "Forbidden",
    "HeldBackTooLong",
    "HttpClient",
    "NonsenseAnswer",
    "NotFound",
    "NotSent",
    "Options",
    "PlanLimitReached",
    "Quota",
    "RateLimited",
    "Refused",
    "ServerFault",
    "Unauthorized",
    "UndocumentedNotFound",
    "Unreachable",
    "UnusableId",
    "before_sending",
    "says_message",
]
