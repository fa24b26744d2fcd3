"""Which operation a request means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from starlette.routing import compile_path

from sevalla_emulator.errors import ApiError, NoSuchRoute, malformed
from sevalla_emulator.operation import Operation
from sevalla_emulator.wire import NO_IDS, UUID_PATTERN


@dataclass(frozen=True)
class Target:
    """An operation and the ids in the path; UUIDs are in lower case."""

    operation: Operation
    path: Mapping[str, str]


class Routes:
    """The operations of one API by path and method."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        by_path: dict[str, dict[str, Operation]] = {}
        # A literal segment sorts before a parameter in its place, and so is matched first.
        for operation in sorted(operations, key=lambda one: one.path):
            by_path.setdefault(operation.path, {})[operation.method] = operation
        self._routes = [(compile_path(path)[0], methods) for path, methods in by_path.items()]

    def find(self, method: str, path: str) -> Target:
        """Return what the request means.

        Raises:
            NoSuchRoute: unknown path.
            ApiError: 405 unknown method, 400 an id that is no UUID.
        """
        operations, ids = next(self._matches(path), ({}, {}))
        if not operations:
            raise NoSuchRoute(method, path)
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
        matches = (operations.get(method) for operations, _ids in self._matches(path))
        return next((operation for operation in matches if operation), None)

    def _matches(self, path: str) -> Iterator[tuple[Mapping[str, Operation], Mapping[str, str]]]:
        for pattern, operations in self._routes:
            match = pattern.match(path)
            if match and not NO_IDS & {*match.groupdict().values()}:
                yield operations, match.groupdict()
