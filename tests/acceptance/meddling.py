"""Each property of each resource, changed behind Pulumi's back, and what a report has to name."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.alias_generators import to_camel
from tools.workbench.program import Declared

from acceptance.properties import LARGE, PROBE_DEFAULTS, SMALL, process
from acceptance.tunnels import connection, share, tunnel
from sevalla_emulator.testing import Control

Named = Mapping[str, tuple[Any, Any]]
"""What is expected and what is there, by the property's path."""

PROXIED_APP, PROCESS, OTHER_PROCESS, AGENT, OTHER_AGENT, TEAMMATE, OTHER_APP = (
    str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))) for number in range(7)
)
SHARED = "shared"
"""The tunnel that the connection and the share belong to."""

PROBE = {"httpGet": {"path": "/", "port": 80, "scheme": "HTTP"}, **PROBE_DEFAULTS}


@dataclass(frozen=True)
class Row:
    """One property that the API tells.

    Attributes:
        of: the resource.
        name: by Python's names.
        said: what the program says.
        laid: what somebody lays over the object, as the API has it.
        named: what the report names.
        unsaid: the same where the program leaves the property out; None: it must not.
        kind: the type of process that it belongs to.
    """

    of: str
    name: str
    said: Any
    laid: dict[str, Any]
    named: Named
    unsaid: Named | None = None
    kind: str = "worker"

    @property
    def key(self) -> str:
        """What the program calls the object."""
        return f"{self.of}-{self.name}"

    @property
    def app_id(self) -> str:
        """An application of its own: there is but one web process in each."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, self.key))

    def declared(self, *, said: bool) -> Declared:
        one: dict[str, Declared] = {
            "Process": process(self.kind, self.app_id),
            "TcpProxy": proxied(80),
            "Tunnel": tunnel(AGENT, name=self.key),
        }
        more = {self.name: self.said} if said else {}
        return {"type": self.of, "props": {**one[self.of]["props"], **more}}


def proxied(port: int) -> Declared:
    props = {"app_id": PROXIED_APP, "process_id": PROCESS, "port": port}
    return {"type": "TcpProxy", "props": props}


def simple(
    of: str, name: str, said: Any, there: Any, unsaid: Named | None = None, kind: str = "worker"
) -> Row:
    """A property that has the same form everywhere."""
    camel = to_camel(name)
    on_wire = camel if of == "Tunnel" else name
    return Row(of, name, said, {on_wire: there}, {camel: (said, there)}, unsaid, kind)


CHOSEN: Named = {}
"""Where a property is left out that the server chooses: no drift, whatever is there."""

ROWS = (
    simple("Process", "type", "worker", "job"),
    simple("Process", "display_name", "One", "Somebody's"),
    simple("Process", "resource_type_id", SMALL, LARGE),
    simple("Process", "entrypoint", "run one", "run away", CHOSEN),
    simple("Process", "port", 4000, 4002, CHOSEN),
    simple("Process", "is_ingress_enabled", True, False, CHOSEN, "web"),
    simple("Process", "ingress_protocol", "http", "grpc", CHOSEN, "web"),
    Row(
        "Process",
        "scaling_strategy",
        {"type": "manual", "config": {"instance_count": 2}},
        {"scaling_strategy": {"type": "manual", "config": {"instanceCount": 7}}},
        {"scalingStrategy.config.instanceCount": (2, 7)},
        {"scalingStrategy.config.instanceCount": (1, 7)},
    ),
    simple("Process", "schedule", "0 4 * * *", "1 1 1 1 *", kind="cron"),
    simple("Process", "time_zone", "Europe/Berlin", "America/Lima", CHOSEN, "cron"),
    simple(
        "Process",
        "job_start_policy",
        "beforeDeployment",
        "afterFailedDeployment",
        {"jobStartPolicy": (None, "afterFailedDeployment")},
        "job",
    ),
    Row(
        "Process",
        "liveness_probe",
        {"tcp_socket": {"port": 8080}, "period_seconds": 3},
        {"liveness_probe": PROBE},
        {
            "livenessProbe.tcpSocket": ({"port": 8080}, None),
            "livenessProbe.httpGet": (None, PROBE["httpGet"]),
            "livenessProbe.periodSeconds": (3, 10),
        },
        {"livenessProbe": (None, PROBE)},
        "web",
    ),
    Row(
        "Process",
        "readiness_probe",
        {"http_get": {"path": "/", "port": 8080}},
        {"readiness_probe": PROBE},
        {"readinessProbe.httpGet.port": (8080, 80)},
        {"readinessProbe": (None, PROBE)},
        "web",
    ),
    simple("TcpProxy", "process_id", PROCESS, OTHER_PROCESS),
    simple("TcpProxy", "port", 4000, 4001),
    Row(
        "Tunnel",
        "target",
        {"host": "DB.internal", "port": 5432},
        {"targetHost": "elsewhere", "targetPort": 6432},
        {"target": ("db.internal:5432", "elsewhere:6432")},
    ),
    simple("Tunnel", "agent_id", AGENT, OTHER_AGENT),
    simple("Tunnel", "name", "one", "somebody's"),
    simple("Tunnel", "protocol", "tcp", "http", CHOSEN),
    simple("Tunnel", "is_public", False, True, {"isPublic": (False, True)}),
    simple("Tunnel", "status", "active", "paused", {"status": ("active", "paused")}),
    Row(
        "Tunnel",
        "metadata",
        {"team": "shop", "on_call": {"name": "ann", "last.year": 1}, "ports": [1, 2], "old": True},
        {"metadata": {"team": "shop", "on_call": {"name": "bob"}, "ports": [2, 1], "new": 1}},
        {
            "metadata.on_call.name": ("ann", "bob"),
            'metadata.on_call["last.year"]': (1, None),
            "metadata.ports": ([1, 2], [2, 1]),
            "metadata.old": (True, None),
            "metadata.new": (None, 1),
        },
        {
            "metadata.team": (None, "shop"),
            "metadata.on_call": (None, {"name": "bob"}),
            "metadata.ports": (None, [2, 1]),
            "metadata.new": (None, 1),
        },
    ),
)


@dataclass(frozen=True)
class Quiet:
    """Properties that are only ever read, or that the API does not tell: never drift.

    Attributes:
        names: by Python's names, with spaces between.
        laid: what somebody lays over the object, as the API has it.
    """

    declared: Declared
    names: str
    laid: dict[str, Any]

    @property
    def of(self) -> str:
        """The resource."""
        return self.declared["type"]

    @property
    def key(self) -> str:
        """What the program calls the object."""
        return f"{self.of}-quiet"


LATER = "2030-01-01T00:00:00Z"
QUIET = (
    Quiet(
        process("worker", PROXIED_APP),
        "app_id key resource_type_name cpu_limit memory_limit internal_hostname "
        "created_at updated_at",
        {
            "app_id": OTHER_APP,
            "key": "another",
            "resource_type_name": "renamed",
            "cpu_limit": 1,
            "memory_limit": 2,
            "internal_hostname": "elsewhere",
            "news": [None],
            "created_at": LATER,
            "updated_at": LATER,
        },
    ),
    Quiet(
        proxied(9000),
        "app_id external_port hostname created_at updated_at",
        {"app_id": None, "external_port": 30999, "hostname": "elsewhere", "updated_at": LATER},
    ),
    Quiet(
        tunnel(AGENT, name="quiet"),
        # The first three follow the target, which has a row.
        "target_host target_port connection_string tunnel_port public_url agent_label "
        "agent_online created_at last_checked_at",
        {
            "tunnelPort": 23999,
            "publicUrl": "http://127.0.0.1/elsewhere",
            "agentLabel": "renamed",
            "agentOnline": False,
            "createdAt": LATER,
            "lastCheckedAt": None,
        },
    ),
    Quiet(
        connection(TEAMMATE, of=SHARED, local_port=15432),
        "tunnel_id agent_id local_port target_host target_port tunnel_port connection_string",
        {"agentId": OTHER_AGENT, "localPort": 15433},
    ),
    Quiet(
        share(
            of=SHARED,
            description="visitors",
            expires_in="24h",
            allowed_methods=["GET"],
            rate_limit_per_min=7,
            recreate_on_expiry=True,
        ),
        "tunnel_id name description expires_in allowed_methods rate_limit_per_min "
        "recreate_on_expiry token share_url expires_at",
        {
            "name": "somebody's",
            "description": "nobody",
            "expiresAt": LATER,
            "allowedMethods": ["POST"],
            "rateLimitPerMin": 8,
        },
    ),
)


def prepare(control: Control) -> None:
    """Make what the rows' objects live in."""
    for app_id in {PROXIED_APP, *(row.app_id for row in ROWS if row.of == "Process")}:
        control.make_object("applications", {"id": app_id})
    for process_id in (PROCESS, OTHER_PROCESS):
        control.make_object("processes", {"id": process_id, "app_id": PROXIED_APP})
    for agent in (AGENT, OTHER_AGENT, TEAMMATE):
        control.make_object("agents", {"id": agent})
