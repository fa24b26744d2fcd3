"""What a program declares: references instead of ids."""

from typing import Any

from sevalla_provider.importing.declarations import (
    Configured,
    ImportedObject,
    Reference,
    declarations,
)
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from unit import samples
from unit.samples import AGENT, APP, PROCESS_ID, Inputs
from unit.sevalla_provider.importing import samples as found
from unit.sevalla_provider.importing.ledgers import (
    LEDGER,
    LEDGER_ID,
    LEDGER_RULE,
    RULE_ID,
)

RULE: Inputs = {"ledger_id": LEDGER_ID, "source_id": PROCESS_ID, "port": 1}


def declared(*objects: ImportedObject) -> list[tuple[str, dict[str, Any]]]:
    """What is declared in this order; references as `name.output`."""
    return [
        (one.name, {name: spelled(value) for name, value in each.items()})
        for one, each in declarations(objects)
    ]


def spelled(value: object) -> object:
    return f"{value.to.name}.{value.output}" if isinstance(value, Reference) else value


def ledger(id_output: str = LEDGER_ID, name: str = "shop", **inputs: str) -> ImportedObject:
    return found.found(LEDGER, name, id_output, {"display_name": name, **inputs})


def rule() -> ImportedObject:
    return found.found(LEDGER_RULE, "rule", RULE_ID, {**RULE})


PASSWORD = Configured("rule__password", None, "password of the ledger rule rule")


def test_only_what_failed_is_left_out() -> None:
    assert found.proxy("failed").failed_status == "failed"
    assert found.proxy("ready").failed_status is None
    assert found.process().failed_status is None


def test_an_input_refers_by_its_name_and_else_to_whoever_has_the_id() -> None:
    referring = {
        "ledger_id": "shop.ledger_id",
        "source_id": "a-worker.process_id",
        "port": 1,
        "password": PASSWORD,
    }
    objects = (found.process(), ledger(), rule())
    assert declared(*objects)[-1] == ("rule", referring)
    assert declared(rule()) == [("rule", {**RULE, "password": PASSWORD})]


def test_an_id_inside_an_object_or_a_list_refers_as_well() -> None:
    metadata: Inputs = {"of": [{"process_id": PROCESS_ID, "id_resource": LEDGER_ID}], "not": APP}
    tunnel = found.tunnel(metadata={**metadata, "ids": {"process_ids": [PROCESS_ID]}})
    *_, (one, said) = declarations([tunnel, found.process(), ledger()])
    (inner,) = said["metadata"]["of"]
    assert one is tunnel
    assert {name: spelled(each) for name, each in inner.items()} == {
        "process_id": "a-worker.process_id",
        "id_resource": "shop.ledger_id",
    }
    assert [*map(spelled, said["metadata"]["ids"]["process_ids"])] == ["a-worker.process_id"]
    assert said["metadata"]["not"] == APP


def test_what_is_referred_to_comes_first_wherever_it_was_found() -> None:
    names = [name for name, _ in declared(rule(), found.process(), ledger())]
    assert names == ["shop", "a-worker", "rule"]


def test_an_id_that_two_objects_have_stays_an_id_unless_its_name_tells_which() -> None:
    twin = ledger(PROCESS_ID)
    (*_, (_, by_name)) = declared(found.process(), twin, found.proxy())
    assert by_name["process_id"] == "a-worker.process_id"
    (*_, (_, said)) = declared(found.process(), twin, rule())
    assert said["source_id"] == PROCESS_ID


def test_of_two_that_refer_to_each_other_one_keeps_the_id() -> None:
    one = ledger(LEDGER_ID, "one", connected_id=RULE_ID)
    other = ledger(RULE_ID, "other", connected_id=LEDGER_ID)
    assert [(name, each["connected_id"]) for name, each in declared(one, other)] == [
        ("other", LEDGER_ID),
        ("one", "other.ledger_id"),
    ]


def test_an_id_that_belongs_to_somebody_else_is_no_object() -> None:
    """The own id of a connection is that of its agent, which tunnels name as well."""
    remote = RemoteObject(TUNNEL_CONNECTION, f"{APP}/{AGENT}", "agent", None)
    inputs = samples.connection(agent_id=AGENT, tunnel_id=APP)
    connection = ImportedObject(remote, "agent", Found(inputs, inputs))
    tunnel = found.tunnel(agent_id=AGENT)
    assert dict(declared(connection, tunnel))["db"]["agent_id"] == AGENT


def test_what_must_be_said_and_no_call_shows_stands_in_the_configuration() -> None:
    shown: Inputs = {"ledger_id": LEDGER_ID, "source_id": PROCESS_ID, "port": 1}
    ((_, said),) = declarations([found.found(LEDGER_RULE, "a-rule", RULE_ID, shown)])
    question = "password of the ledger rule a-rule"
    assert said["password"] == Configured("a_rule__password", None, question)
    ((_, known),) = declarations(
        [found.found(LEDGER_RULE, "a-rule", RULE_ID, {**shown, "password": "canary"})]
    )
    assert known["password"] == Configured("a_rule__password", "canary")
