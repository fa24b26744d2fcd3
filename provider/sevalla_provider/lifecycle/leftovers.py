"""What earlier runs may have left where no create of this run looks for it: the user is told."""

from sevalla_provider.lifecycle.intents import BodyDigest, Intent
from sevalla_provider.lifecycle.naming import name_in, stack_of
from sevalla_provider.lifecycle.session import Session

LIST = (
    "`pulumi-sevalla intents` lists it, and `pulumi-sevalla drift --unmanaged` what is in no stack"
)


def warn_of_what_nobody_asked_for(session: Session, identity: str) -> None:
    """Warn of creates that were cut off, of the stack that a deleted resource belongs to.

    Nothing looks for them when their resource is in no program any more, or in a `destroy`. Each is
    told of once, and not while others are still being deleted: it might be one of these.

    Args:
        identity: of the resource that was deleted.
    """
    if not identity or session.deletes:
        return
    for intent in session.intent_log.left_by_others(stack_of(identity)):
        text = f"{_was_cut_off(intent)}, and nothing has asked for it since. {LIST}."
        session.warn_once(intent.key, text)


def warn_of_namesakes(session: Session, identity: str, where: str, digest: BodyDigest) -> None:
    """Warn of creates that were cut off and might be this one under another name or address."""
    for intent in session.intent_log.left_by_others(stack_of(identity)):
        renamed = intent.where == where and digest.names(intent.digest)
        moved = intent.identity == identity and intent.where != where
        if renamed or moved:
            how = "of the same inputs" if renamed else f"at {intent.where.partition(' ')[0]}"
            session.warn_once(
                intent.key,
                f"{_was_cut_off(intent)} {how}: it is not looked for under another name or "
                f"address. {LIST}.",
            )


def _was_cut_off(intent: Intent) -> str:
    made = f"made {intent.made}" if intent.made else "may have made one"
    what = f'the {intent.noun} "{name_in(intent.identity)}"'
    return f"an earlier run was cut off while it made {what} and {made}"
