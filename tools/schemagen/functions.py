"""A function: what it is asked, and what it answers."""

from sevalla_provider.functions.function import AnyFunction
from tools.schemagen.properties import Json, Types, object_type, spelled


def function(described: AnyFunction, types: Types) -> Json:
    module, colon, name = described.token.rpartition(":")
    place = types.at(f"{module}{colon}", name[0].upper() + name[1:])
    return {
        "description": spelled(described.description),
        "inputs": object_type(described.inputs, place),
        "outputs": object_type(described.outputs, place),
    }
