"""What can go wrong with a resource, beyond a single request; in words for people."""

from asyncio import CancelledError
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError, NotFound
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.next_steps import where_to_look
from sevalla_provider.redaction import redacted
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.ids import MalformedId
from sevalla_provider.resources.properties import Properties
from sevalla_provider.sanitize import visible_lines
from sevalla_provider.settings import SettingsError
from sevalla_provider.shell import quoted

if TYPE_CHECKING:
    from sevalla_provider.lifecycle.property_set import PropertySet

W = TypeVar("W", bound=WireModel)


class LifecycleError(Exception):
    """An operation that did not reach its end."""

    advice: ClassVar[str] = ""

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text}\n{self.advice}" if self.advice else text


class EntryFailed(LifecycleError):
    """The API refused something of one of the objects that a resource stands for."""


class ObjectFailed(LifecycleError):
    """The server gave up on the object.

    `record` is how it was seen then, `log` the end of what the server wrote down of it, and
    `otherwise` what to do, where that is not to try once more.
    """

    advice = (
        "The next `pulumi up` makes a new one; should that fail too, give the request id to "
        "the platform's support."
    )

    def __init__(
        self, text: str, record: WireModel | None = None, otherwise: str = "", log: str = ""
    ) -> None:
        super().__init__(text)
        self.record = record
        self.otherwise = otherwise
        self.log = log

    def __str__(self) -> str:
        said = [Exception.__str__(self), self.log, self.otherwise or self.advice]
        return "\n".join(filter(None, said))


class ChangeFailed(ObjectFailed):
    """The server gave up on a change of the object, which is there as it was before."""

    advice = (
        "It is there as it was before, and the next `pulumi up` tries the change again; should "
        "that fail too, give the request id to the platform's support."
    )


class NotDeleted(LifecycleError):
    """The server gave up on deleting an object."""

    advice = (
        "Some of it may be gone. Run the same command again; should that fail too, give the "
        "request id to the platform's support."
    )


