"""Over every property of every resource: what somebody else changed is named, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.drift_command import found, ids, kept, report_of, values
from acceptance.meddling import AGENT, CHOSEN, QUIET, ROWS, SHARED, Named, Row, prepare
from acceptance.tunnels import tunnel
from sevalla_emulator.testing import RunningEmulator
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Absent

STATUS = "status"
"""What the API alone says of an object: its health is a matter of its own."""

NEEDED = {"schedule"}
"""Optional in the model, and required of the one type of process that has it."""


def meddle(emulator: RunningEmulator, stack: Stack, rows: Sequence[Row]) -> None:
    own = ids(stack)
    for row in rows:
        emulator.control.change_object(own[f"{row.of} {row.key}"], row.laid)


def named_after_meddling(
    emulator: RunningEmulator, stack: Stack, rows: Sequence[Row], *, said: bool
) -> dict[str, Named]:
    """Make the rows' objects, change each behind Pulumi's back, and look."""
    prepare(emulator.control)
    stack.up({row.key: row.declared(said=said) for row in rows}).succeeded()
    meddle(emulator, stack, rows)
    before = kept(stack)
    emulator.control.clear_log()
    wrong = found(report_of(stack, code=2))
    assert kept(stack) == before
    assert emulator.control.counters().writes == 0
    return {name: values(finding) for name, finding in wrong.items()}


def test_what_the_program_said_is_named_with_both_values(
    emulator: RunningEmulator, stack: Stack
) -> None:
    named = named_after_meddling(emulator, stack, ROWS, said=True)
    assert named == {f"{row.of} {row.key} drifted": row.named for row in ROWS}


def test_what_the_program_left_out_is_named_where_that_has_a_meaning(
    emulator: RunningEmulator, stack: Stack
) -> None:
    rows = [row for row in ROWS if row.unsaid is not None]
    named = named_after_meddling(emulator, stack, rows, said=False)
    assert named == {f"{row.of} {row.key} drifted": row.unsaid for row in rows if row.unsaid}


def test_what_is_only_read_or_never_told_is_no_drift(
    emulator: RunningEmulator, stack: Stack
) -> None:
    prepare(emulator.control)
    program: Program = {SHARED: tunnel(AGENT, name=SHARED, protocol="http")}
    stack.up({**program, **{quiet.key: quiet.declared for quiet in QUIET}}).succeeded()
    (connected,) = emulator.control.objects().by_kind["connections"]
    own = ids(stack) | {"TunnelConnection TunnelConnection-quiet": connected.id}
    for quiet in QUIET:
        emulator.control.change_object(own[f"{quiet.of} {quiet.key}"], quiet.laid)
    before = kept(stack)
    emulator.control.clear_log()
    report = report_of(stack, code=0)
    assert (report["result"], found(report)) == ("clean", {})
    assert report["stacks"][0]["checked"] == len(QUIET) + 1
    assert kept(stack) == before
    assert emulator.control.counters().writes == 0


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda resource: resource.name)
def test_every_property_is_among_these(resource: Resource[Any]) -> None:
    rows = {row.name: row for row in ROWS if row.of == resource.name}
    quiet = {name for each in QUIET if each.of == resource.name for name in each.names.split()}
    said, read = set(resource.inputs.model_fields), set(resource.outputs.model_fields)
    assert quiet | set(rows) == said | read - {STATUS, resource.own_id}
    for name in set(rows) - NEEDED:
        optional = not resource.inputs.model_fields[name].is_required()
        assert (rows[name].unsaid is not None) == optional, name
        chosen = resource.traits[name].absent is Absent.SERVER
        assert (rows[name].unsaid == CHOSEN) == chosen, name
