"""Adoption: what the platform makes with its parent is taken over, and given back at the end.

Source: `docs/contract/applications.md`, Applications: POST makes more than the application.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError, NotFound
from sevalla_provider.lifecycle.delete_retries import is_refusal
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import is_sent, outputs_of, seen
from sevalla_provider.lifecycle.update import send
from sevalla_provider.progress import narrator
from sevalla_provider.resources.normalize import same
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


@dataclass(frozen=True)
class Adoption(Generic[W]):
    """The question whether one create takes over what is there. `inputs` in normal form."""

    session: Session
    resource: Resource[W]
    inputs: Properties

    @property
    def applies(self) -> bool:
        """Whether the platform makes itself what the program says."""
        return platform_made(self.resource, self.inputs) is not None

    def in_doubt(self, found: W) -> Collection[str]:
        """The inputs that somebody may have set there, and that the program would change.

        None are where the parent was made in this very run, or the program consents.
        """
        rules = platform_made(self.resource, self.inputs)
        consents = rules is None or self.inputs.get(rules.consent) is True
        if consents or self.session.was_made_now(self.resource.parent_of(self.inputs)):
            return []
        return [name for name in self._settable() if not self._is_harmless(name, found)]

    def snapshot(self, found: W) -> Properties:
        """The inputs as they are found, for whoever gives the object back."""
        return {name: seen(self.resource, name, found) for name in self._settable()}

    def _settable(self) -> Iterable[str]:
        """What a request can change."""
        traits = self.resource.traits
        return (n for n in traits if is_sent(self.resource, n) and not traits[n].replaces)

    def _is_harmless(self, name: str, found: W) -> bool:
        rules = platform_made(self.resource, self.inputs)
        value = seen(self.resource, name, found)
        trait = self.resource.traits[name]
        if value is None or (trait.server_default and name not in self.inputs):
            return True
        usual = rules.defaults.get(name, ()) if rules else ()
        own = self.inputs.get(name, trait.default)
        return any(same(value, each) for each in (*usual, own))


def platform_made(resource: Resource[Any], properties: Properties) -> PlatformMade | None:
    """What is known of the platform's own object where properties are of one."""
    rules = resource.platform_made
    return rules if rules is not None and rules.applies(properties) else None


async def give_back(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    object_id: str,
    known: Properties,
    found: Properties | None,
) -> None:
    """Remove what was taken over; where the platform keeps it, make it what it was.

    Args:
        known: what was kept of it.
        found: what it was when it was taken over; None where nobody knows.

    Raises:
        NotFound: it is not there.
        ApiError: it can be neither removed nor changed.
    """
    try:
        await place.collection.delete(object_id)
    except ApiError as error:
        if not is_refusal(error):
            raise
        reason: ApiError | None = error
    else:
        reason = None
        place.lists.written()
    record = await _still_there(session, place, object_id, patiently=reason is None)
    if record is None:
        if reason is not None:
            raise NotFound(reason.request, f"it is refused, and no {resource.noun} is there")
        return
    await _restore(session, place, resource, record, known, found)
    where = known.get(str(resource.parent), "its parent")
    how = "" if found is None else ", with the values that it had before"
    narrator().note(
        f"the {resource.noun} {object_id} stays with {where}, as the platform made it{how}"
    )


async def put_back(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    found: Properties,
) -> None:
    """Make what was taken over what it was; it is not removed. Raises `ApiError`."""
    place, object_id = session.locate(resource, resource_id, known)
    record = await place.reads.find(object_id, at_once=True)
    if record is not None:
        await _restore(session, place, resource, record, known, found)


async def _restore(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    record: W,
    known: Properties,
    found: Properties | None,
) -> None:
    if found is None:
        return
    before = {**known, **found}
    differing = changes(resource, outputs_of(resource, record, known), before)
    changed = [each for each in differing if each.name in found]
    await send(session, place, resource, record.id, changed, before)


async def _still_there(
    session: Session, place: Place[W], object_id: str, *, patiently: bool
) -> W | None:
    """Look whether an object stands; `patiently`: it was told to go, which may take a moment."""
    until = session.clock.now() + (GRACE if patiently else 0.0)
    while True:
        record = await place.reads.find(object_id, at_once=True)
        if record is None or session.clock.now() >= until:
            return record
        await session.clock.sleep(place.poller.first_look)
