"""A client of the control API, for tests and demos."""

import ssl
from collections.abc import Sequence
from types import TracebackType
from typing import Self, Unpack, get_args

import httpx
from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.control.messages import Counters, EmulatedObject, LogEntry, Objects
from sevalla_emulator.faults import Fault, FaultKind, FaultReport, When
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.settings import ApiName, BucketName, Settings, SettingsChange
from sevalla_emulator.workload import InstanceReport

_OBJECTS = TypeAdapter(dict[str, list[JsonObject]])
_OBJECT = TypeAdapter(JsonObject)
_FAULTS = TypeAdapter(list[FaultReport])
_IDS = TypeAdapter(list[str])
_INSTANCES = TypeAdapter(list[InstanceReport])
_LOG = TypeAdapter(list[LogEntry])


class ControlError(Exception):
    """The control API refused a call; the message is its own."""


class Control:
    """All of ``/_emulator``. Usable from any thread; close it, or use it as a context.

    ``trust`` is for an emulator with TLS, whose certificate authority nobody knows.
    """

    def __init__(self, control_url: str, *, trust: ssl.SSLContext | None = None) -> None:
        # To load the machine's certificates takes a while, and plain HTTP has no use for them.
        verify = trust or control_url.startswith("https:")
        self._http = httpx.Client(base_url=control_url, verify=verify, timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    # --- objects -------------------------------------------------------------------------

    def reset(self) -> None:
        """Drop objects, faults, counters and log; settings are those of the start again."""
        self._call("POST", "/reset")

    def seed(self, *, applications: int = 1, **more: int) -> Objects:
        """Make objects with ids that are the same after each reset.

        ``more`` are numbers by kind, such as ``processes=2``. Processes and proxies count per
        application, tunnels per agent.
        """
        wanted = {"applications": applications, **more}
        return Objects.from_wire(_OBJECTS.validate_json(self._call("POST", "/seed", wanted)))

    def objects(self) -> Objects:
        """Everything there is, those being deleted too; no poll is counted."""
        return Objects.from_wire(_OBJECTS.validate_json(self._call("GET", "/objects")))

    def find(self, object_id: str) -> EmulatedObject | None:
        """One object by its id, whatever its kind."""
        everything = self.objects().by_kind.values()
        return next((one for kind in everything for one in kind if one.id == object_id), None)

    def make_object(self, kind: str, fields: JsonObject) -> EmulatedObject:
        """Make an object behind the clients' backs: settled, unchecked, defaults filled in."""
        return self._object("POST", f"/objects/{kind}", fields)

    def change_object(self, object_id: str, fields: JsonObject) -> EmulatedObject:
        """Lay any fields over an object: unknown ones, nulls, nonsense."""
        return self._object("PATCH", f"/objects/{object_id}", fields)

    def remove_object(self, object_id: str) -> None:
        """Remove an object at once, with all that belongs to it."""
        self._call("DELETE", f"/objects/{object_id}")

    def processes(self) -> list[InstanceReport]:
        """The instances that run; none unless the emulator was told to run what it holds."""
        return _INSTANCES.validate_json(self._call("GET", "/processes"))

    def make_agent(self, label: str = "laptop", *, online: bool = True) -> EmulatedObject:
        """Make an agent that tunnels can be given to."""
        return self.make_object("agents", {"label": label, "online": online})

    def set_online(self, agent_id: str, *, online: bool) -> None:
        """Let an agent come or go."""
        self.change_object(agent_id, {"online": online})

    # --- settings and time ---------------------------------------------------------------

    def settings(self) -> Settings:
        """The settings as they stand."""
        return Settings.model_validate_json(self._call("GET", "/settings"))

    def change_settings(self, **change: Unpack[SettingsChange]) -> Settings:
        """Change the settings given; ``limits={"write": {"limit": None}}`` lifts one limit."""
        return Settings.model_validate_json(self._call("PATCH", "/settings", {**change}))

    def lift_limits(self) -> None:
        """Allow any number of requests in every bucket."""
        self.change_settings(limits={bucket: {"limit": None} for bucket in get_args(BucketName)})

    def advance(self, seconds: float) -> None:
        """Move the emulator's clock forward."""
        self._call("POST", "/clock", {"advance": seconds})

    # --- faults --------------------------------------------------------------------------

    def add_fault(
        self,
        kind: FaultKind,
        *,
        api: ApiName | None = None,
        method: str = "*",
        path: str = "**",
        calls: Sequence[int] | None = None,
        when: When = "before",
        status: int | None = None,
        body: JsonValue = None,
        headers: dict[str, str | None] | None = None,
        seconds: float | None = None,
        merge: JsonObject | None = None,
    ) -> str:
        """Set one fault, see `Fault`; return its id."""
        fault = Fault(
            kind=kind,
            api=api,
            method=method,
            path=path,
            calls=None if calls is None else list(calls),
            when=when,
            status=status,
            body=body,
            headers=headers or {},
            seconds=seconds,
            merge=merge or {},
        )
        (fault_id,) = self.add_faults([fault])
        return fault_id

    def add_faults(self, faults: Sequence[Fault]) -> list[str]:
        """Set several faults at once; return their ids in order."""
        bodies = [fault.model_dump(mode="json") for fault in faults]
        return _IDS.validate_json(self._call("POST", "/faults", bodies))

    def faults(self) -> list[FaultReport]:
        """Every fault that is set, with how often it matched and fired."""
        return _FAULTS.validate_json(self._call("GET", "/faults"))

    def remove_fault(self, fault_id: str) -> None:
        """Lift one fault."""
        self._call("DELETE", f"/faults/{fault_id}")

    def clear_faults(self) -> None:
        """Lift all faults."""
        self._call("DELETE", "/faults")

    # --- what happened -------------------------------------------------------------------

    def counters(self, api: ApiName | None = None) -> Counters:
        """Requests by bucket and by route since the start, a reset or `clear_log`.

        Those of one API when given, else of all together.
        """
        path = f"/counters/{api}" if api else "/counters"
        return Counters.model_validate_json(self._call("GET", path))

    def requests(self, method: str | None = None, api: ApiName | None = None) -> list[LogEntry]:
        """The log, oldest first; only one method's or one API's entries when given."""
        return [
            entry
            for entry in _LOG.validate_json(self._call("GET", "/requests"))
            if method in {None, entry.method} and api in {None, entry.api}
        ]

    def clear_log(self) -> None:
        """Forget the log and the counters; rate-limit windows stay."""
        self._call("DELETE", "/requests")

    def openapi(self, api: ApiName = "sevalla") -> JsonObject:
        """The OpenAPI document of an emulated API."""
        return _OBJECT.validate_json(self._call("GET", f"/openapi/{api}.json"))

    def _object(self, method: str, path: str, fields: JsonObject) -> EmulatedObject:
        return EmulatedObject.from_wire(_OBJECT.validate_json(self._call(method, path, fields)))

    def _call(self, method: str, path: str, body: object = None) -> bytes:
        answer = self._http.request(method, path, json=body)
        if answer.is_error:
            raise ControlError(f"{method} /_emulator{path}: {answer.status_code} {answer.text}")
        return answer.content
