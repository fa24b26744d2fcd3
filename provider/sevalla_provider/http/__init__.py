"""HTTP and nothing else: transport, pacing by rate-limit headers, retries, a tree of errors."""

from sevalla_provider.http.bucket import Quota
from sevalla_provider.http.client import HttpClient, Options
from sevalla_provider.http.errors import (
    ApiError,
    BadEnvironment,
    Executed,
    Forbidden,
    InvalidResponse,
    NotFound,
    NotSent,
    PlanLimitReached,
    RateLimited,
    RateLimitTimeout,
    RequestRejected,
    ResponseLost,
    ServerFault,
    Unauthorized,
    UndocumentedNotFound,
    Unreachable,
    UnusableId,
    says_message,
)
from sevalla_provider.http.sending import before_sending
from sevalla_provider.http.transport import Response

__all__ = [
    "ApiError",
    "BadEnvironment",
    "Executed",
    "Forbidden",
    "HttpClient",
    "InvalidResponse",
    "NotFound",
    "NotSent",
    "Options",
    "PlanLimitReached",
    "Quota",
    "RateLimitTimeout",
    "RateLimited",
    "RequestRejected",
    "Response",
    "ResponseLost",
    "ServerFault",
    "Unauthorized",
    "UndocumentedNotFound",
    "Unreachable",
    "UnusableId",
    "before_sending",
    "says_message",
]
