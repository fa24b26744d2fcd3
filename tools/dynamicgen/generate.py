"""Write the typed classes of the dynamic way in, from the models: `make schema` runs this."""

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.alias_generators import to_camel, to_snake
from pydantic.fields import FieldInfo

from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import trait_of
from tools.shapes import (
    Anything,
    Choice,
    Either,
    Many,
    Map,
    Object,
    Scalar,
    Shape,
    inside,
    shape_of,
    told,
)

FOLDER = Path(__file__).parents[2] / "provider" / "sevalla_provider" / "dynamic"
HEADER = (
    "# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.\n"
    "# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's\n"
)
VERBS = ("create", "update", "delete")


def main() -> None:
    for name, text in files().items():
        (FOLDER / name).write_text(text)


def files() -> dict[str, str]:
    """Every generated file, by its name in `FOLDER`."""
    nested = list(dict.fromkeys(model for each in CATALOGUE for model in inside(each.inputs)))
    shown = list(dict.fromkeys(model for each in CATALOGUE for model in inside(each.outputs)))
    modules = {f"{to_snake(each.name)}.py": resource_module(each) for each in CATALOGUE}
    texts = {
        "inputs.py": inputs_module(nested),
        "outputs.py": outputs_module([*nested, *shown]),
        "__init__.py": package(nested),
        **modules,
    }
    return {name: formatted(text) for name, text in texts.items()}


def formatted(text: str) -> str:
    name = str(FOLDER / "x.py")  # in full: a relative one leads to no configuration
    for action in (["check", "--select", "I,F401", "--fix", "-q"], ["format", "-q"]):
        command = [sys.executable, "-m", "ruff", *action, "--stdin-filename", name, "-"]
        text = subprocess.run(
            command, input=text, capture_output=True, text=True, check=True, cwd=FOLDER
        ).stdout
    return text


def inputs_module(models: Iterable[type[BaseModel]]) -> str:
    parts = ['"""Nested inputs, as classes or as plain dictionaries."""', INPUT_IMPORTS]
    for model in models:
        parts += [dictionary(model), arguments(model)]
    return HEADER + "\n".join(parts)


INPUT_IMPORTS = """
from typing import Never, NotRequired, TypedDict

import pulumi
"""


def dictionary(model: type[BaseModel]) -> str:
    lines = [f"class {model.__name__}ArgsDict(TypedDict):", *doc(model.__doc__)]
    for name, field in model.model_fields.items():
        hint = f"pulumi.Input[{input_hint(field.annotation)}]"
        hint = hint if field.is_required() else f"NotRequired[{hint}]"
        lines += [f"    {name}: {hint}", *doc(field.description)]
    return block(lines)


def arguments(model: type[BaseModel]) -> str:
    names = model.model_fields
    lines = [
        "@pulumi.input_type",
        f"class {model.__name__}Args:",
        *doc(model.__doc__),
        *(
            f'    {name}: {attribute_hint(field.annotation)} = pulumi.property("{to_camel(name)}")'
            for name, field in names.items()
        ),
        "    def __init__(",
        "        self,",
        "        *,",
        *(f"        {parameter(name, field)}," for name, field in in_order(model)),
        "    ) -> None:",
        *(
            f'        pulumi.set(self, "{name}", {name})'
            if field.is_required()
            else f'        if {name} is not None:\n            pulumi.set(self, "{name}", {name})'
            for name, field in names.items()
        ),
    ]
    return block(lines)


def outputs_module(models: Iterable[type[BaseModel]]) -> str:
    parts = ['"""Nested outputs."""', "import pulumi\n"]
    for model in models:
        lines = ["@pulumi.output_type", f"class {model.__name__}(dict[str, object]):"]
        lines += doc(model.__doc__)
        for name, field in model.model_fields.items():
            hint = output_hint(field.annotation)
            hint = hint if field.is_required() or field.default is not None else optional(hint)
            lines += [f'    {name}: {hint} = pulumi.property("{to_camel(name)}", default=None)']
            lines += doc(field.description)
        parts.append(block(lines))
    return HEADER + "\n".join(parts)


