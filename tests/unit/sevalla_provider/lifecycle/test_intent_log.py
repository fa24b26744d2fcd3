import asyncio
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.create_lock import REMEMBERED
from sevalla_provider.lifecycle.errors import NoIntentLog
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.intents import Intent, digest_of
from sevalla_provider.lifecycle.liveness import BURIED_AFTER
from sevalla_provider.private_files import write_once
from unit.clocks import FakeClock, let_others_run

pytestmark = pytest.mark.anyio

WHERE = "http://api.test/v3 sevalla:index:Process app"


def begin(intent_log: IntentLog, identity: str = "p/s/web") -> Intent:
    seen = frozenset({"a", "b"})
    return intent_log.begin(identity, "process", WHERE, intent_log.digest({"port": 80}).keyed, seen)


def answer(intent_log: IntentLog, intent: Intent, object_id: str) -> Intent:
    answered = intent_log.answered(intent, object_id)
    assert answered is not None
    return answered


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_intent_survives_the_process_that_wrote_it(tmp_path: Path) -> None:
    clock = FakeClock()
    intent = begin(IntentLog(tmp_path / "new" / "folder", clock))
    (found,) = IntentLog(tmp_path / "new" / "folder", clock).open()
    assert found.model_copy(update={"lost": False}) == intent
    assert found.begun_at == clock.wall()
    assert found.made is None


def test_an_answered_intent_knows_what_was_made(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    answered = answer(intent_log, begin(intent_log), "c")
    assert answered.made == "c"
    assert intent_log.open() == [answered]


@pytest.mark.parametrize("answered", [False, True])
def test_a_closed_intent_is_forgotten_and_closing_twice_is_fine(
    tmp_path: Path, answered: bool
) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log)
    intent = answer(intent_log, intent, "c") if answered else intent
    intent_log.close(intent)
    intent_log.close(intent)
    assert intent_log.open() == []


def test_what_the_engine_asks_about_is_forgotten(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    answer(intent_log, begin(intent_log), "c")
    other = answer(intent_log, begin(intent_log), "d")
    intent_log.acknowledge(WHERE, "c")
    intent_log.acknowledge(WHERE, "never heard of")
    intent_log.acknowledge("another place", "d")
    assert intent_log.open() == [other]


def test_intents_come_the_oldest_first(tmp_path: Path) -> None:
    clock = FakeClock()
    intent_log = IntentLog(tmp_path, clock)
    for identity in ("z", "a", "m"):
        begin(intent_log, identity)
        clock.advance(1)
    assert [intent.identity for intent in intent_log.open()] == ["z", "a", "m"]


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("days", [-8, 8, 800])
def test_an_intent_is_deleted_by_no_clock(tmp_path: Path, answered: bool, days: int) -> None:
    clock = FakeClock()
    intent_log = IntentLog(tmp_path, clock)
    intent = begin(intent_log)
    if answered:
        answer(intent_log, intent, "c")
    intent_log.leave()
    clock.advance(days * 24 * 3600)
    later = IntentLog(tmp_path, clock)
    begin(later, "another")
    assert len(later.open()) == 2
    assert len(later.left_behind("p/s/web", WHERE)) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"key": 1}', b"\xff\xfe"])
def test_a_broken_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log)
    (tmp_path / "open-broken.json").write_bytes(content)
    (tmp_path / "open-folder.json").mkdir()
    assert intent_log.open() == [intent]


def test_no_folder_is_no_intents(tmp_path: Path) -> None:
    assert IntentLog(tmp_path / "none", FakeClock()).open() == []


