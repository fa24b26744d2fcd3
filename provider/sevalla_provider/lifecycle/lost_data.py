"""What a replacement deletes that no new object brings back: said before it is done."""

from collections.abc import Sequence
from typing import Any

from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.resources.resource import Resource


def lost_by_replacing(resource: Resource[Any], name: str, found: Sequence[Change]) -> Sequence[str]:
    """Warn of a replacement that deletes data.

    Args:
        name: what the program calls the resource.
        found: what differs.
    """
    why = [each for each in found if each.replaces]
    if not (resource.holds and why):
        return ()
    named = " and ".join(f"`{each.name}`" for each in why)
    sure = "may be" if all(each.unknown for each in why) else "is"
    warning = (
        f'for a change of {named} the {resource.noun} "{name}" {sure} replaced: the old one is '
        f"DELETED WITH {resource.holds}, and the new one begins empty. To keep it, take the change "
        "back, or set the resource option `protect` or `retainOnDelete`"
    )
    return (warning,)
