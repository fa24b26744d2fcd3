"""InternalConnection (`docs/contract/applications.md`, Internal connections)."""

from sevalla_provider.resources.applications.common import APPLICATION_CHILD, InApplication
from sevalla_provider.resources.internal_connection import (
    ConnectionInputs,
    ConnectionOutputs,
    internal_connection,
)


class InternalConnectionInputs(ConnectionInputs, InApplication):
    """What a program says of a connection."""


class InternalConnectionOutputs(ConnectionOutputs):
    """What the API adds to a connection."""


INTERNAL_CONNECTION = internal_connection(
    APPLICATION_CHILD,
    token="sevalla:index:InternalConnection",  # noqa: S106 - a name, no password
    noun="internal connection",
    plural="InternalConnections",
    description=(
        "Lets an application reach another one, or a database, within the cluster. There is one "
        "connection for a pair, whichever of the two it was made from: one that exists already is "
        "an error that tells how to take it over. The key needs update access to both. Every "
        "change makes another connection."
    ),
    inputs=InternalConnectionInputs,
    outputs=InternalConnectionOutputs,
)