def resource_module(resource: Resource[Any]) -> str:
    said, shown = (list(inside(each)) for each in (resource.inputs, resource.outputs))
    nested = [*(["inputs"] if said else []), *(["outputs"] if said or shown else [])]
    name, module = resource.name, to_snake(resource.name)
    imports = [
        f'"""{name}, for Python programs without a plugin."""',
        "from typing import Any, Never",
        "import pulumi",
        *([f"from sevalla_provider.dynamic import {', '.join(nested)}"] if nested else []),
        "from sevalla_provider.dynamic.provider import Provider",
        "from sevalla_provider.dynamic.resource import SevallaResource",
        f"from {resource.inputs.__module__} import {module.upper()}",
    ]
    return HEADER + "\n".join(
        [
            *imports,
            provider_class(name, module),
            arguments_class(resource),
            resource_class(resource),
        ]
    )


def provider_class(name: str, module: str) -> str:
    return block(
        [
            f"class {name}Provider(Provider):",
            '    """What stacks hold a reference to: keep it importable."""',
            f"    resource = {module.upper()}",
        ]
    )


def arguments_class(resource: Resource[Any]) -> str:
    """The type that tells Pulumi how properties are spelled, at every depth."""
    lines = ["@pulumi.input_type", f"class _{resource.name}Args(dict[str, Any]):"]
    for name, field in resource.inputs.model_fields.items():
        hint = attribute_hint(field.annotation, "inputs.")
        lines.append(f'    {name}: {hint} = pulumi.property("{to_camel(name)}")')
    lines += [
        "    def __init__(self, values: dict[str, Any]) -> None:",
        "        dict.__init__(self, values)",
    ]
    return block(lines)


def resource_class(resource: Resource[Any]) -> str:
    name, fields = resource.name, resource.inputs.model_fields
    verbs = (
        VERBS
        if any(not trait.replaces for trait in resource.traits.values())
        else (
            "create",
            "delete",
        )
    )
    lines = [
        f'class {name}(SevallaResource, module="sevalla", name="{name}"):',
        *doc(resource.description),
        "    def __init__(",
        "        self,",
        "        resource_name: str,",
        "        opts: pulumi.ResourceOptions | None = None,",
        "        *,",
        *(
            f"        {parameter(each, field, 'inputs.')},"
            for each, field in in_order(resource.inputs)
        ),
        *(f"        {verb}_timeout: str | None = None," for verb in verbs),
        "        **unknown: Never,",
        "    ) -> None:",
        *doc(constructor_doc(resource, verbs), indent=8),
        f"        props = _{name}Args({{",
        *(f'            "{each}": {each},' for each in fields),
        "            **unknown,",
        "        })",
        "        timeouts = {" + ", ".join(f'"{v}": {v}_timeout' for v in verbs) + "}",
        f"        super().__init__({name}Provider(), resource_name, props, timeouts, opts)",
    ]
    for each, field in fields.items():
        hint = output_hint(field.annotation, "outputs.")
        hint = hint if field.is_required() else optional(hint)
        lines += getter(each, hint, field.description)
    for each, field in resource.outputs.model_fields.items():
        lines += getter(
            each,
            output_hint(field.annotation, "outputs.") + none_of(field.annotation),
            field.description,
        )
    return block(lines)


def constructor_doc(resource: Resource[Any], verbs: Iterable[str]) -> str:
    minutes = f"{resource.timeout / 60:g}"
    described = [
        ("resource_name", "The resource's name in the stack."),
        ("opts", "Pulumi's resource options."),
        *((name, field.description or "") for name, field in in_order(resource.inputs)),
        *(
            (
                f"{verb}_timeout",
                f'How long to wait at {verb}, such as "5m"; {minutes} minutes by default.',
            )
            for verb in verbs
        ),
    ]
    return "\n".join(
        [
            f"Declare a {resource.noun}.",
            "",
            "Args:",
            *(
                textwrap.fill(
                    f"{name}: {text}", 88, initial_indent="    ", subsequent_indent=" " * 8
                )
                for name, text in described
            ),
        ]
    )