class NotEmpty(LifecycleError):
    """An object is not deleted, as it holds, or may hold, what would go with it for good.

    `reason`: which object, and what is in it. `named`: all that names it. `unless`: the input by
    which a program says that it may go.
    """

    def __init__(self, reason: str, named: str, unless: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.named = named
        self.unless = unless

    def __str__(self) -> str:
        return (
            f"{self.reason}: it is not deleted, as all of that would be lost. If that is meant, "
            f"set `{to_camel(self.unless)}` (`{self.unless}` in Python) to true, run `pulumi up`, "
            "and then destroy. If it shall stay, take it out of the state by `pulumi state delete`."
        )


class OwnKey(LifecycleError):
    """A key would switch off, renew or remove itself, which the API lets none do."""

    advice = "Nothing was sent. Run with another key, or do it by hand in the dashboard."


class NotTakenAway(LifecycleError):
    """What an update should have taken away is still there."""

    advice = (
        "Take it away by hand in the dashboard, or make another one in its place "
        "(`pulumi up --replace`): until then, this one may do more than the program says."
    )


class Vanished(LifecycleError):
    """The object went away behind our back."""

    advice = "`pulumi refresh` takes note of it, and the next `pulumi up` makes a new one."


class AccountNotProven(LifecycleError):
    """An object cannot be found, and nothing shows that it would be found if it were there.

    `urn`: what the engine calls it, where that is known. `intent`: the key of the intent that it is
    known by, where no engine knows it.
    """

    def __init__(self, text: str, access: str, intent: str = "") -> None:
        super().__init__(text)
        self.access = access
        self.intent = intent
        self.urn = ""

    def __str__(self) -> str:
        return (
            f"{super().__str__()}. Nothing was changed, neither there nor in the state. "
            f"Either use the key and the address of its account ({self.access}); or, if it is "
            f"gone, forget it by {self._how_to_forget()}."
        )

    def _how_to_forget(self) -> str:
        if self.intent:
            return f"`pulumi-sevalla intents --clear {self.intent}`"
        if self.urn:
            return f"`pulumi state delete {quoted(self.urn)}`"
        return "`pulumi state delete '<its URN>'` (`pulumi stack --show-urns` tells it)"


class WaitedTooLong(LifecycleError):
    """The time-out ended before the object settled."""

    advice = (
        "Run the same command again to go on, or allow more time: by `customTimeouts`, in Python "
        "without the plugin by `create_timeout`, `update_timeout` and `delete_timeout`."
    )


class NoIntentLog(LifecycleError):
    """The intents cannot be written down, so that a create could get lost."""

    advice = "Make that folder writable, or set PULUMI_HOME to another."


class Ambiguous(LifecycleError):
    """Several objects could be the one that a create made: nobody but a person can tell."""


class Holder(Enum):
    """Whose an object is that stands in the way of a new one."""

    PREDECESSOR = "this resource's own: the engine makes the new one first, as `--replace` does"
    STACK = "another resource's of this very stack"
    UNKNOWN = "not known to this run"


class Taken(LifecycleError):
    """There can be one object alone, and there is one.

    `urn`: what the engine calls the resource that is to be made, where that is known.
    """

    def __init__(self, text: str, holder: Holder, otherwise: str) -> None:
        super().__init__(text)
        self.holder = holder
        self.otherwise = otherwise
        self.urn = ""

    def __str__(self) -> str:
        urn = quoted(self.urn) if self.urn else "'<its URN>'"
        first = (
            "the old one must go before the new one comes: set the resource option "
            "`deleteBeforeReplace` (`delete_before_replace` in Python), or run "
            f"`pulumi destroy --target {urn} && pulumi up`"
        )
        advice = {
            Holder.PREDECESSOR: f"It is this resource's own, which is being replaced: {first}.",
            Holder.STACK: "It is in this very stack: two of its resources want the same.",
            Holder.UNKNOWN: (
                f"If it is this resource's own, which is being replaced (`--replace`), {first}. "
                f"If it is not in this stack, {self.otherwise}."
            ),
        }
        return f"{super().__str__()}\n{advice[self.holder]}"


def last_seen(error: BaseException, before: W) -> W | WireModel:
    """How the object was seen when it failed; as it was before where the failure does not say."""
    return (error.record or before) if isinstance(error, ObjectFailed) else before


class CreateIncomplete(Exception):
    """A create that failed, or was cancelled, after its object came into being.

    The way in decides what becomes of the object: the native plugin keeps it in `state`, the
    dynamic way in removes it, unless it was `adopted`. `account` is where it is, `found` what it
    was when it was taken over; `__cause__` is what went wrong.
    """

    state: "PropertySet"

    def __init__(
        self,
        resource_id: str,
        outputs: Properties,
        account: "Account | None" = None,
        *,
        adopted: bool = False,
        found: Properties | None = None,
    ) -> None:
        super().__init__(resource_id)
        self.resource_id = resource_id
        self.outputs = outputs
        self.account = account
        self.adopted = adopted
        self.found = found


class UpdateIncomplete(Exception):
    """An update that failed, or was cancelled, half-way.

    `outputs` is what holds now, and `account` where; `state` is all that is kept, and `__cause__`
    what went wrong.
    """

    state: "PropertySet"

    def __init__(self, outputs: Properties, account: "Account | None" = None) -> None:
        super().__init__()
        self.outputs = outputs
        self.account = account


def explain(attempt: str, error: BaseException, named: Iterable[str] = ()) -> str:
    """Put an error into words for the user: what was attempted, what went wrong, what to do.

    The words can be written, have a bound, and hold no secret of the operation, whatever a server
    said.

    Args:
        attempt: such as `create process "web"`.
        named: the properties that name other objects, such as `app_id`, one of which the API may
            not show.
    """
    return visible_lines(redacted(_explained(attempt, error, tuple(named))))


def _explained(attempt: str, error: BaseException, named: Sequence[str]) -> str:
    cause = error.__cause__ if isinstance(error, CreateIncomplete | UpdateIncomplete) else error
    if isinstance(cause, CancelledError):
        return f"could not {attempt}: the run was cancelled. The next `pulumi up` goes on from here"
    if isinstance(cause, NotFound) and named:
        return f"could not {attempt}: {cause}\n{where_to_look(named)}"
    if isinstance(cause, ApiError | LifecycleError | SettingsError | MalformedId):
        return f"could not {attempt}: {cause}"
    return (
        f"could not {attempt}: {type(cause).__name__}: {cause}\n"
        "This is a mistake in the provider: please report it."
    )
