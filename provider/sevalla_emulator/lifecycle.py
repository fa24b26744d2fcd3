"""What becomes of objects as time passes and readers look."""

from collections.abc import Callable

from sevalla_emulator.clock import Clock
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.settings import Delay
from sevalla_emulator.store import Store
from sevalla_emulator.stored import StoredObject, Transition, TransitionName


class Lifecycle:
    """Begins transitions and ends them, by the clock or by the number of looks.

    ``on_changed`` hears of every object that a transition has changed, and when it did,
    before it is saved; ``on_removed`` of every one that is gone for good. All methods are
    called inside a transaction of the store.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        on_changed: Callable[[StoredObject, float], None],
        on_removed: Callable[[StoredObject], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_changed = on_changed
        self._on_removed = on_removed

    def begin(
        self,
        thing: StoredObject,
        name: TransitionName,
        delay: Delay,
        changes: JsonObject | None = None,
    ) -> None:
        """Start a transition in place of one of the same name; the caller saves the object."""
        deadline = None if delay.seconds is None else self._clock.now() + delay.seconds
        begun = Transition(name, deadline, delay.polls, changes or {})
        thing.transitions = [one for one in thing.transitions if one.name != name] + [begun]

    def settle(self) -> None:
        """End all transitions whose time has come."""
        now = self._clock.now()
        for thing in self._store.due(now):
            timed = [one for one in thing.transitions if one.deadline is not None]
            for transition in sorted(timed, key=lambda one: one.deadline or 0):
                if transition.deadline is not None and transition.deadline <= now:
                    self._end(thing, transition, transition.deadline)
            self._save_unless_removed(thing)

    def look(self, thing: StoredObject) -> bool:
        """Count a look by GET or list; whether the reader gets to see the object.

        While an object is hidden, looks count for its visibility alone: they show no other
        earlier state.
        """
        if not any(one.polls is not None for one in thing.transitions):
            return not thing.hidden
        if self._count(thing, "visibility") and not thing.hidden:
            for transition in list(thing.transitions):
                self._count(thing, transition.name)
        self._save_unless_removed(thing)
        return not thing.hidden and self._store.get(thing.id) is not None

    def remove(self, thing: StoredObject) -> None:
        """Remove an object for good, with all that belongs to it."""
        family = self._store.with_descendants(thing.id)
        self._store.delete(family)
        for member in family:
            self._on_removed(member)

    def _count(self, thing: StoredObject, name: TransitionName) -> bool:
        """Count a look for one transition; whether the object may be looked at further."""
        transition = next((one for one in thing.transitions if one.name == name), None)
        if transition is None or transition.polls is None:
            return True
        if transition.polls == 0:
            self._end(thing, transition, self._clock.now())
            return True
        left = transition.looked_at()
        thing.transitions = [left if one is transition else one for one in thing.transitions]
        return name != "visibility"

    def _end(self, thing: StoredObject, transition: Transition, at: float) -> None:
        thing.transitions = [one for one in thing.transitions if one is not transition]
        if transition.name == "deletion":
            self.remove(thing)
        elif transition.changes:
            thing.body = {**thing.body, **transition.changes}
            self._on_changed(thing, at)

    def _save_unless_removed(self, thing: StoredObject) -> None:
        # An UPDATE of a removed row touches nothing, so this is safe either way.
        self._store.save(thing)
