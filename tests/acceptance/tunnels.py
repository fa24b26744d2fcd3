"""What a program says of tunnels, at the least."""

from typing import Any

from tools.workbench.program import Declared


def tunnel(agent: str, **props: Any) -> Declared:
    least = {"target": "db.internal:5432", "agent_id": agent, "name": "db"}
    return {"type": "Tunnel", "props": {**least, **props}}


def connection(agent: str, of: str = "db", **props: Any) -> Declared:
    props = {"tunnel_id": f"${{{of}.tunnel_id}}", "agent_id": agent, **props}
    return {"type": "TunnelConnection", "props": props}


def share(of: str = "web", **props: Any) -> Declared:
    props = {"tunnel_id": f"${{{of}.tunnel_id}}", "name": "visitors", **props}
    return {"type": "TunnelShare", "props": props}
