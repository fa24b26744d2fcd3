"""DatabaseInternalConnection.

Source: `docs/contract/databases-and-storage.md`, Internal connections.
"""

from sevalla_provider.resources.databases.common import DATABASE_CHILD, InDatabase
from sevalla_provider.resources.internal_connection import (
    ConnectionInputs,
    ConnectionOutputs,
    internal_connection,
)


class DatabaseInternalConnectionInputs(ConnectionInputs, InDatabase):
    """What a program says of a connection."""


class DatabaseInternalConnectionOutputs(ConnectionOutputs):
    """What the API adds to a connection."""


DATABASE_INTERNAL_CONNECTION = internal_connection(
    DATABASE_CHILD,
    token="sevalla:index:DatabaseInternalConnection",  # noqa: S106 - a name, no password
    noun="internal connection of a database",
    plural="DatabaseInternalConnections",
    description=(
        "Lets a database reach an application, or another database, within the cluster, and be "
        "reached from there. There is one connection for a pair, whichever of the two it was made "
        "from: one that exists already, also as an `InternalConnection` of the application, is an "
        "error that tells how to take it over; say it from one of the two sides. Every change "
        "makes another connection."
    ),
    inputs=DatabaseInternalConnectionInputs,
    outputs=DatabaseInternalConnectionOutputs,
)
