"""Programs in Python for what is there already."""

import ast
import builtins
import keyword
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from tools.shapes import inside

from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.import_file import LONGEST, with_names
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.importing.python_program import TAKEN, in_sdk, python_program, variable
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)
from unit import samples, strategies
from unit.samples import Inputs
from unit.sevalla_provider.importing import samples as found

SDK = Path(__file__).parents[4] / "sdk" / "python" / "pulumi_sevalla"

GOLDEN = '''\
"""What is there, as `pulumi-sevalla import` found it."""

import pulumi_sevalla as sevalla

class_ = sevalla.Process(
    "class",
    app_id="0a1b2c3d-4e5f-6789-abcd-ef0123456701",
    type="web",
    display_name='Class "A", it\\'s',
    resource_type_id="0a1b2c3d-4e5f-6789-abcd-ef0123456703",
    entrypoint='say "${NAME}"\\n\\tC:\\\\',
    port=8080,
    is_ingress_enabled=False,
    scaling_strategy={
        "type": "horizontal",
        "config": {"min_instance_count": 1, "max_instance_count": 3, "target_cpu_percent": 70},
    },
    liveness_probe={"exec_": {"command": ["true"]}},
    readiness_probe={
        "http_get": {
            "path": "/ready",
            "port": 8080,
            "host": "shop.example.org",
            "http_headers": [{"name": "X", "value": ""}],
        },
    },
)

proxy = sevalla.TcpProxy(
    "proxy",
    app_id="0a1b2c3d-4e5f-6789-abcd-ef0123456701",
    process_id=class_.process_id,
    port=5432,
)

db = sevalla.privateconnect.Tunnel(
    "db",
    target="db.internal:5432",
    agent_id="0a1b2c3d-4e5f-6789-abcd-ef0123456707",
    name="staging-db",
    metadata={"onCall": "日本", "exec": [True, None, -1, 1e20], "a_b": {}},
)
'''


def program(*objects: ImportedObject) -> str:
    return python_program("shop", objects)["__main__.py"]


def declared(source: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """What a program declares, by name: the class, and the arguments."""
    read = {}
    for statement in ast.parse(source).body[2:]:
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.value, ast.Call)
        (name,) = map(ast.literal_eval, statement.value.args)
        given = {each.arg or "**": said(each.value) for each in statement.value.keywords}
        read[name] = (ast.unparse(statement.value.func), given)
    return read


def said(node: ast.expr) -> Any:
    return ast.unparse(node) if isinstance(node, ast.Attribute) else ast.literal_eval(node)


def as_the_model_has_it(probe: dict[str, Any]) -> dict[str, Any]:
    return {"exec" if name == "exec_" else name: value for name, value in probe.items()}


def test_a_program_reads_as_if_a_person_had_written_it() -> None:
    web = found.process(
        "class",
        type="web",
        display_name='Class "A", it\'s',
        entrypoint='say "${NAME}"\n\tC:\\',
        port=8080,
        is_ingress_enabled=False,
        scaling_strategy=samples.horizontal(1, 3, target_cpu_percent=70),
        liveness_probe={"exec": {"command": ["true"]}},
        readiness_probe={
            "http_get": {
                "path": "/ready",
                "port": 8080,
                "host": "shop.example.org",
                "http_headers": [{"name": "X", "value": ""}],
            }
        },
    )
    metadata = {"onCall": "日本", "exec": [True, None, -1, 1e20], "a_b": {}}
    assert program(web, found.proxy(), found.tunnel(metadata=metadata)) == GOLDEN


def test_the_project_has_a_python_of_its_own() -> None:
    project = yaml.safe_load(python_program("2026", [])["Pulumi.yaml"])
    runtime = {"name": "python", "options": {"virtualenv": ".venv"}}
    assert project == {"name": "2026", "runtime": runtime}


def test_an_id_of_what_is_elsewhere_stays_an_id() -> None:
    (_, arguments) = declared(program(found.proxy()))["proxy"]
    assert arguments == samples.proxy()


@given(strategies.processes(), found.documents(st.characters()))
def test_all_values_survive(inputs: dict[str, Any], metadata: dict[str, Any]) -> None:
    process = found.found(PROCESS, "one", samples.PROCESS_ID, inputs)
    read = declared(program(process, found.tunnel(metadata=metadata)))
    kind, arguments = read["one"]
    probes = {name: as_the_model_has_it(arguments[name]) for name in arguments if "probe" in name}
    assert (kind, arguments | probes) == ("sevalla.Process", inputs)
    assert read["db"] == ("sevalla.privateconnect.Tunnel", samples.tunnel(metadata=metadata))


@pytest.mark.parametrize("word", ["class", "print", "type", "sevalla", "pulumi", "match"])
def test_a_variable_hides_nothing(word: str) -> None:
    assert variable(f"{word}-2") == f"{word}_2"
    assert variable(word) == ("match" if word == "match" else f"{word}_")


@given(st.lists(st.text(max_size=12) | st.sampled_from(sorted(TAKEN)), max_size=20))
def test_variables_are_unlike_each_other_and_unlike_what_the_program_needs(
    labels: list[str],
) -> None:
    objects = [RemoteObject(PROCESS, str(at), label, None) for at, label in enumerate(labels)]
    names = [variable(name) for _, name in with_names(objects)]
    assert len(set(names)) == len(labels)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names)
    assert not {"sevalla", *dir(builtins)} & set(names)


@settings(max_examples=40)
@given(found.anything(st.characters()))
def test_the_layout_is_that_of_ruff(objects: Sequence[ImportedObject]) -> None:
    assert formatted(text := program(*objects)) == text


@pytest.mark.parametrize(("letter", "cells"), [("x", 1), ("ä", 1), ("走", 2)])
def test_lines_are_as_wide_as_they_may_be(letter: str, cells: int) -> None:
    documents = [{"a": {"b": letter * count}, "c": [1]} for count in range(30, 90)]
    text = program(*(found.tunnel(metadata=each) for each in documents))
    assert formatted(text) == text
    short = [line for line in text.splitlines() if '"a": {"b"' in line]
    assert 100 - cells < max(len(line) + line.count(letter) * (cells - 1) for line in short) <= 100
    assert len(short) < len(documents)


def formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "100", "-"]
    ended = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return ended.stdout


MODELS = list(dict.fromkeys(model for each in CATALOGUE for model in inside(each.inputs)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_keys_of_nested_objects_are_those_of_the_sdk(model: type[BaseModel]) -> None:
    keys = {
        target.id
        for path in (SDK / "_inputs.py", SDK / "privateconnect" / "_inputs.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name == f"{model.__name__}ArgsDict"
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(target := each.target, ast.Name)
    }
    assert {in_sdk(name, field) for name, field in model.model_fields.items()} == keys


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 12])
def test_a_long_name_keeps_the_layout(length: int) -> None:
    """The longest ones, with the longest properties that no call shows."""
    inputs: Inputs = {"display_name": "x", "source": "publicGit", "username": "shop"}
    for each in (APPLICATION, DOCKER_REGISTRY, GLOBAL_ENVIRONMENT_VARIABLE):
        text = program(found.found(each, "x" * length, samples.PROCESS_ID, inputs))
        assert formatted(text) == text
