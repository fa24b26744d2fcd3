"""What a provider answers whose work costs nothing: whatever it was given, and new ids."""

import uuid
from typing import Any

OWN_IDS = {"Process": "processId", "TcpProxy": "tcpProxyId"}
"""What others refer to, by the kind of resource."""


def made(kind: str, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The id and the outputs of a new object, as large as those of a real one."""
    id_output = str(uuid.uuid4())
    times = dict.fromkeys(("createdAt", "updatedAt"), "2026-01-01T00:00:00.000Z")
    names = {"key": id_output, "internalHostname": f"{id_output}.local", "status": "ready"}
    return f"{given['appId']}/{id_output}", {**given, **times, **names, OWN_IDS[kind]: id_output}
