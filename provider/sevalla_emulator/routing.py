"""Which operation a request means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from sevalla_emulator.errors import ApiError, NoSuchRoute, malformed
from sevalla_emulator.operation import Operation
from sevalla_emulator.wire import UUID_PATTERN


@dataclass(frozen=True)
class Target:
    """An operation and the ids in the path; UUIDs are in lower case."""

    operation: Operation
    path: Mapping[str, str]


class Routes:
    """The operations of one API by path and method."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        by_path = groupby(sorted(operations, key=_path), key=_path)
        self._routes = [(Route(path, _nowhere), _by_method(group)) for path, group in by_path]

    def find(self, method: str, path: str) -> Target:
        """Return what the request means.

        Raises:
            NoSuchRoute: unknown path.
            ApiError: 405 unknown method, 400 an id that is no UUID.
        """
        operations, ids = self._match(method, path)
        operation = operations.get(method)
        if operation is None:
            allow = ", ".join(operations)
            raise ApiError(405, "err-method-not-allowed", f"{method}: not here", {"allow": allow})
        uuids = {name: value for name, value in ids.items() if name not in operation.free_text}
        for name, value in uuids.items():
            if not re.fullmatch(UUID_PATTERN, value):
                raise malformed(f"{name}: not a UUID")
        return Target(operation, {**ids, **{name: value.lower() for name, value in uuids.items()}})

    def name(self, method: str, path: str) -> str:
        """Return the name under which a request is counted."""
        operation = self._operation(method, path)
        return operation.route if operation else f"{method} (unknown)"

    def is_public(self, method: str, path: str) -> bool:
        """Whether a request wants no key."""
        operation = self._operation(method, path)
        return operation is not None and operation.public

    def _operation(self, method: str, path: str) -> Operation | None:
        for route, operations in self._routes:
            if method in operations and _matched(route, path) is not None:
                return operations[method]
        return None

    def _match(self, method: str, path: str) -> tuple[Mapping[str, Operation], Mapping[str, str]]:
        for route, operations in self._routes:
            ids = _matched(route, path)
            if ids is not None:
                return operations, ids
        raise NoSuchRoute(method, path)


def _by_method(operations: Iterable[Operation]) -> Mapping[str, Operation]:
    return {operation.method: operation for operation in operations}


def _path(operation: Operation) -> str:
    return operation.path


def _matched(route: Route, path: str) -> dict[str, str] | None:
    match, found = route.matches({"type": "http", "path": path, "method": "GET"})
    return found["path_params"] if match is not Match.NONE else None


async def _nowhere(_request: Request) -> Response:
    raise NotImplementedError  # Starlette's routes want an endpoint; only their paths are used
