"""What the files of intents survive: crashes, other users, other locales, and their own number."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sevalla_provider import private_files
from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.errors import NoIntentLog
from sevalla_provider.lifecycle.intent_files import CLAIMS_LAST
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.intents import Intent
from unit.clocks import FakeClock

WHERE = "http://api.test/v3 sevalla:index:Process app"
WEB = "urn:pulumi:dev::shop::sevalla:index:Process::web"


def begin(intent_log: IntentLog, identity: str = WEB, seen: frozenset[str] = frozenset()) -> Intent:
    return intent_log.begin(identity, "process", WHERE, "digest", seen)


def answered(intent_log: IntentLog, object_id: str, identity: str = WEB) -> Intent:
    found = intent_log.answered(begin(intent_log, identity), object_id)
    assert found is not None
    return found


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_their_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "sevalla" / "intents"
    before = os.umask(0)
    try:
        intent_log = IntentLog(folder, FakeClock())
        begin(intent_log)
        answered(intent_log, "made")
    finally:
        os.umask(before)
    assert mode(folder) == mode(folder / "locks") == 0o700
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {mode(path) for path in files} == {0o600}
    assert len(files) >= 3


def test_a_folder_of_an_earlier_version_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    begin(IntentLog(tmp_path, FakeClock()))
    assert mode(tmp_path) == 0o700


def test_the_name_of_a_file_is_as_durable_as_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log)
    assert synced[-1] == str(tmp_path)
    assert synced[-2].endswith(".tmp")
    synced.clear()
    intent_log.answered(intent, "made")
    assert str(tmp_path) in synced


@pytest.mark.parametrize("made", [None, "made"])
def test_an_intent_that_was_written_and_not_yet_put_in_its_place_counts(
    tmp_path: Path, made: str | None
) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log) if made is None else answered(intent_log, made)
    (path,) = tmp_path.glob("*.json")
    path.rename(path.with_suffix(".tmp"))
    intent_log.leave()
    later = IntentLog(tmp_path, FakeClock())
    (found,) = later.left_behind(WEB, WHERE)
    assert (found.key, found.made) == (intent.key, made)
    later.close(found)
    assert IntentLog(tmp_path, FakeClock()).open() == []


def test_a_folder_that_cannot_be_written_to_breaks_no_read(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    answered(intent_log, "made")
    begin(intent_log, "another")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        patched.setattr(Path, "open", refuse)
        intent_log.acknowledge(WHERE, "made")
        intent_log.acknowledge(WHERE, "never heard of")
    assert len(intent_log.open()) == 2


def test_a_full_disk_is_told_before_the_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    begin(intent_log)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoIntentLog, match="No space left on device"):
        begin(intent_log)


def test_a_disk_that_is_full_after_the_post_costs_no_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    intent = begin(intent_log)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = intent_log.answered(intent, "made")
    assert found is not None
    assert found.made == "made"


def test_files_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    name = "bücher-本"
    script = (
        "import sys; from pathlib import Path\n"
        "from sevalla_provider.clock import SystemClock\n"
        "from sevalla_provider.lifecycle.intent_log import IntentLog\n"
        "intent_log = IntentLog(Path(sys.argv[1]), SystemClock())\n"
        f"intent = intent_log.begin({name!a}, 'process', 'there', 'digest', frozenset())\n"
        f"intent_log.answered(intent, {name!a})\n"
        f"intent_log.begin({name!a}, 'process', 'there', 'digest', frozenset())\n"
        f"intent_log.acknowledge('there', {name!a})\n"
    )
    environment = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, env=environment)
    intent_log = IntentLog(tmp_path, FakeClock())
    assert [each.identity for each in intent_log.left_behind(name, "there")] == [name]
    assert intent_log.is_claimed("there", name, "somebody's")


def test_pulumi_home_is_enough_where_there_is_no_home(tmp_path: Path) -> None:
    script = "from sevalla_provider.settings import load; print(load({}).intents)"
    environment = {"PATH": os.environ["PATH"], "PULUMI_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, text=True, stdout=-1, check=True
    )
    assert ended.stdout.strip() == str(tmp_path / "sevalla" / "intents")


def test_an_answered_intent_keeps_no_list_of_what_was_there(tmp_path: Path) -> None:
    intent_log = IntentLog(tmp_path, FakeClock())
    found = intent_log.answered(begin(intent_log, seen=frozenset(map(str, range(2000)))), "made")
    assert found is not None
    (path,) = tmp_path.glob("made-*.json")
    assert path.stat().st_size < 1000


def test_thousands_of_intents_are_read_once(tmp_path: Path) -> None:
    """They are what an outage leaves behind; each create asks for its own."""
    before = IntentLog(tmp_path, FakeClock())
    for number in range(300):
        begin(before, f"{WEB}{number}", frozenset({"a", "b"}))
    before.leave()
    reads = 0
    really = Path.read_bytes

    def counted(path: Path) -> bytes:
        nonlocal reads
        reads += 1
        return really(path)

    intent_log = IntentLog(tmp_path, FakeClock())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "read_bytes", counted)
        for number in range(300):
            assert len(intent_log.left_behind(f"{WEB}{number}", WHERE)) == 1
            intent_log.is_claimed(WHERE, "id", "key")
            intent_log.acknowledge(WHERE, f"other {number}")
    assert reads <= 2 * 300


def test_what_a_dead_process_had_in_flight_is_in_flight_no_more(tmp_path: Path) -> None:
    """And need not be read by everybody who looks for an object."""
    dead = IntentLog(tmp_path, FakeClock())
    with dead.operation() as operation:
        for number in range(20):
            dead.begin(f"{WEB}{number}", "process", WHERE, "digest", frozenset(), operation)
        living = IntentLog(tmp_path, FakeClock())
        assert living.others_in_flight(WHERE, "")
        assert living.left_behind(f"{WEB}3", WHERE) == []
    dead.leave()
    later = IntentLog(tmp_path, FakeClock())
    assert len(later.left_behind(f"{WEB}3", WHERE)) == 1
    assert len(list(tmp_path.glob("lost-*.json"))) == 20
    assert not later.others_in_flight(WHERE, "")


def test_a_file_that_must_be_new_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    assert private_files.write_new(path, "first")
    assert not private_files.write_new(path, "second")
    assert path.read_text() == "first"
    assert [each.name for each in tmp_path.iterdir()] == ["one.json"]


@pytest.mark.parametrize("days", [-8, 8, 800])
def test_a_clock_that_is_not_the_file_system_s_forgets_no_claim(tmp_path: Path, days: int) -> None:
    intent_log = IntentLog(tmp_path, FakeClock(wall=time.time() + days * 24 * 3600.0))
    intent = intent_log.begin("p/s/web", "process", "there", "digest", frozenset())
    intent_log.lost(intent)
    for object_id in ("one", "other"):
        intent_log.acknowledge("there", object_id)
    assert intent_log.is_claimed("there", "one", intent.key)
    assert intent_log.is_claimed("there", "other", intent.key)


def test_claims_do_not_grow_for_ever(tmp_path: Path) -> None:
    clock = SystemClock()
    intent_log = IntentLog(tmp_path, clock)
    begin(intent_log)
    for each in ("one", "other"):
        intent_log.acknowledge(WHERE, each)
    assert intent_log.is_claimed(WHERE, "one", "key")
    (file,) = tmp_path.glob("claims-*.txt")
    long_ago = clock.wall() - CLAIMS_LAST - 1
    os.utime(file, (long_ago, long_ago))
    intent_log.acknowledge(WHERE, "new")
    assert file.read_text() == "new\n"


def test_what_a_process_left_that_was_killed_between_two_names_goes_with_the_question(
    tmp_path: Path,
) -> None:
    """It would come back as an intent of an object that is in a state, and perhaps not there."""
    dead = IntentLog(tmp_path, FakeClock())
    answered(dead, "made")
    (path,) = tmp_path.glob("made-*.json")
    path.with_suffix(".tmp").hardlink_to(path)
    dead.leave()
    IntentLog(tmp_path, FakeClock()).acknowledge(WHERE, "made")
    assert IntentLog(tmp_path, FakeClock()).open() == []
