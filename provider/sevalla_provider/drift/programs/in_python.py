"""A project in Python, on the generated SDK."""

import keyword
from collections.abc import Iterator, Sequence

from pydantic.fields import FieldInfo

from sevalla_provider.drift.adopting import Adopted
from sevalla_provider.drift.programs.project_file import project_file
from sevalla_provider.drift.programs.python_source import CONFIG, MODULE, entry, variable
from sevalla_provider.drift.programs.references import Said, secrets_in, with_references
from sevalla_provider.drift.programs.requirements import requirements
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell

PROGRAM, REQUIREMENTS = "__main__.py", "requirements.txt"
VIRTUALENV = ".venv"

SETUP = (f"python3 -m venv {VIRTUALENV}", f"{VIRTUALENV}/bin/pip install -r {REQUIREMENTS}")
"""The commands that such a project needs before the first of Pulumi's."""

TITLE = '"""What is there, as `pulumi-sevalla import` found it."""'

SDK = f"import pulumi_sevalla as {MODULE}"

HEADER = f"{TITLE}\n\n{SDK}"

WITH_SECRETS = f"{TITLE}\n\nimport pulumi\n{SDK}\n\n{CONFIG} = pulumi.Config()"
"""Where values stand in the stack's configuration."""

ONCE_KEYWORDS = ("exec", "print")
"""Of Python 2: Pulumi's generator still takes them for keywords."""


def in_python(project: str, adopted: Sequence[Adopted]) -> dict[str, str]:
    """All files by their names."""
    runtime = {"name": "python", "options": {"virtualenv": VIRTUALENV}}
    said = list(with_references(adopted))
    header = WITH_SECRETS if any(secrets_in([each for _, each in said])) else HEADER
    declared = ("\n".join(_declared(one, each)) for one, each in said)
    return {
        **project_file(project, runtime),
        PROGRAM: "\n\n".join((header, *declared)) + "\n",
        REQUIREMENTS: requirements(),
    }


def _declared(one: Adopted, said: Said) -> Iterator[str]:
    resource = one.there.resource
    yield f"{variable(one.name)} = {_class(resource.token)}("
    yield from entry("", one.name)
    for name, value in respell(said, resource.inputs, forms.python, in_sdk).items():
        yield from entry(f"{name}=", value)
    yield ")"


def _class(token: str) -> str:
    """`sevalla:index:Process` → `sevalla.Process`."""
    _, module, name = token.split(":")
    return ".".join((MODULE, name) if module == "index" else (MODULE, module, name))


def in_sdk(name: str, _field: FieldInfo) -> str:
    """The spelling of the SDK, in which `exec` of a probe is `exec_`."""
    return f"{name}_" if keyword.iskeyword(name) or name in ONCE_KEYWORDS else name
