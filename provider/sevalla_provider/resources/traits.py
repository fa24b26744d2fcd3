"""What a property means to the lifecycle, beyond its type: data beside each field of a model."""

from dataclasses import dataclass
from enum import Enum

from pydantic import JsonValue
from pydantic.fields import FieldInfo


class Absent(Enum):
    """What leaving a property out means (`docs/contract/sevalla-v3.md`, What an input means …)."""

    DEFAULT = "the default of the model holds, and anything else is drift"
    SERVER = "the server chooses, and whatever it says is no drift"


@dataclass(frozen=True)
class Trait:
    """How the lifecycle treats one property.

    Attributes:
        replaces: a change makes another object.
        absent: what leaving it out means; for `DEFAULT` see `default`.
        default: what an absent property stands for, in normal form; None for "none".
        in_path: addresses the collection and is not part of a body.
        after_create: POST refuses it, so a PATCH follows the POST.
        local: our own business: never sent, and never seen at the server.
        write_only: no answer shows it, so that what the program said last is what there is.
        applied_later: the server takes it at once and shows it later.
        secret: never shown.
        auto_named: a program need not name it where the way in can.
        usual: what the server mostly chooses; an import does not repeat it.
    """

    replaces: bool = False
    absent: Absent = Absent.DEFAULT
    default: JsonValue = None
    in_path: bool = False
    after_create: bool = False
    local: bool = False
    write_only: bool = False
    applied_later: bool = False
    secret: bool = False
    auto_named: bool = False
    usual: JsonValue = None

    @property
    def expected(self) -> JsonValue:
        """What nobody need say."""
        return self.default if self.absent is Absent.DEFAULT else self.usual


PLAIN = Trait()


def trait_of(field: FieldInfo) -> Trait:
    """The trait among a field's annotations; without one it is updated in place."""
    return next((item for item in field.metadata if isinstance(item, Trait)), PLAIN)
