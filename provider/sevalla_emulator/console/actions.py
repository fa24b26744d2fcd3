"""What the buttons of the console do: the control API's own doings, told in a sentence."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from pydantic import JsonValue

from sevalla_emulator.console.masking import is_secret
from sevalla_emulator.console.words import name_of
from sevalla_emulator.control.routes import Controls
from sevalla_emulator.errors import malformed, not_found
from sevalla_emulator.faults import Fault
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record

Form: TypeAlias = Mapping[str, str]

_SAMPLE = {"applications": 1, "processes": 2, "tcp_proxies": 1, "deployments": 1, "agents": 1}


class Actions:
    """Does what a form asks for, and says what has happened.

    Each may raise an `ApiError` or a `pydantic.ValidationError`, whose words are for the person.
    """

    def __init__(self, controls: Controls) -> None:
        self._controls = controls
        self.by_name: Mapping[str, Callable[[Form], str]] = {
            "change": self._change,
            "fail": self._fail,
            "remove": self._remove,
            "fault": self._fault,
            "lift": self._lift,
            "age": self._age,
            "outcome": self._outcome,
            "seed": self._seed,
            "reset": self._reset,
        }

    def _change(self, form: Form) -> str:
        field, said = form.get("field", "").strip(), form.get("value", "")
        if not field:
            raise malformed("field: which one shall change?")
        kind, record = self._found(form)
        value = _value(said, record.body.get(field))
        self._controls.objects.change({"id": record.id}, {field: value})
        told = "" if is_secret(field, kind.secrets) else f" is {json.dumps(value)} now"
        return f"{kind.noun} {name_of(kind, record)}: {field}{told or ' has changed'}"

    def _fail(self, form: Form) -> str:
        kind, record = self._found(form)
        if kind.states is None:
            raise malformed(f"{kind.noun} {name_of(kind, record)} has no state that fails")
        backend = self._controls.backend
        with backend.store.transaction():
            backend.fail(record)
        return f"{kind.noun} {name_of(kind, record)} is {kind.states.failed} now"

    def _remove(self, form: Form) -> str:
        kind, record = self._found(form)
        self._controls.objects.remove({"id": record.id}, {})
        return f"{kind.noun} {name_of(kind, record)} is gone, and nobody was told"

    def _fault(self, form: Form) -> str:
        asked = {name: form[name] for name in ("kind", "method", "path", "when") if form.get(name)}
        number: JsonValue = None if form.get("each") else [1]
        status = int(form["status"]) if form.get("status", "").isdecimal() else None
        fault = Fault.model_validate({**asked, "calls": number, "status": status})
        fault_id = self._controls.faults.add(fault)
        who = "each" if fault.calls is None else "the next"
        which = f"{who} {'request' if fault.method == '*' else fault.method} to {fault.path}"
        return f"{fault_id} will meet {which}"

    def _lift(self, form: Form) -> str:
        fault_id = form.get("id", "")
        if not self._controls.faults.remove(fault_id):
            raise not_found(f"fault {fault_id}")
        return f"{fault_id} is lifted"

    def _age(self, form: Form) -> str:
        seconds = form.get("seconds", "").strip()
        if not seconds.replace(".", "", 1).isdecimal():
            raise malformed("seconds: a number, such as 60")
        self._controls.advance({}, {"advance": float(seconds)})
        return f"the clock is {seconds} s further: {self._controls.backend.stamp()}"

    def _outcome(self, form: Form) -> str:
        outcome = form.get("deployment_outcome", "")
        self._controls.change_settings({}, {"deployment_outcome": outcome})
        return f"deployments that begin from now on end with {outcome}"

    def _seed(self, _form: Form) -> str:
        self._controls.objects.seed({}, {**_SAMPLE})
        return "there is an application with processes, a proxy and a deployment"

    def _reset(self, _form: Form) -> str:
        self._controls.reset()
        return "all objects, faults, counters and the log are gone"

    def _found(self, form: Form) -> tuple[Kind, Record]:
        objects, object_id = self._controls.objects, form.get("id", "")
        objects.backend.settle()
        record = objects.backend.store.get(object_id)
        if record is None:
            raise not_found(f"object {object_id[:40]}")
        return objects.kinds[record.kind], record


def _value(said: str, present: JsonValue) -> JsonValue:
    """Return what a person typed: a text where there is one now, else what it is as JSON."""
    if isinstance(present, str):
        return said
    try:
        value: JsonValue = json.loads(said)
    except ValueError:
        return said
    return value
