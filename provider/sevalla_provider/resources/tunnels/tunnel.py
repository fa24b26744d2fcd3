"""Tunnel: a service behind an agent, reachable by others (`docs/contract/private-connect.md`)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import private_connect
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List, Shows, Update
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.json_documents import Document
from sevalla_provider.resources.port_numbers import port_number
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.tunnels.targets import Target, connection_string, joined
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Text

HEALTH: Mapping[str | None, Health] = {
    "active": Health.READY,
    "paused": Health.READY,
    "connecting": Health.PENDING,
    "error": Health.FAILED,
    None: Health.PENDING,
}

STATUSES: Mapping[object, str] = {"OK": "active", "FAIL": "error", "UNKNOWN": "connecting"}
"""Words of the open server for what the reference documents."""


def health(status: str | None) -> Health:
    """Judge a tunnel by its status."""
    return HEALTH.get(status, Health.UNKNOWN)


class TunnelInputs(InputModel):
    """What a program says of a tunnel."""

    target: Annotated[
        Target,
        Trait(replaces=True),
        Field(description="Where it leads: `host:port`, or an object of `host` and `port`."),
    ]
    agent_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(alias="agentId", description="The agent beside the target, which serves the tunnel."),
    ]
    name: Annotated[
        Annotated[str, Text(1, 100)],
        Trait(auto_named=True),
        Field(description="The name, of which there is one in a workspace."),
    ]
    protocol: Annotated[
        Annotated[Literal["auto", "tcp", "udp", "http", "https"], OneOf()] | None,
        Trait(replaces=True, server_default=True, import_default="auto"),
        Field(description="What it carries. Left out, the server chooses."),
    ] = None
    is_public: Annotated[
        Flag | None,
        Trait(replaces=True, default=False),
        Field(
            alias="isPublic",
            description="Whether anybody may come in, by `public_url`. Prefer a `TunnelShare`.",
        ),
    ] = None
    status: Annotated[
        Annotated[Literal["active", "paused"], OneOf()] | None,
        Trait(default="active", after_create=True, eventually_consistent=True),
        Field(description="`active` (default), or `paused`: it exists and accepts nothing."),
    ] = None
    metadata: Annotated[
        Document | None,
        Trait(default={}, after_create=True),
        Field(description="Whatever you want to note of it: any JSON object."),
    ] = None


class TunnelOutputs(OutputModel):
    """What the API adds to a tunnel."""

    tunnel_id: Annotated[str, Field(description="The API's own id of the tunnel.")]
    target_host: Annotated[str | None, Field(description="The host of the target.")] = None
    target_port: Annotated[int | None, Field(description="The port of the target.")] = None
    tunnel_port: Annotated[
        int | None, Field(description="The port on the hub, from 23000 to 23999.")
    ] = None
    public_url: Annotated[str | None, Field(description="Where a public tunnel is reached.")] = None
    agent_label: Annotated[str | None, Field(description="The label of the agent.")] = None
    agent_online: Annotated[bool | None, Field(description="Whether the agent is online.")] = None
    connection_string: Annotated[
        str | None,
        Field(description="How a connected agent's machine reaches the target, by default."),
    ] = None
    created_at: Annotated[str | None, Field(description="When it was made, ISO 8601, UTC.")] = None
    last_checked_at: Annotated[
        str | None, Field(description="When it was last seen to work, ISO 8601, UTC.")
    ] = None


def conflicts(one: Properties, other: Properties) -> bool:
    """A POST under a name that exists rewrites that tunnel."""
    return one.get("name") == other.get("name")


def warnings(inputs: Properties) -> Sequence[str]:
    """The API's reference recommends shares over public tunnels."""
    if inputs.get("is_public") is not True:
        return ()
    return ("`is_public` lets anybody in: prefer a `TunnelShare`, which expires",)


def normalize_response(shown: JsonObject) -> JsonObject:
    """Say in the documented words what the API, or the open server, shows of a tunnel.

    The target is told in two parts. How a program on the machine of a connected agent reaches it,
    by default, is told of a connection alone, and by the same rules.
    """
    status, host = (shown.get(name) for name in ("status", "targetHost"))
    port = port_number(shown.get("targetPort"))
    known: JsonObject = {"connectionString": None}
    if isinstance(status, str):
        known["status"] = STATUSES.get(status, status)
    if isinstance(port, int):
        known["connectionString"] = connection_string(shown.get("protocol"), port, port)
        if host:
            known["target"] = joined(str(host), port)
    return {**shown, **known}


TUNNEL = Resource(
    token="sevalla:privateconnect:Tunnel",  # noqa: S106 - a name, no password
    noun="tunnel",
    plural="Tunnels",
    description=(
        "A tunnel of Private Connect: makes a service that one agent can reach reachable for other "
        "agents (`TunnelConnection`), for visitors (`TunnelShare`), or for everybody."
    ),
    inputs=TunnelInputs,
    outputs=TunnelOutputs,
    id_output="tunnel_id",
    operations=Operations(
        path="/v1/tunnels",
        limits=private_connect.LIMITS,
        list=List.ARRAY,
        update=Update(shows=Shows.PERHAPS),
    ),
    normalize_response=normalize_response,
    health=health,
    conflicts=conflicts,
    unique="name",
    warnings=warnings,
    api=Api.PRIVATE_CONNECT,
)
