"""What becomes of objects as time passes and readers poll."""

from collections.abc import Callable

from sevalla_emulator.clock import Clock
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.record import Record, Transition, TransitionName
from sevalla_emulator.settings import Delay
from sevalla_emulator.store import Store


class Lifecycle:
    """Begins transitions and ends them, by the clock or by the number of polls.

    ``on_changed`` hears of every object that a transition has changed, and when it did,
    before it is saved; ``on_removed`` of every one that is gone for good. All methods are
    called inside a transaction of the store.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        on_changed: Callable[[Record, float], None],
        on_removed: Callable[[Record], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_changed = on_changed
        self._on_removed = on_removed

    def begin(
        self,
        record: Record,
        name: TransitionName,
        delay: Delay,
        changes: JsonObject | None = None,
    ) -> None:
        """Start a transition in place of one of the same name; the caller saves the object."""
        deadline = None if delay.seconds is None else self._clock.now() + delay.seconds
        begun = Transition(name, deadline, delay.polls, changes or {})
        record.transitions = [one for one in record.transitions if one.name != name] + [begun]

    def settle(self) -> None:
        """End all transitions whose time has come."""
        now = self._clock.now()
        for due in self._store.due(now):
            record = self._store.get(due.id)  # what came before it may have changed it
            if record is None:
                continue
            timed = [one for one in record.transitions if one.deadline is not None]
            for transition in sorted(timed, key=lambda one: one.deadline or 0):
                if transition.deadline is not None and transition.deadline <= now:
                    self._end(record, transition, transition.deadline)
            self._save_unless_removed(record)

    def poll(self, record: Record) -> bool:
        """Count a poll by GET or list; whether the reader gets to see the object.

        While an object is hidden, polls count for its visibility alone: they show no other
        earlier state.
        """
        if not any(one.polls is not None for one in record.transitions):
            return not record.hidden
        if self._count(record, "visibility") and not record.hidden:
            for transition in list(record.transitions):
                self._count(record, transition.name)
        self._save_unless_removed(record)
        return not record.hidden and self._store.get(record.id) is not None

    def remove(self, record: Record) -> None:
        """Remove an object for good, with all that belongs to it."""
        family = self._store.with_descendants(record.id)
        self._store.delete(family)
        for member in family:
            self._on_removed(member)

    def _count(self, record: Record, name: TransitionName) -> bool:
        """Count a poll for one transition; whether the others may count it too."""
        transition = next((one for one in record.transitions if one.name == name), None)
        if transition is None or transition.polls is None:
            return True
        if transition.polls == 0:
            self._end(record, transition, self._clock.now())
            return True
        left = transition.polled()
        record.transitions = [left if one is transition else one for one in record.transitions]
        return name != "visibility"

    def _end(self, record: Record, transition: Transition, at: float) -> None:
        record.transitions = [one for one in record.transitions if one is not transition]
        if transition.name == "deletion":
            self.remove(record)
        elif transition.changes:
            record.body = {**record.body, **transition.changes}
            self._on_changed(record, at)

    def _save_unless_removed(self, record: Record) -> None:
        # An UPDATE of a removed row touches nothing, so this is safe either way.
        self._store.save(record)
