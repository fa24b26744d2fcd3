import asyncio

import pytest

from sevalla_provider.progress import LONGEST, narrated_by, narrator
from unit.listeners import Listener, listening


def test_words_go_to_the_one_who_listens_to_the_running_operation() -> None:
    with listening() as outer:
        narrator().status("waiting")
        with listening() as inner:
            narrator().note("adopted")
        narrator().warn("odd")
    assert (outer.statuses, outer.notes, outer.warnings) == (["waiting"], [], ["odd"])
    assert inner.notes == ["adopted"]


def test_words_that_nobody_listens_to_are_no_error() -> None:
    narrator().status("waiting")
    narrator().note("adopted")
    narrator().warn("odd")


@pytest.mark.anyio
async def test_each_of_several_operations_has_a_listener_of_its_own() -> None:
    async def operation(name: str) -> Listener:
        listener = Listener()
        with narrated_by(listener):
            await asyncio.sleep(0)
            narrator().status(name)
        return listener

    listeners = await asyncio.gather(*map(operation, "abc"))
    assert [listener.statuses for listener in listeners] == [["a"], ["b"], ["c"]]


class Hoarse:
    """Whatever is said to him ends in an error."""

    def status(self, text: str) -> None:
        raise ValueError(text)

    note = warn = status

    @property
    def live(self) -> bool:
        raise ValueError


@pytest.mark.parametrize("verb", ["status", "note", "warn"])
def test_a_listener_who_fails_is_no_error_of_the_work(verb: str) -> None:
    with narrated_by(Hoarse()):
        getattr(narrator(), verb)("waiting")


@pytest.mark.parametrize("verb", ["status", "note", "warn"])
def test_words_that_cannot_be_written_are_made_writable_and_bounded(verb: str) -> None:
    with listening() as listener:
        getattr(narrator(), verb)("half \ud83d")
        getattr(narrator(), verb)("x" * 20_000_000)
    first, second = listener.statuses + listener.notes + listener.warnings
    assert first == "half \\ud83d"
    assert len(second) == LONGEST
