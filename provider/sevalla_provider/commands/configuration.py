"""What a written program refers to, set in the configuration of its stack."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from sevalla_provider.commands.asking import answer_to
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.importing.declarations import Configured, ImportedObject
from sevalla_provider.importing.project import IMPORT_FILE, STACK, configured_of


def configure(folder: Path, objects: Sequence[ImportedObject], access: Mapping[str, str]) -> None:
    """Set each value; secrets show in no list of processes. Raises `CheckFailed`.

    `access`: keys and addresses of another stack, each kept as a secret here.
    """
    try:
        configured = configured_of(folder, objects)
    except (OSError, ValueError) as error:
        raise CheckFailed(
            f"cannot read {folder / IMPORT_FILE} ({type(error).__name__}): run this command "
            "without --set-secrets first, which writes it"
        ) from None
    project, said = Project(folder, stack=STACK), dict[str, str]()
    unknown = any(each.value is None for each in configured)
    known = project.configured() if unknown else set()
    # Nobody is asked twice.
    configured = [each for each in configured if each.value is not None or each.key not in known]
    texts = {each.key: _text(each, said) for each in configured}
    secrets = {each.key: texts[each.key] for each in configured if each.secret}
    for key, text in {**access, **secrets}.items():
        project.set_secret(key, text)
        typer.echo(f"set {key}")
    plain = {each.key: texts[each.key] for each in configured if not each.secret}
    project.set_plain(plain)
    for key in plain:
        typer.echo(f"set {key}")


def _text(configured: Configured, said: dict[str, str]) -> str:
    """A value as configuration takes it; a person is asked for what no call shows.

    `said`: the last answer for each property, which one key takes over from the other.
    """
    value = configured.value
    if value is not None:
        return value if isinstance(value, str) else json.dumps(value)
    question = f"{configured.asked}, which no call shows"
    kind = configured.key.rpartition("__")[2]
    if configured.secret:
        return answer_to(question, secret=True)
    said[kind] = answer_to(question, secret=False, default=said.get(kind))
    return said[kind]
