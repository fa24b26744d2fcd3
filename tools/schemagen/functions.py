"""A function: what it is asked, and what it answers."""

from dataclasses import replace

from pydantic import BaseModel

from sevalla_provider.functions.function import AnyFunction
from tools.schemagen.properties import Json, Place, Types, object_type, spelled


def function(described: AnyFunction, types: Types) -> Json:
    module, colon, name = described.token.rpartition(":")
    place = types.at(f"{module}{colon}", name[0].upper() + name[1:])
    return {
        "description": spelled(described.description),
        "inputs": part(described, described.inputs, place),
        "outputs": part(described, described.outputs, replace(place, told=True)),
    }


def part(described: AnyFunction, model: type[BaseModel], place: Place) -> Json:
    """What has no words of its own takes those of the function."""
    made = object_type(model, place)
    return {**made, "description": made["description"] or spelled(described.description)}
