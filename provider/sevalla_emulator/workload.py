"""What the objects stand for, where something runs: the seam between the API and `runtime`."""

from typing import Protocol

from pydantic import BaseModel

from sevalla_emulator.record import Record
from sevalla_emulator.relaying import Endpoint


class InstanceReport(BaseModel):
    """An instance of a process, as ``GET /_emulator/processes`` shows it.

    ``pid`` leads its process group; null while nothing runs. ``url`` is that of a web process.
    ``lines`` are the last it has written.
    """

    app_id: str
    process_id: str
    type: str
    key: str
    instance: int
    entrypoint: str
    url: str | None
    state: str
    pid: int | None
    port: int | None
    restarts: int
    exit_code: int | None
    lines: list[str]


class Workload(Protocol):
    """What may run for the objects. ``active``: whether anything may."""

    active: bool

    def builds(self, application: Record) -> bool:
        """Whether a deployment of it ends when its build does, and not when its time has come."""
        ...

    def deployed(self, app_id: str) -> None:
        """Let what is configured now run, in the place of what ran."""
        ...

    def lines(self, app_id: str) -> list[str]:
        """Return what the processes of an application have written, oldest first."""
        ...

    def endpoint(self, process_id: str, port: int) -> Endpoint | None:
        """Return where a port of a process is reached; `None` where it does not run."""
        ...

    def reports(self) -> list[InstanceReport]:
        """Return all instances."""
        ...


class NothingRuns:
    """The emulator as it is unless it was told to run something."""

    active = False

    def builds(self, application: Record) -> bool:
        """Nothing is built."""
        return False

    def deployed(self, app_id: str) -> None:
        """Nothing is started."""

    def lines(self, app_id: str) -> list[str]:
        """Nothing is written."""
        return []

    def endpoint(self, process_id: str, port: int) -> Endpoint | None:
        """Nothing is reached."""
        return None

    def reports(self) -> list[InstanceReport]:
        """There are no instances."""
        return []
