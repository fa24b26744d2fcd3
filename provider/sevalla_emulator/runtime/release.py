"""What runs of an application since its last deployment, until the next one."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import JsonValue

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import text
from sevalla_emulator.record import Record
from sevalla_emulator.runtime.instance import Spec
from sevalla_emulator.runtime.supervised import Command
from sevalla_emulator.runtime.variables import variables

_RUN = ("web", "worker")


@dataclass(frozen=True)
class Release:
    """The ``number`` tells it from the one before; ``specs`` are by the ids of processes."""

    number: int
    specs: dict[str, Spec]


def release(
    backend: Backend, application: Record, folder: Path, number: int, origin: str
) -> Release:
    """Take down what is configured now: entrypoints, numbers of instances, variables."""
    url = _url(backend, application, origin)
    environment = variables(backend, application, "is_runtime")
    specs = [
        _spec(process, Command(text(process.body, "entrypoint"), folder, environment), url)
        for process in backend.store.members("processes", application.id)
        if _runs(process)
    ]
    return Release(number, {one.process_id: one for one in specs})


def _runs(process: Record) -> bool:
    """A process without an entrypoint would need an image that says what to start."""
    named = bool(text(process.body, "entrypoint").strip())
    return named and process.body.get("type") in _RUN and not process.deleting


def _url(backend: Backend, application: Record, origin: str) -> str | None:
    """Return the emulator's address under the application's own name, if it is known."""
    names = backend.store.members("domains", application.id)
    system = next((one for one in names if one.body.get("type") == "SYSTEM"), None)
    if system is None or not origin:
        return None
    address = urlsplit(origin)
    host = f"{text(system.body, 'name')}:{address.port}"
    return address._replace(netloc=host, path="/").geturl()


def _spec(process: Record, command: Command, url: str | None) -> Spec:
    port = process.body.get("port")
    return Spec(
        app_id=process.scope,
        process_id=process.id,
        type=text(process.body, "type"),
        key=text(process.body, "key"),
        url=url if process.body.get("type") == "web" else None,
        port=port if isinstance(port, int) else None,
        instances=_instances(process.body.get("scaling_strategy")),
        command=command,
    )


def _instances(scaling: JsonValue) -> int:
    """Return the number of a strategy; of a range its lower end, as there is no load here."""
    config = scaling.get("config") if isinstance(scaling, dict) else None
    if not isinstance(config, dict):
        return 1
    count = config.get("instanceCount", config.get("minInstanceCount", 1))
    return count if isinstance(count, int) else 1
