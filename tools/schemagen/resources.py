"""A resource: what a program says of it, what it gets to know, and how both look in a program."""

from dataclasses import replace
from typing import Any

from sevalla_provider.functions.listing import list_inputs
from sevalla_provider.resources.casing import pulumi
from sevalla_provider.resources.resource import Resource
from tools.schemagen.examples import usage
from tools.schemagen.importing import importing
from tools.schemagen.properties import Json, Types, properties, required, spelled


def resource(described: Resource[Any], types: Types) -> Json:
    place = types.at(described.token.removesuffix(described.name), described.name)
    inputs = properties(described.inputs, place)
    outputs = properties(described.inputs, replace(place, told=True))
    fields = described.inputs.model_fields
    named = {pulumi(name, fields[name]) for name, t in described.traits.items() if t.auto_named}
    return {
        "description": description(described),
        "properties": outputs | properties(described.outputs, place),
        "required": required(described.inputs) + required(described.outputs),
        "inputProperties": inputs,
        "requiredInputs": [name for name in required(described.inputs) if name not in named],
        **({"listInputs": list_of(described, types)} if described.listable else {}),
    }


def list_of(described: Resource[Any], types: Types) -> Json:
    """What a list is asked; nothing where there is but one."""
    model = list_inputs(described)
    place = types.at(described.token.removesuffix(described.name), described.name)
    asked = {"properties": properties(model, place), "required": required(model)}
    return {name: part for name, part in asked.items() if part}


def description(described: Resource[Any]) -> str:
    parts = (spelled(described.description), usage(described.name), importing(described))
    return "\n\n".join(parts)
