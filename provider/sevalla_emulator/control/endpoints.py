"""From a plain function to a route of the control API."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from pydantic import JsonValue, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sevalla_emulator.errors import ApiError, ErrorBody, error_body, invalid, malformed

Ids: TypeAlias = Mapping[str, str]
# Gets the ids in the path and the body; what it returns is the body of the answer.
Handler: TypeAlias = Callable[[Ids, JsonValue], JsonValue]


def endpoint(method: str, path: str, handle: Handler, status: int = 200) -> Route:
    """Return a route; a refusal has the same form as the emulated API's."""

    async def answer(request: Request) -> Response:
        try:
            result = handle(request.path_params, _json(await request.body()))
        except ValidationError as problem:
            return _refusal(invalid(problem))
        except ApiError as refusal:
            return _refusal(refusal)
        return Response(status_code=204) if result is None else JSONResponse(result, status)

    return Route(path, answer, methods=[method])


def _json(content: bytes) -> JsonValue:
    try:
        value: JsonValue = json.loads(content or b"{}")
    except ValueError as problem:
        raise malformed(f"body: not JSON: {problem}") from None
    return value


def _refusal(refusal: ApiError) -> Response:
    return JSONResponse(error_body(ErrorBody, refusal), refusal.status)
