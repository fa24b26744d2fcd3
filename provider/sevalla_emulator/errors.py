"""How the API says no."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sevalla_emulator.json_types import JsonObject


class ErrorData(BaseModel):
    """The machine-readable part of an error (`docs/contract/sevalla-v3.md`, Errors)."""

    code: str
    message: str


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


class NoSuchRoute(ApiError):
    """404: nobody serves that path. Worded by what lies in front of an API, in its own form."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(404, "err-no-route", f"Route {method}:{path} not found")


class ErrorForm(BaseModel, ABC):
    """The form in which an API words its refusals."""

    @classmethod
    @abstractmethod
    def of(cls, refusal: ApiError) -> Self:
        """Word a refusal."""


class ErrorBody(ErrorForm):
    """The body of every answer from 400 up (`docs/contract/sevalla-v3.md`, Errors)."""

    message: str
    status: int
    data: ErrorData

    @classmethod
    def of(cls, refusal: ApiError) -> Self:
        """Return the documented form."""
        data = ErrorData(code=refusal.code, message=refusal.message)
        return cls(message=refusal.message, status=refusal.status, data=data)


def error_body(form: type[ErrorForm], refusal: ApiError) -> JsonObject:
    """Return the body that tells of a refusal."""
    if isinstance(refusal, NoSuchRoute):
        return {"message": refusal.message, "error": "Not Found", "statusCode": refusal.status}
    body: JsonObject = form.of(refusal).model_dump(mode="json", by_alias=True)
    return body


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
