import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.plugin.preview import after_create, after_update
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import PROCESS_ID, Inputs, manual, proxy, web, worker

CHOSEN = {name for name, trait in PROCESS.traits.items() if trait.server_default}
SEEN = worker(
    scaling_strategy=manual(1),
    port=8080,
    entrypoint="serve",
    process_id=PROCESS_ID,
    created_at="2026-01-01T00:00:00Z",
    updated_at="2026-01-01T00:00:00Z",
    key="worker",
    cpu_limit=500.0,
)


def normal(inputs: Inputs) -> Properties:
    return check(PROCESS.inputs, inputs).inputs


def test_a_preview_of_a_create_knows_what_the_program_says() -> None:
    inputs = normal(web(port=80, display_name=UNKNOWN))
    foreseen = after_create(PROCESS, inputs)
    assert {name: foreseen[name] for name in inputs} == inputs


def test_a_preview_of_a_create_knows_what_silence_means() -> None:
    foreseen = after_create(PROCESS, normal(web()))
    assert foreseen["scaling_strategy"] == manual(1)
    assert "liveness_probe" not in foreseen
    assert all(foreseen[name] is UNKNOWN for name in CHOSEN)


def test_a_preview_of_a_create_knows_nothing_that_the_platform_adds() -> None:
    foreseen = after_create(TCP_PROXY, proxy())
    added = foreseen.keys() - proxy().keys()
    assert added == set(TCP_PROXY.outputs.model_fields)
    assert all(foreseen[name] is UNKNOWN for name in added)


def test_a_preview_of_an_update_that_changes_nothing_knows_everything() -> None:
    assert after_update(PROCESS, PropertySet(SEEN), normal(worker())) == SEEN


def test_a_preview_of_an_update_knows_what_lasts() -> None:
    foreseen = after_update(PROCESS, PropertySet(SEEN), normal(worker(display_name="new")))
    assert foreseen["display_name"] == "new"
    for name in ("process_id", "created_at", "port", "entrypoint"):
        assert foreseen[name] == SEEN[name]


@pytest.mark.parametrize("name", ["updated_at", "key", "cpu_limit", "internal_hostname"])
def test_a_preview_of_an_update_promises_nothing_that_may_change_with_it(name: str) -> None:
    assert (
        after_update(PROCESS, PropertySet(SEEN), normal(worker(display_name="new")))[name]
        is UNKNOWN
    )


def test_a_preview_of_an_update_follows_the_program_where_it_speaks() -> None:
    foreseen = after_update(PROCESS, PropertySet(SEEN), normal(worker(port=81, entrypoint=UNKNOWN)))
    assert (foreseen["port"], foreseen["entrypoint"]) == (81, UNKNOWN)
    assert foreseen["scaling_strategy"] == manual(1)
