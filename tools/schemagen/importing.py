"""How what exists already comes under management, on the page of its resource."""

import re
from typing import Any

from sevalla_provider.resources.resource import Resource

HEADING = "## Import"


def importing(described: Resource[Any]) -> str:
    if not described.importable:
        return f"{HEADING}\n\nIt cannot be imported: {reason(described)}."
    above = "/".join(f"<{name}>" for name in described.parents)
    example = described.id_of(above, f"<{described.id_output}>")
    return (
        f"{HEADING}\n\n"
        f"One that exists already is imported by its id, which is `{described.id_form}`.\n\n"
        f"```sh\n$ pulumi import {described.token} {name(described)} {example}\n```"
    )


def reason(described: Resource[Any]) -> str:
    if described.not_importable:
        return described.not_importable
    return f"its id alone does not lead to `{described.parent}`, which it belongs to"


def name(described: Resource[Any]) -> str:
    """What a program may call it: `PrivatePort` → `private-port`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", described.name).lower()
