"""What resources that belong to a tunnel have in common."""

from sevalla_provider.clients import private_connect
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List

TUNNEL_CHILD = Operations(
    path="/v1/tunnels/{tunnel_id}", limits=private_connect.LIMITS, list=List.NONE, update=None
)
"""What Private Connect can do with what belongs to a tunnel: little."""
