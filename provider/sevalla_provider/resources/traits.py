"""What a property means to the lifecycle, beyond its type: data beside each field of a model."""

from dataclasses import dataclass

from pydantic import JsonValue
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Trait:
    """How the lifecycle treats one property.

    Source: `docs/contract/sevalla-v3.md`, What an input means when the program leaves it out.

    Attributes:
        replaces: a change makes another object.
        server_default: left out, the server chooses, and whatever it says is no drift.
        default: what it stands for otherwise, in normal form; None for "none". All else is drift.
        in_path: addresses the collection and is not part of a body.
        after_create: POST refuses it, so a PATCH follows the POST.
        provider_only: our own business: never sent, and never seen at the server.
        write_only: no answer shows it, so that what the program said last is what there is; after
            an import that is nothing, and no difference.
        told_by: the output that tells an import what no answer shows; nothing where none does.
        shown_once: the answer to the create shows it, and no other: it is kept, and what another
            answer has in its place (nothing, null, asterisks) says nothing. An input is as
            `write_only` beside that.
        fixed: no look changes it, however an answer spells it: the object cannot become another in
            this, and what the program said of it is what there is.
        refined: the server may say it more exactly: `16.4` of what is `16` to the program.
        eventually_consistent: the server takes it at once and shows it later.
        secret: never shown.
        auto_named: a program need not name it where the way in can.
        empty_is_none: an empty string says that there shall be none, which a request says by null.
        import_default: what the server mostly chooses; an import does not repeat it.
    """

    replaces: bool = False
    server_default: bool = False
    default: JsonValue = None
    in_path: bool = False
    after_create: bool = False
    provider_only: bool = False
    write_only: bool = False
    told_by: str = ""
    shown_once: bool = False
    fixed: bool = False
    refined: bool = False
    eventually_consistent: bool = False
    secret: bool = False
    auto_named: bool = False
    empty_is_none: bool = False
    import_default: JsonValue = None

    @property
    def expected(self) -> JsonValue:
        """What nobody need say."""
        return self.import_default if self.server_default else self.default


PLAIN = Trait()


def trait_of(field: FieldInfo) -> Trait:
    """The trait among a field's annotations; without one it is updated in place."""
    return next((item for item in field.metadata if isinstance(item, Trait)), PLAIN)
