import pytest

from sevalla_provider.lifecycle.ignore_changes import without_ignored
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import PROCESS_ID, Inputs, manual, probe, web, worker
from unit.spellings import ELSEWHERE, OF_A_COUNT, OF_A_WORD

SEEN = worker(port=80, display_name="seen", scaling_strategy=manual(5), process_id=PROCESS_ID)


def kept(actual: Inputs, wanted: Inputs, *paths: str) -> Inputs:
    state, inputs = PropertySet(actual), PropertySet(wanted)
    return dict(without_ignored(PROCESS, paths, state, inputs).properties)


@pytest.mark.parametrize(
    ("wanted", "path", "expected"),
    [
        (worker(port=81), "port", worker(port=80)),
        (worker(port=UNKNOWN), "port", worker(port=80)),
        (worker(), "displayName", worker(display_name="seen")),
        (worker(), "port", worker(port=80)),
        (worker(entrypoint="new"), "entrypoint", worker()),
        (
            worker(scaling_strategy=manual(2)),
            "scalingStrategy.config.instanceCount",
            worker(scaling_strategy=manual(5)),
        ),
        (worker(scaling_strategy=manual(2)), "scalingStrategy.type", None),
        (worker(), "scalingStrategy.config.instanceCount", None),
        (worker(scaling_strategy=UNKNOWN), "scalingStrategy.config", None),
        (worker(port=81), "nothing.at.all", None),
        (worker(port=81), "livenessProbe.exec.command[0]", None),
    ],
)
def test_what_is_ignored_is_taken_as_it_was_seen(
    wanted: Inputs, path: str, expected: Inputs | None
) -> None:
    assert kept(SEEN, wanted, path) == (wanted if expected is None else expected)


def test_every_path_counts() -> None:
    wanted = worker(port=81, display_name="new", entrypoint="run")
    assert kept(SEEN, wanted, "port", "displayName") == worker(
        port=80, display_name="seen", entrypoint="run"
    )


def test_nothing_ignored_is_nothing_changed() -> None:
    assert kept(SEEN, worker(port=81)) == worker(port=81)


def test_a_part_that_was_not_there_goes() -> None:
    actual = web(liveness_probe=probe())
    wanted = web(liveness_probe=probe(period_seconds=5))
    assert kept(actual, wanted, "livenessProbe.periodSeconds") == actual


def test_nothing_is_changed_in_place() -> None:
    wanted = worker(scaling_strategy=manual(2))
    kept(SEEN, wanted, "scalingStrategy.config.instanceCount")
    assert wanted == worker(scaling_strategy=manual(2))


@pytest.mark.parametrize("path", OF_A_COUNT)
def test_every_spelling_keeps_what_it_leads_to(path: str) -> None:
    wanted = worker(scaling_strategy=manual(2))
    assert kept(SEEN, wanted, path)["scaling_strategy"] == manual(5)


@pytest.mark.parametrize("path", OF_A_WORD)
def test_every_spelling_keeps_an_item_of_a_list(path: str) -> None:
    actual = web(liveness_probe={"exec": {"command": ["test", "-f"]}})
    wanted = web(liveness_probe={"exec": {"command": ["test", "-e"]}})
    assert kept(actual, wanted, path) == actual


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_leads_elsewhere_keeps_nothing(path: str) -> None:
    wanted = worker(scaling_strategy=manual(2))
    assert kept(SEEN, wanted, path) == wanted


def test_all_of_it_keeps_the_inputs_and_no_outputs() -> None:
    assert kept(SEEN, worker(port=81, entrypoint="run"), "*") == {
        name: value for name, value in SEEN.items() if name != "process_id"
    }
