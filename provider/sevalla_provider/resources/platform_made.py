"""Objects that the platform makes with their parent, and that nobody makes a second time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue


@dataclass(frozen=True)
class PlatformMade:
    """Which objects the platform makes, and what they are like until somebody changes them.

    Attributes:
        applies: whether inputs are of such an object.
        defaults: by input, in normal form, what the platform may have chosen. Of an input that is
            not among them, nobody knows what the platform chooses.
        makes_itself: whether no program can make one, so that one of which nobody has changed the
            defaults is not among what an import of everything writes down.
        consent: the input by which a program says that it takes over whatever is there.
    """

    applies: Callable[[Mapping[str, JsonValue]], bool]
    defaults: Mapping[str, Sequence[JsonValue]] = field(default_factory=dict)
    makes_itself: bool = False
    consent: str = "adopt_existing"
