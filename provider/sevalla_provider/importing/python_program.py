"""A program in Python, on the generated SDK, laid out as ruff and Black do."""

import builtins
import keyword
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo
from rich.cells import cell_len

from sevalla_provider.importing.declarations import (
    Configured,
    Declared,
    ImportedObject,
    Reference,
    configured_in,
    declarations,
)
from sevalla_provider.importing.pulumi_yaml import project_file
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys
from sevalla_provider.schema import PACKAGE
from sevalla_provider.version import VERSION

PROGRAM, REQUIREMENTS = "__main__.py", "requirements.txt"
VIRTUALENV = ".venv"

SDK = "pulumi-sevalla"
WHEEL = f"pulumi_sevalla-{VERSION}-py3-none-any.whl"

MODULE, CONFIG = "sevalla", "config"
"""What programs import the SDK as, and what they call the stack's configuration."""

TITLE = '"""What is there, as `pulumi-sevalla import` found it."""'

IMPORTS = f"import pulumi_sevalla as {MODULE}"

HEADER = f"{TITLE}\n\n{IMPORTS}"

HEADER_WITH_CONFIG = f"{TITLE}\n\nimport pulumi\n{IMPORTS}\n\n{CONFIG} = pulumi.Config()"

PYTHON_2_KEYWORDS = ("exec", "print")
"""Pulumi's generator still takes them for keywords."""

TAKEN = frozenset({*keyword.kwlist, *dir(builtins), MODULE, CONFIG, "pulumi", "pulumi_sevalla"})

CONFIG_SUFFIXES = {bool: "_bool", int: "_int", float: "_float", str: "", type(None): ""}

WIDTH, INDENT = 100, 4


def python_program(project: str, objects: Sequence[ImportedObject]) -> dict[str, str]:
    """All files by their names."""
    runtime = {"name": "python", "options": {"virtualenv": VIRTUALENV}}
    declared = list(declarations(objects))
    configured = any(configured_in([each for _, each in declared]))
    resources = ("\n".join(_resource(one, each)) for one, each in declared)
    return {
        **project_file(project, runtime),
        PROGRAM: "\n\n".join((HEADER_WITH_CONFIG if configured else HEADER, *resources)) + "\n",
        REQUIREMENTS: requirements(),
    }


def requirements(package: Path = PACKAGE) -> str:
    """What pip installs: the SDK of a checkout, else its wheel, to be put beside the program.

    Never a name alone, while nobody holds it.
    """
    own = _sdk_of_a_checkout(package)
    sdk = f"{SDK} @ {own.as_uri()}" if own.is_dir() else f"./{WHEEL}"
    return f"pulumi>=3.0.0,<4.0.0\n{sdk}\n"


def files_to_bring(package: Path = PACKAGE) -> Sequence[str]:
    """What a person must put beside the program before anything is installed."""
    return [] if _sdk_of_a_checkout(package).is_dir() else [WHEEL]


def _sdk_of_a_checkout(package: Path) -> Path:
    return package.parents[1] / "sdk" / "python"


def variable(name: str) -> str:
    """What a program calls the resource of that name, which ends with a letter or a digit."""
    plain = name.replace("-", "_")
    return f"{plain}_" if plain in TAKEN else plain


def in_sdk(name: str, _field: FieldInfo) -> str:
    """The spelling of the SDK, in which `exec` of a probe is `exec_`."""
    return f"{name}_" if keyword.iskeyword(name) or name in PYTHON_2_KEYWORDS else name


def _resource(one: ImportedObject, declared: Declared) -> Iterator[str]:
    resource = one.remote.resource
    yield f"{variable(one.name)} = {_class(resource.token)}("
    yield from _entry("", one.name)
    for name, value in rename_keys(declared, resource.inputs, casing.python, in_sdk).items():
        yield from _entry(f"{name}=", value)
    yield ")"


def _class(token: str) -> str:
    """`sevalla:index:Process` → `sevalla.Process`."""
    _, module, name = token.split(":")
    return ".".join((MODULE, name) if module == "index" else (MODULE, module, name))


def _entry(before: str, value: object, indent: int = INDENT) -> Iterator[str]:
    """The lines of one entry of a call, an object or a list: one, if that is not too long."""
    margin = " " * indent
    line = f"{margin}{before}{_on_one_line(value)},"
    if isinstance(value, Configured) and cell_len(line) > WIDTH:
        yield f"{margin}{before}{_require(value)}("
        yield f"{margin}{' ' * INDENT}{_string(value.key)}"
        yield f"{margin}),"
        return
    entries = _entries(value)
    if not entries or cell_len(line) <= WIDTH:
        yield line
        return
    opening, closing = _brackets(value)
    yield f"{margin}{before}{opening}"
    for name, item in entries:
        yield from _entry(name, item, indent + INDENT)
    yield f"{margin}{closing},"


def _on_one_line(value: object) -> str:
    match value:
        case Reference(to, output):
            return f"{variable(to.name)}.{output}"
        case Configured(key):
            return f"{_require(value)}({_string(key)})"
        case dict() | list():
            opening, closing = _brackets(value)
            inside = ", ".join(f"{name}{_on_one_line(item)}" for name, item in _entries(value))
            return f"{opening}{inside}{closing}"
        case str():
            return _string(value)
        case float():
            return repr(value).replace("e+", "e")
    return repr(value)


def _require(configured: Configured) -> str:
    """The function that gives a value of the configuration."""
    require = "require_secret" if configured.secret else "require"
    return f"{CONFIG}.{require}{CONFIG_SUFFIXES[type(configured.value)]}"


def _entries(value: object) -> list[tuple[str, object]]:
    """What is inside, each with what stands before it."""
    match value:
        case dict():
            return [(f"{_string(key)}: ", item) for key, item in value.items()]
        case list():
            return [("", item) for item in value]
    return []


def _brackets(value: object) -> tuple[str, str]:
    return ("{", "}") if isinstance(value, dict) else ("[", "]")


def _string(text: str) -> str:
    """In the quotes that need fewer escapes; what cannot be seen is escaped, too."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escapes = {"\\": "\\\\", quote: f"\\{quote}"}
    inside = "".join(escapes.get(each) or _visible(each) for each in text)
    return f"{quote}{inside}{quote}"


def _visible(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]