def test_of_two_files_about_one_intent_the_one_that_knows_more_counts(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log)
    (before,) = tmp_path.glob("open-*.json")
    text = before.read_bytes()
    answered = answer(intent_log, intent, "c")
    before.write_bytes(text)
    assert intent_log.open() == [answered]


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("end", ["closed", "answered and asked about"])
def test_of_two_files_about_one_intent_none_is_left(tmp_path: Path, lost: bool, end: str) -> None:
    killed = IntentLog(tmp_path, FakeClock())
    intent = begin(killed)
    intent = killed.lost(intent) if lost else intent
    (path,) = tmp_path.glob("*.json")
    text = path.read_text()
    answer(killed, intent, "c")
    path.write_text(text)
    killed.leave()
    intent_log = IntentLog(tmp_path, FakeClock())
    (found,) = intent_log.open()
    if end == "closed":
        intent_log.close(found)
    else:
        answer(intent_log, found, "c")
        intent_log.acknowledge(WHERE, "c")
    assert intent_log.open() == []


def test_nothing_of_a_body_gets_on_the_disk(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    digest = intent_log.digest({"entrypoint": "serve --password hunter2"}).keyed
    answer(intent_log, intent_log.begin("p/s/web", "process", WHERE, digest, frozenset()), "c")
    for path in files(tmp_path):
        assert "hunter2" not in path.read_text()
        assert "entrypoint" not in path.read_text()


def test_half_written_files_are_left_behind_by_nobody(tmp_path: Path) -> None:
    begin(IntentLog(tmp_path, FakeClock()))
    assert sorted(path.suffix for path in files(tmp_path)) == ["", ".alive", ".json"]


def test_what_somebody_is_at_work_on_is_not_left_behind(tmp_path: Path) -> None:
    one, other = IntentLog(tmp_path, FakeClock()), IntentLog(tmp_path, FakeClock())
    with one.operation() as operation:
        intent = one.begin("p/s/web", "process", WHERE, "digest", frozenset(), operation)
        assert other.left_behind("p/s/web", WHERE) == []
        assert one.left_behind("p/s/web", WHERE) == []
    assert one.left_behind("p/s/web", WHERE) == [intent]
    assert other.left_behind("p/s/web", WHERE) == []


def test_what_a_dead_process_was_at_work_on_is_left_behind(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from sevalla_provider.clock import SystemClock\n"
        "from sevalla_provider.lifecycle.intent_log import IntentLog\n"
        "intent_log = IntentLog(Path(sys.argv[1]), SystemClock())\n"
        "with intent_log.operation() as operation:\n"
        "    intent_log.begin('p/s/web', 'process', 'there', 'digest', frozenset(), operation)\n"
        "    import os; os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == 9
    intent_log = IntentLog(tmp_path, SystemClock())
    assert [intent.noun for intent in intent_log.left_behind("p/s/web", "there")] == ["process"]
    assert list(tmp_path.glob("*.alive")) == []


def test_signs_of_life_that_ended_long_ago_are_removed(tmp_path: Path) -> None:
    clock = FakeClock()
    old, young = tmp_path / "old.alive", tmp_path / "young.alive"
    for path, age in ((old, BURIED_AFTER + 1), (young, 1)):
        path.touch()
        os.utime(path, (clock.wall() - age, clock.wall() - age))
    begin(IntentLog(tmp_path, clock))
    assert not old.exists()
    assert young.exists()


def test_a_digest_depends_on_what_a_body_says_and_not_on_its_order() -> None:
    assert digest_of({"a": 1, "b": 2}, "s") == digest_of({"b": 2, "a": 1}, "s")
    assert digest_of({"a": 1}, "s") != digest_of({"a": 2}, "s")


def test_digests_are_keyed_by_a_salt_of_the_machine_which_is_made_once(tmp_path: Path) -> None:
    body: JsonObject = {"value": "hunter2"}
    mine = IntentLog(tmp_path / "mine", FakeClock()).digest(body)
    again = IntentLog(tmp_path / "mine", FakeClock()).digest(body)
    elsewhere = IntentLog(tmp_path / "elsewhere", FakeClock()).digest(body)
    assert mine == again
    assert mine.keyed not in (elsewhere.keyed, mine.plain)
    salt = tmp_path / "mine" / "salt"
    assert salt.stat().st_mode & 0o777 == 0o600
    assert len(salt.read_text()) == 64


def test_who_makes_the_salt_at_the_same_time_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = set(pool.map(lambda each: write_once(tmp_path / "salt", str(each)), range(64)))
    assert told == {(tmp_path / "salt").read_text()}
    assert {path.name for path in tmp_path.iterdir()} == {"salt"}


def test_a_salt_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "intents").write_text("a file")
    with pytest.raises(NoIntentLog, match="cannot write intents"):
        IntentLog(tmp_path / "intents", FakeClock()).digest({})


def test_a_digest_of_before_the_salt_is_still_known(tmp_path: Path) -> None:
    digest = IntentLog(tmp_path, FakeClock()).digest({"port": 80})
    before = hashlib.sha256(b'{"port": 80}').hexdigest()
    assert digest.names(before)
    assert digest.names(digest.keyed)
    assert not digest.names(hashlib.sha256(b'{"port": 81}').hexdigest())


async def in_turn(one: IntentLog, other: IntentLog, clock: FakeClock) -> list[str]:
    """Who does what when two want to be alone."""
    told: list[str] = []

    async def work(name: str, intent_log: IntentLog) -> None:
        async with intent_log.alone(WHERE, "digest"):
            told.append(f"{name} begins")
            await clock.sleep(5)
            told.append(f"{name} ends")

    first = asyncio.create_task(work("first", one))
    await let_others_run()
    await asyncio.gather(first, work("second", other))
    return told


ONE_BY_ONE = ["first begins", "first ends", "second begins", "second ends"]


async def test_two_tasks_are_alone_one_by_one(tmp_path: Path) -> None:
    clock = FakeClock()
    intent_log = IntentLog(tmp_path, clock)
    assert await in_turn(intent_log, intent_log, clock) == ONE_BY_ONE


async def test_two_processes_are_alone_one_by_one(tmp_path: Path) -> None:
    clock = FakeClock()
    one, other = IntentLog(tmp_path, clock), IntentLog(tmp_path, clock)
    assert await in_turn(one, other, clock) == ONE_BY_ONE


async def test_who_makes_something_else_does_not_wait(tmp_path: Path) -> None:
    clock = FakeClock()
    intent_log = IntentLog(tmp_path, clock)
    async with intent_log.alone(WHERE, "digest"), intent_log.alone(WHERE, "other digest"):
        assert clock.slept == []


async def test_it_is_told_when_the_last_create_of_the_same_thing_ended(tmp_path: Path) -> None:
    # Of four hundred things some share a lock, and a file.
    clock = FakeClock()
    one, other = IntentLog(tmp_path, clock), IntentLog(tmp_path, clock)
    for number in range(400):
        async with one.alone(WHERE, str(number)) as ended:
            assert ended == 0.0
    async with other.alone(WHERE, "0") as ended:
        assert ended == clock.wall()
        clock.advance(7)
    async with one.alone(WHERE, "0") as ended:
        assert ended == clock.wall()
    clock.advance(REMEMBERED)
    async with one.alone(WHERE, "0") as ended:
        assert ended == 0.0


async def test_an_error_or_a_cancellation_lets_the_next_one_in(tmp_path: Path) -> None:
    clock = FakeClock()
    intent_log = IntentLog(tmp_path, clock)
    with pytest.raises(ZeroDivisionError):
        async with intent_log.alone(WHERE, "digest"):
            raise ZeroDivisionError

    async def hold() -> None:
        async with intent_log.alone(WHERE, "digest"):
            await clock.sleep(1e9)

    holder = asyncio.create_task(hold())
    await let_others_run()
    holder.cancel()
    began = clock.now()
    async with intent_log.alone(WHERE, "digest"):
        assert clock.now() - began < 1


async def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    intent_log = IntentLog(in_the_way / "intents", FakeClock())
    with pytest.raises(NoIntentLog, match=f"(?s)cannot write intents to {in_the_way}.*PULUMI_HOME"):
        async with intent_log.alone("where", "digest"):
            pass
