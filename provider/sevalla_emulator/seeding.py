"""Many objects at once, the same at each reset."""

import uuid

from sevalla_emulator.backend import Backend
from sevalla_emulator.control.messages import SeedRequest
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds import applications, processes, tcp_proxies
from sevalla_emulator.private_connect import agents, tunnels
from sevalla_emulator.record import Record

_NAMESPACE = uuid.UUID("5e5a11a3-0000-4000-8000-000000000000")
_FIRST_TARGET_PORT = 3000
_TARGET_PORTS = 1000


class Seeder:
    """Counts its ids from the start; ids that exist already are passed over."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._count = 0

    def restart(self) -> None:
        """Begin counting anew."""
        self._count = 0

    def seed(self, wanted: SeedRequest) -> list[Record]:
        """Make settled objects, inside a transaction; proxies take turns at the processes.

        Proxies without any process, or tunnels without any agent, cannot be made.
        """
        made: list[Record] = []
        for number in range(wanted.applications):
            made += self._application(number, wanted)
        for number in range(wanted.agents):
            made += self._agent(number, wanted)
        return made

    def _agent(self, number: int, wanted: SeedRequest) -> list[Record]:
        agent = self._made(agents.KIND.name, {"label": f"agent {number + 1}"})
        return [
            agent,
            *(
                self._made(
                    tunnels.KIND.name,
                    {
                        "agentId": agent.id,
                        "name": f"tunnel-{number + 1}-{index + 1}",
                        "targetPort": _FIRST_TARGET_PORT + index % _TARGET_PORTS,
                    },
                )
                for index in range(wanted.tunnels)
            ),
        ]

    def _application(self, number: int, wanted: SeedRequest) -> list[Record]:
        application = self._made(applications.KIND.name, {"display_name": f"app {number + 1}"})
        inside = [
            self._made(
                processes.KIND.name,
                {
                    "app_id": application.id,
                    "type": "web" if index == 0 else "worker",
                    "display_name": "web" if index == 0 else f"worker {index}",
                },
            )
            for index in range(wanted.processes)
        ]
        proxies = [
            self._made(
                tcp_proxies.KIND.name,
                {
                    "app_id": application.id,
                    "process_id": inside[index % wanted.processes].id,
                    "port": _FIRST_TARGET_PORT + index % _TARGET_PORTS,
                },
            )
            for index in range(wanted.tcp_proxies)
        ]
        processes.take_effect(self._backend, application.id)
        return [application, *inside, *proxies]

    def _made(self, kind: str, fields: JsonObject) -> Record:
        record = self._backend.kinds[kind].make(self._backend, {**fields, "id": self._next_id()})
        self._backend.store.insert(record)
        return record

    def _next_id(self) -> str:
        while True:
            self._count += 1
            candidate = str(uuid.uuid5(_NAMESPACE, str(self._count)))
            if self._backend.store.get(candidate) is None:
                return candidate
