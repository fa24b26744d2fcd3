from pathlib import Path

import pytest

from sevalla_emulator.record import Record, Transition
from sevalla_emulator.store import Store, UnusableDatabaseError


def record(object_id: str, owner: str = "", scope: str = "") -> Record:
    return Record("records", object_id, scope, owner, {"id": object_id, "text": "☀\ud800"})


def test_an_object_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = record("a", owner="b", scope="c")
    kept.effective = {"x": [1, None, {"y": 2.5}]}
    kept.transitions = [
        Transition("provisioning", 12.5, None, {"status": "ready"}),
        Transition("deletion", None, 3),
    ]
    store = Store(tmp_path / "x.db")
    with store.transaction():
        store.insert(kept)
    store.close()

    again = Store(tmp_path / "x.db")
    assert again.get("a") == kept
    again.close()


def test_a_transaction_that_fails_leaves_nothing() -> None:
    store = Store()

    def fail() -> None:
        with store.transaction():
            store.insert(record("a"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert store.get("a") is None
    store.close()


def test_what_belongs_to_an_object_is_found_at_any_depth() -> None:
    store = Store()
    with store.transaction():
        for one in (record("a"), record("b", "a"), record("c", "b"), record("d"), record("e", "d")):
            store.insert(one)

    assert [one.id for one in store.with_descendants("a")] == ["a", "b", "c"]
    assert store.with_descendants("nobody") == []
    store.close()


def test_objects_are_due_at_their_earliest_deadline() -> None:
    store = Store()
    early, late, never = record("early"), record("late"), record("never")
    early.transitions = [Transition("deletion", 9, None), Transition("ingress", 5, None)]
    late.transitions = [Transition("deletion", 7, None)]
    never.transitions = [Transition("deletion", None, 7)]
    with store.transaction():
        for one in (late, early, never):
            store.insert(one)

    assert [one.id for one in store.due(4.9)] == []
    assert [one.id for one in store.due(5)] == ["early"]
    assert [one.id for one in store.due(99)] == ["early", "late"]
    store.close()


def test_hidden_objects_are_in_no_page() -> None:
    store = Store()
    hidden, seen = record("hidden", scope="s"), record("seen", scope="s")
    hidden.transitions = [Transition("visibility", 5, None)]
    with store.transaction():
        store.insert(hidden)
        store.insert(seen)

    assert [one.id for one in store.page("records", "s", 10, 0)] == ["seen"]
    assert [one.id for one in store.hidden("records", "s")] == ["hidden"]
    assert [one.id for one in store.members("records", "s")] == ["hidden", "seen"]
    assert store.total("records", "s") == 1
    store.close()


def test_two_emulators_cannot_share_a_file(tmp_path: Path) -> None:
    first = Store(tmp_path / "x.db")

    with pytest.raises(UnusableDatabaseError, match=r"x\.db"):
        Store(tmp_path / "x.db")
    first.close()
    Store(tmp_path / "x.db").close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, " * 100)

    with pytest.raises(UnusableDatabaseError):
        Store(tmp_path / "x.db")
