"""Private ports (`docs/contract/applications.md`, Private ports)."""

from pydantic import BaseModel

from sevalla_emulator.backend import States
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications, processes
from sevalla_emulator.verbs import Create, Delete
from sevalla_emulator.wire import Body, Port, Uuid


class CreatePrivatePort(Body):
    """POST /applications/{app_id}/private-ports."""

    process_id: Uuid
    port: Port


class PrivatePort(BaseModel):
    """A private port as lists show it."""

    id: str
    app_id: str
    process_id: str
    port: int
    status: str
    created_at: str
    updated_at: str


KIND = Kind(
    name="private_ports",
    noun="private port",
    told=("process_id", "port"),
    path="/applications/{app_id}/private-ports",
    id_name="private_port_id",
    shown=PrivatePort,
    parent=applications.KIND,
    owner_field="process_id",
    references={"process_id": processes.KIND},
    readable=False,
    create=Create(body=CreatePrivatePort),
    delete=Delete(),
    states=States(deleting="deleting"),
    defaults=lambda _backend, _fields: {"port": 80},
)
