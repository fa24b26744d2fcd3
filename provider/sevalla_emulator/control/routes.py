"""The calls of the control API; docs/emulator.md tells of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, JsonValue, TypeAdapter
from starlette.routing import Route

from sevalla_emulator.api import Api
from sevalla_emulator.backend import Backend
from sevalla_emulator.control.endpoints import Handler, Ids, endpoint
from sevalla_emulator.control.messages import AdvanceRequest
from sevalla_emulator.control.objects import ObjectControl
from sevalla_emulator.errors import not_found
from sevalla_emulator.faults import Fault, Faults
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.limits.limiter import Limiter
from sevalla_emulator.openapi import openapi
from sevalla_emulator.request_log import RequestLog
from sevalla_emulator.seeding import Seeder
from sevalla_emulator.settings import Settings

_OBJECT = TypeAdapter(JsonObject)
_FAULT_LIST = TypeAdapter(list[Fault])


@dataclass(frozen=True)
class Controls:
    """What the control API acts upon, and the settings that a reset goes back to."""

    apis: Sequence[Api]
    backend: Backend
    limiter: Limiter
    faults: Faults
    request_log: RequestLog
    start: Settings

    @cached_property
    def objects(self) -> ObjectControl:
        """What acts upon objects."""
        kinds = {kind.name: kind for api in self.apis for kind in api.kinds}
        return ObjectControl(self.backend, kinds, Seeder(self.backend, kinds))

    def reset(self) -> None:
        """Begin anew."""
        self.backend.clear()
        self.objects.seeder.restart()
        self.faults.clear()
        self.request_log.clear()
        self.limiter.clear()
        self.backend.apply(self.start)

    def routes(self) -> list[Route]:
        """Return the calls, below ``/_emulator``."""
        objects = self.objects
        return [
            endpoint("POST", "/reset", lambda _ids, _body: self.reset()),
            endpoint("POST", "/seed", objects.seed, 201),
            endpoint("GET", "/objects", objects.all),
            endpoint("POST", "/objects/{kind}", objects.make, 201),
            endpoint("PATCH", "/objects/{id}", objects.change),
            endpoint("DELETE", "/objects/{id}", objects.remove),
            endpoint("GET", "/processes", self._processes),
            endpoint("GET", "/settings", self._settings),
            endpoint("PATCH", "/settings", self.change_settings),
            endpoint("POST", "/clock", self.advance),
            endpoint("POST", "/faults", self._add_faults, 201),
            endpoint("GET", "/faults", self._list_faults),
            endpoint("DELETE", "/faults", self._clear_faults),
            endpoint("DELETE", "/faults/{id}", self._remove_fault),
            endpoint("GET", "/counters", self._counters),
            endpoint("GET", "/requests", self._requests),
            endpoint("DELETE", "/requests", self._clear_log),
            endpoint("GET", "/openapi.json", _document(self.apis[0])),
            *(route for api in self.apis for route in self._of(api)),
        ]

    def _of(self, api: Api) -> Iterable[Route]:
        def counters(_ids: Ids, _body: JsonValue) -> JsonValue:
            return _json(self.request_log.counters_of(api.name))

        yield endpoint("GET", f"/counters/{api.name}", counters)
        yield endpoint("GET", f"/openapi/{api.name}.json", _document(api))

    def _processes(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        return [_json(report) for report in self.backend.workload.reports()]

    def _settings(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        return _json(self.backend.settings)

    def change_settings(self, _ids: Ids, body: JsonValue) -> JsonValue:
        """Let other settings hold, and show them."""
        before = self.backend.settings
        self.backend.apply(before.changed(_OBJECT.validate_python(body)))
        return _json(self.backend.settings)

    def advance(self, _ids: Ids, body: JsonValue) -> JsonValue:
        """Move the clock forward, and tell the time."""
        self.backend.clock.advance(AdvanceRequest.model_validate(body).advance)
        return {"now": self.backend.stamp()}

    def _add_faults(self, _ids: Ids, body: JsonValue) -> JsonValue:
        if isinstance(body, list):
            return [self.faults.add(fault) for fault in _FAULT_LIST.validate_python(body)]
        return {"id": self.faults.add(Fault.model_validate(body))}

    def _list_faults(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        return [_json(report) for report in self.faults.reports()]

    def _clear_faults(self, _ids: Ids, _body: JsonValue) -> None:
        self.faults.clear()

    def _remove_fault(self, ids: Ids, _body: JsonValue) -> None:
        if not self.faults.remove(ids["id"]):
            raise not_found(f"fault {ids['id']}")

    def _counters(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        return _json(self.request_log.counters())

    def _requests(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        return [_json(entry) for entry in self.request_log.entries()]

    def _clear_log(self, _ids: Ids, _body: JsonValue) -> None:
        self.request_log.clear()


def _document(api: Api) -> Handler:
    return lambda _ids, _body: openapi(api)


def _json(model: BaseModel) -> JsonObject:
    dumped: JsonObject = model.model_dump(mode="json")
    return dumped
