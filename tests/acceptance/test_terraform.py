"""A Terraform project moves over: its state becomes a stack whose preview is empty."""

import json
import os
import shlex
from collections import Counter
from pathlib import Path

from tools.workbench.environment import BACKEND
from tools.workbench.stack import Stack

from acceptance.drift_command import sevalla, shell
from acceptance.one_way import ONLY_NATIVE
from acceptance.test_drift_import import LANGUAGES, Language
from sevalla_emulator.testing import RunningEmulator
from unit import terraform

pytestmark = ONLY_NATIVE


def test_a_project_moves_over(emulator: RunningEmulator, stack: Stack) -> None:
    """With modules and all that can be wrong, and as it is: into YAML, and into Python."""
    emulator.control.change_settings(bucket_keys="masked")
    for kind, fields in terraform.objects(terraform.whole()):
        emulator.control.make_object(kind, fields)
    path = stack.folder / "old" / "terraform.tfstate"
    path.parent.mkdir()
    yaml, python = LANGUAGES
    for state, language, into in (
        (terraform.whole(), yaml, "it's moved"),
        (terraform.project(), python, "moved"),
    ):
        path.write_text(json.dumps(state))
        moves_over(emulator, stack, path, language, stack.folder / into)
        assert json.loads(path.read_text()) == state


def moves_over(
    emulator: RunningEmulator, stack: Stack, state: Path, language: Language, into: Path
) -> None:
    """Run what the command prints."""
    emulator.control.clear_log()
    # As a person says them: relative to where she is.
    paths = ("--terraform", os.path.relpath(state, stack.work), "--into", f"../{into.name}")
    arguments = (*paths, "--name", f"shop-{language.name}", "--language", language.name)
    written = sevalla(stack, "import", *arguments)
    assert written.returncode == 0, written.stderr
    asked = Counter(f"{each.path}?{each.query}" for each in emulator.control.requests())
    assert sum(asked.values()) < 2 * len(asked)

    ended = language.follow(stack, written.stdout, into, "--expect-no-changes")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    listed = json.loads((into / "import.json").read_text())["resources"]
    assert f"{len(listed) + 1} unchanged" in ended.stdout  # and the stack itself
    if language.name == "yaml":  # where the first `up` takes over what no call shows, too
        up = f"pulumi -C {shlex.quote(str(into))} up --stack dev --yes --skip-preview"
        nothing = shell(stack, f"{up} --expect-no-changes --refresh")
        assert nothing.returncode == 0, nothing.stdout + nothing.stderr
    assert {each.method for each in emulator.control.requests()} == {"GET"}

    files = "".join(each.read_text() for each in into.glob("*.*") if each.is_file())
    kept = [each for each in (stack.folder / BACKEND).rglob("*.json*") if each.is_file()]
    assert kept
    files += "".join(each.read_text() for each in kept)
    said = written.stdout + written.stderr + ended.stdout + ended.stderr
    assert not [each for each in (*terraform.CANARIES, *terraform.KEYS) if each in said + files]
    shop = next(each["id"] for each in listed if each["name"] == "shop")
    assert shop not in "".join(each.read_text() for each in into.glob("[P_]*") if each.is_file())
    told = shell(
        stack, f"pulumi -C {shlex.quote(str(into))} config get --stack dev media__secret_key"
    ).stdout.strip()
    assert told == terraform.KEYS[1]

    again = sevalla(stack, "import", *arguments)
    assert again.returncode == 1
    assert "Pulumi.yaml is there already, and nothing is overwritten" in again.stderr
