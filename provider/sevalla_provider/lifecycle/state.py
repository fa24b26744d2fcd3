"""Between what the API shows of an object and what Pulumi keeps of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import JsonValue

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.redaction import keep
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import inside, rename_keys, unnamed
from sevalla_provider.resources.normalize import normalize, project, refines, same
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import PLAIN, Trait


def outputs_of(resource: Resource[Any], record: WireModel, known: Mapping[str, Any]) -> Properties:
    """Everything that is kept of an object, by Python names, without nulls.

    `known` is what the program said, or what was kept before: it fills in what the API does not
    tell (the parent's id, a null where a value must be, a token that is told but once), and which
    parts of a nested object the program speaks of. What is secret of it is in no further word of
    the running operation.
    """
    inputs = {name: _input(resource, name, record, known.get(name)) for name in resource.traits}
    outputs = {
        name: _output(resource, name, record) if _told(record, name) else known.get(name)
        for name in resource.outputs.model_fields
    }
    outputs |= {n: known.get(n) for n in resource.shown_once if _hides(outputs[n])}
    kept = inputs | outputs | {resource.id_output: record.id}
    shown = {name: value for name, value in kept.items() if value is not None}
    keep(resource.secret_values(shown))
    return shown


def _output(resource: Resource[Any], name: str, record: WireModel) -> JsonValue:
    """One output as the server has it; of objects in it what their model knows."""
    inner = inside(resource.outputs, name)
    value: JsonValue = getattr(record, name)
    if inner is None:
        return value
    told: JsonValue = rename_keys(value, inner, casing.api, casing.python, unnamed)
    return told


def _input(resource: Resource[Any], name: str, record: WireModel, known: JsonValue) -> JsonValue:
    trait = resource.traits[name]
    if trait.in_path or not _told(record, name) or (trait.fixed and known is not None):
        return known
    value = seen(resource, name, record)
    said_none = trait.empty_is_none and known == ""
    if value is None and (said_none or resource.inputs.model_fields[name].is_required()):
        return known
    if trait.refined and refines(value, known):
        return known
    nested = inside(resource.inputs, name)
    return value if known is None or nested is None else project(value, known)


def _hides(shown: JsonValue) -> bool:
    """Whether an answer shows nothing of what it may have, or asterisks in its place."""
    return shown is None or (isinstance(shown, str) and not shown.strip("*"))


def _told(record: WireModel, name: str) -> bool:
    """Whether an answer speaks of a property at all."""
    return name in record.model_fields_set


def seen(resource: Resource[Any], name: str, record: WireModel) -> JsonValue:
    """One input as the server has it, by Python names and in normal form."""
    value = getattr(record, name, None)
    inner = inside(resource.inputs, name)
    renamed = rename_keys(value, inner, casing.api, casing.python, unnamed)
    return None if renamed is None else normalize(resource.inputs, name, renamed)


def inputs_of(
    resource: Resource[Any], outputs: Properties, given: Iterable[str] | None
) -> Properties:
    """What a program would have to say to get this object.

    The properties that it did give, those that it must give, were they empty, and those that are
    not what their absence stands for. Where no program has spoken yet (`given` is None: an import),
    also what is not the server's usual choice.
    """
    spoken = set(given or ())
    return {
        name: outputs[name]
        for name, trait in resource.traits.items()
        if name in outputs
        and (
            name in spoken
            or resource.inputs.model_fields[name].is_required()
            or (
                (given is None or not trait.server_default)
                and not same(outputs[name], trait.expected)
            )
        )
    }


def body(resource: Resource[Any], properties: Mapping[str, Any]) -> JsonObject:
    """Properties as a request's body, spelled as the API has them."""
    said = {n: None if says_none(resource, n, each) else each for n, each in properties.items()}
    renamed: JsonObject = rename_keys(said, resource.inputs, casing.python, casing.api)
    return renamed


def post_body(resource: Resource[Any], inputs: Properties) -> JsonObject:
    """What POST takes of the inputs."""
    traits, whole = resource.traits.items(), resource.operations.create.whole
    silent = {n: trait.default for n, trait in traits if whole and trait.default is not None}
    return body(
        resource,
        {
            name: value
            for name, value in {**silent, **inputs}.items()
            if is_sent(resource, name)
            and not resource.traits[name].after_create
            and not says_none(resource, name, value)
        },
    )


def says_none(resource: Resource[Any], name: str, value: JsonValue) -> bool:
    """Whether an empty string stands for nothing."""
    return value == "" and resource.traits.get(name, PLAIN).empty_is_none


def is_sent(resource: Resource[Any], name: str) -> bool:
    """Whether a body holds a property: neither the parent's id, nor what is ours, nor a switch."""
    trait = resource.traits.get(name, Trait(provider_only=True))
    switched = name in resource.operations.switches
    return not (trait.in_path or trait.provider_only or switched)


def is_updated(resource: Resource[Any], name: str) -> bool:
    """Whether the body of an update holds a property: what has calls of its own is in none."""
    operations = resource.operations
    calls = name in operations.memberships or name in operations.setters
    called = calls or operations.is_position(name)
    return is_sent(resource, name) and not called
