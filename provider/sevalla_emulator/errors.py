"""How the API says no."""

from collections.abc import Iterable

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


class ErrorData(BaseModel):
    """The machine-readable part of an error (contract, section "Errors")."""

    code: str
    message: str


class ErrorBody(BaseModel):
    """The body of every answer from 400 up (contract, section "Errors")."""

    message: str
    status: int
    data: ErrorData


class ApiError(Exception):
    """An answer other than success: HTTP status, ``err-…`` code, words for a person."""

    def __init__(
        self, status: int, code: str, message: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}

    def body(self) -> ErrorBody:
        """Return the documented form."""
        data = ErrorData(code=self.code, message=self.message)
        return ErrorBody(message=self.message, status=self.status, data=data)


def malformed(message: str) -> ApiError:
    """400: the request itself is wrong."""
    return ApiError(400, "err-bad-request", message)


def invalid(problem: ValidationError) -> ApiError:
    """400: every field that is wrong, in one message."""
    return ApiError(400, "err-validation-failed", "; ".join(_lines(problem.errors())))


def not_found(what: str) -> ApiError:
    """404: no such object."""
    return ApiError(404, "err-not-found", f"{what} not found")


def refused(code: str, message: str) -> ApiError:
    """422: well-formed, but not in this state of affairs."""
    return ApiError(422, code, message)


def _lines(details: Iterable[ErrorDetails]) -> Iterable[str]:
    for detail in details:
        where = ".".join(str(step) for step in detail["loc"]) or "body"
        yield f"{where}: {detail['msg']}"
