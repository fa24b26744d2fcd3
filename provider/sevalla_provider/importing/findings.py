"""What an import has found: what it takes over, and what a person must know of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from sevalla_provider.importing.declarations import ImportedObject


@dataclass(frozen=True)
class Findings:
    """All of it.

    Attributes:
        objects: what is taken over.
        left_out: what is not, each with its reason, for people.
        warnings: what is to be looked at or done, for people.
    """

    objects: Sequence[ImportedObject]
    left_out: Sequence[str] = ()
    warnings: Sequence[str] = ()


def findings(objects: Sequence[ImportedObject]) -> Findings:
    """Leave out what has failed: the next `up` would replace it."""
    left_out = [
        f"{each.remote.resource.noun} {each.remote.id}, which the platform shows as "
        f'"{each.failed_status}"'
        for each in objects
        if each.failed_status is not None
    ]
    return Findings([each for each in objects if each.failed_status is None], left_out)