def getter(name: str, hint: str, description: str | None) -> list[str]:
    return [
        "    @property",
        f'    @pulumi.getter(name="{to_camel(name)}")',
        f"    def {name}(self) -> pulumi.Output[{hint}]:",
        *doc(description, indent=8),
        f'        value: pulumi.Output[{hint}] = pulumi.get(self, "{name}")',
        "        return value",
    ]


def in_order(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """What is required first."""
    return sorted(model.model_fields.items(), key=lambda item: not must_be_given(item[1]))


def must_be_given(field: FieldInfo) -> bool:
    return field.is_required() and not trait_of(field).auto_named


def parameter(name: str, field: FieldInfo, prefix: str = "") -> str:
    hint = f"pulumi.Input[{input_hint(field.annotation, prefix)}]"
    return f"{name}: {hint}" if must_be_given(field) else f"{name}: {hint} | None = None"


def attribute_hint(annotation: object, prefix: str = "") -> str:
    """Pulumi finds the names inside nested objects by the class alone, not by its union."""
    hint = hint_of(annotation, lambda name: f"{prefix}{name}Args", "pulumi.Input[{}]")
    return f"pulumi.Input[{hint}] | None"


def input_hint(annotation: object, prefix: str = "") -> str:
    def nested(name: str) -> str:
        return f"{prefix}{name}Args | {prefix}{name}ArgsDict"

    return hint_of(annotation, nested, "pulumi.Input[{}]")


def output_hint(annotation: object, prefix: str = "") -> str:
    shape = told(shape_of(annotation))
    return shape_hint(shape, lambda name: f"{prefix}{name}", "{}")


def hint_of(annotation: object, nested: Callable[[str], str], item: str) -> str:
    """A hint for one property; whether it may be left out is the caller's business."""
    return shape_hint(shape_of(annotation), nested, item)


def shape_hint(shape: Shape, nested: Callable[[str], str], item: str) -> str:
    match shape:
        case Scalar(kind):
            return kind.__name__
        case Choice():
            return "str"
        case Object(model):
            return nested(model.__name__)
        case Either(options):
            return " | ".join(shape_hint(option, nested, item) for option in options)
        case Anything():
            return "Any"
        case Map(inner):
            return f"dict[str, {item.format(shape_hint(inner, nested, item))}]"
        case Many(inner):
            return f"list[{item.format(shape_hint(inner, nested, item))}]"


def none_of(annotation: object) -> str:
    return " | None" if NoneType in get_args(annotation) else ""


def optional(hint: str) -> str:
    return f"{hint} | None"


def doc(text: str | None, indent: int = 4) -> list[str]:
    """A docstring, filled to the line length; none where there is nothing to say."""
    if not text:
        return []
    paragraphs = textwrap.dedent(text).strip().split("\n")
    filled = [
        line if line.startswith(" ") else textwrap.fill(line, 92 - indent) for line in paragraphs
    ]
    body = "\n".join(filled)
    end = "\n" if "\n" in body else ""
    return [textwrap.indent(f'"""{body}{end}"""', " " * indent)]


def block(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def package(models: Iterable[type[BaseModel]]) -> str:
    names = [f"{model.__name__}{suffix}" for model in models for suffix in ("Args", "ArgsDict")]
    classes = [resource.name for resource in CATALOGUE]
    return HEADER + "\n".join(
        [
            '"""Sevalla for Pulumi programs in Python, without a plugin to install."""',
            f"from sevalla_provider.dynamic.inputs import {', '.join(sorted(names))}",
            *(f"from sevalla_provider.dynamic.{to_snake(name)} import {name}" for name in classes),
            f"__all__ = {sorted([*names, *classes])!r}",
        ]
    )


if __name__ == "__main__":
    main()
