"""TunnelConnection: how an agent reaches a tunnel (`docs/contract/private-connect.md`, Connect)."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.clients.verbs import Create, Get
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.tunnels.common import TUNNEL_CHILD
from sevalla_provider.resources.values import InputModel, Port


class TunnelConnectionInputs(InputModel):
    """What a program says of a connection. Every change replaces."""

    tunnel_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(description="The tunnel: `tunnel_id` of a `Tunnel`."),
    ]
    agent_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(alias="agentId", description="The agent that connects."),
    ]
    local_port: Annotated[
        Port | None,
        Trait(replaces=True, server_default=True, shown_once=True),
        Field(
            alias="localPort",
            description="The port on the agent's machine. Left out, that of the target.",
        ),
    ] = None


class TunnelConnectionOutputs(OutputModel):
    """What the API adds to a connection."""

    target_host: Annotated[str | None, Field(description="The host of the target.")] = None
    target_port: Annotated[int | None, Field(description="The port of the target.")] = None
    tunnel_port: Annotated[int | None, Field(description="The port on the hub.")] = None
    connection_string: Annotated[
        str | None, Field(description="What a program on the agent's machine connects to.")
    ] = None


TUNNEL_CONNECTION = Resource(
    token="sevalla:privateconnect:TunnelConnection",  # noqa: S106 - a name, no password
    noun="tunnel connection",
    plural="TunnelConnections",
    description=(
        "Connects an agent to a tunnel, so that the target is at `localhost` on the agent's "
        "machine.\n\nThe API can neither read nor undo a connection: it is taken to be there as "
        "long as its tunnel is, and deleting it only forgets it. Delete the tunnel to end it."
    ),
    inputs=TunnelConnectionInputs,
    outputs=TunnelConnectionOutputs,
    id_output="agent_id",
    operations=replace(
        TUNNEL_CHILD,
        path="/v1/tunnels/{tunnel_id}/connect",
        get=Get.FROM_PARENT,
        create=Create(
            wrapped_in="tunnel", beside=("connectionString",), id_from="agentId", repeatable=True
        ),
        delete=None,
    ),
    api=Api.PRIVATE_CONNECT,
)
