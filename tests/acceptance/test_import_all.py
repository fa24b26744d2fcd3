"""An account with one of everything there is: made, looked at, imported, and destroyed.

Fed by the samples of tests/conformance, so that a new resource is part of it by itself.
"""

import json
from collections import Counter

from tools.workbench.stack import Stack

from acceptance.drift_command import found, report_of, sevalla
from acceptance.one_way import ONLY_NATIVE
from acceptance.test_drift_import import LANGUAGES, Language
from acceptance.test_families import FAMILIES, Family, Row
from conformance.catalogue import OF_THE_CATALOGUE
from sevalla_emulator.testing import RunningEmulator
from sevalla_provider.resources.catalogue import BY_TOKEN, CATALOGUE
from sevalla_provider.resources.ids import UuidForm

pytestmark = ONLY_NATIVE

ANSWERS = "0a1b2c3d-4e5f-6789-abcd-ef0123456799\n" * 1000
"""To whatever no call shows: passwords, and where applications are."""

SAID_OF_ITSELF = {each.token for each in CATALOGUE if each.exclusive_parent is not None}
"""That a service is in a project it says itself, in its own declaration."""


def test_everything_that_exists(emulator: RunningEmulator, stack: Stack) -> None:
    control = emulator.control
    control.lift_limits()
    family = Family(control, [], [Row(sample, "all") for sample in OF_THE_CATALOGUE])
    family.prepare()
    stack.up(family.program({})).succeeded()
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    # The server has orders and spellings of its own, and nobody takes them for drift.
    own = {row.key: object_id for row, object_id in family.objects(stack)}
    for row in family.whole:
        if row.respelled:
            control.change_object(own[row.key], row.respelled)
    control.clear_log()
    looked = stack.drift()
    assert looked.code == 0, looked.text
    assert found(report_of(stack, code=0)) == {}
    assert control.counters().writes == 0

    for language in LANGUAGES:
        is_taken_over(emulator, stack, language)

    # Destroyed, while of each family some are gone already.
    for name in FAMILIES:
        for row in [row for row in family.whole if row.sample.family == name][::2]:
            control.remove_object(own[row.key])
    family.destroy(stack, own)


def is_taken_over(emulator: RunningEmulator, stack: Stack, language: Language) -> None:
    """Import all there is into a stack of its own, whose preview is empty."""
    emulator.control.clear_log()
    into = f"taken-{language.name}"
    folder = stack.work / into
    where = ("--into", into, "--name", into, "--language", language.name)
    arguments = ("--all", "--account", *where)
    written = sevalla(stack, "import", *arguments)
    assert written.returncode == 0, written.stderr
    assert emulator.control.counters().writes == 0
    # Each list is asked once, but for the domains of an application, which show its default host
    # name, too. An object may tell of several kinds: a project of its services, an application
    # that its hook is off.
    asked = Counter(each.path for each in emulator.control.requests("GET"))
    objects = {path for path in asked if UuidForm.form.fullmatch(path.rpartition("/")[2])}
    assert max(asked[path] for path in asked.keys() - objects) <= 2
    assert sum(asked.values()) < 2 * len(asked)
    apps = {each.id for each in emulator.control.objects().applications}
    processes = {f"/applications/{app_id}/processes": 1 for app_id in apps}
    assert processes.items() <= asked.items()

    listed = json.loads((folder / "import.json").read_text())["resources"]
    # A connection is written once, from one of the sides that show it.
    kinds = {BY_TOKEN[each["type"]].key_of(each["id"])[0] for each in listed}
    assert kinds == {each.key_of("")[0] for each in CATALOGUE if each.listable} - SAID_OF_ITSELF
    text = "".join(path.read_text() for path in folder.glob("[P_]*"))
    assert not [own for own in own_ids(listed) if own in text]

    again = f"pulumi-sevalla import --all --account --into {folder} --set-secrets"
    assert again in written.stdout
    flags = ("--expect-no-changes", "--refresh")
    imported = language.follow(stack, written.stdout, folder, *flags, stdin=ANSWERS)
    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert f"{len(listed) + 1} unchanged" in imported.stdout  # and the stack itself
    assert emulator.control.counters().writes == 0


def own_ids(listed: list[dict[str, str]]) -> set[str]:
    """The ids of what is imported: no program names one that could be a reference."""
    kinds = ((BY_TOKEN[each["type"]], each["id"]) for each in listed)
    return {
        resource.own_part(own)
        for resource, own in kinds
        if resource.id_output in resource.outputs.model_fields
    }
