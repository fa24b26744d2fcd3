"""No property is forgotten on its way from an answer into the state."""

from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, Field, JsonValue
from pydantic.alias_generators import to_camel

from sevalla_provider.clients.models import CamelCased
from sevalla_provider.clients.paths import parameters
from sevalla_provider.lifecycle.state import outputs_of
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.read_models import loose, read_model
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.traits import Trait, trait_of
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from sevalla_provider.resources.values import InputModel, OneOf, Port

every_resource = pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)

SAMPLES: dict[object, JsonValue] = {str: "some text", int: 7, float: 0.5, bool: True}


def sample(annotation: object) -> JsonValue:
    """A value of a type, as JSON has it."""
    kind = loose(annotation)
    kinds = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    return [] if get_origin(kinds[0]) is list else SAMPLES.get(kinds[0], {})


def shown_by(resource: Resource) -> dict[str, JsonValue]:
    """A value for each property that an answer may show, by its Python name."""
    known = {**resource.inputs.model_fields, **resource.outputs.model_fields}
    traits = {name: trait_of(field) for name, field in known.items()}
    return {
        name: sample(field.annotation)
        for name, field in known.items()
        if name != resource.id_output
        and not (traits[name].in_path or traits[name].provider_only or traits[name].write_only)
    }


def spelled(resource: Resource, name: str) -> str:
    return to_camel(name) if resource.api is Api.PRIVATE_CONNECT else name


@every_resource
def test_every_property_that_an_answer_shows_is_read_and_kept(resource: Resource) -> None:
    told = shown_by(resource)
    assert told
    wire = {spelled(resource, name): value for name, value in told.items()}
    found = resource.read_model.model_validate({"id": "1", "nobody": "knows", **wire})
    kept = outputs_of(resource, found, {})
    assert {name: kept.get(name) for name in told} == told
    assert kept[resource.id_output] == "1"


@every_resource
def test_every_property_may_be_null_or_missing(resource: Resource) -> None:
    names = [spelled(resource, name) for name in shown_by(resource)]
    missing = resource.read_model.model_validate({"id": "1"})
    null = resource.read_model.model_validate({"id": "1", **dict.fromkeys(names)})
    assert missing.model_dump(exclude_none=True) == {"id": "1"}
    assert null.model_dump(exclude_none=True) == {"id": "1"}
    assert missing.model_fields_set == {"id"}
    assert len(null.model_fields_set) == len(names) + 1


def test_what_no_answer_shows_is_what_the_program_said() -> None:
    told: dict[str, JsonValue] = {"id": "1", "name": "another", "expiresIn": "1h"}
    found = TUNNEL_SHARE.read_model.model_validate(told)
    kept = outputs_of(TUNNEL_SHARE, found, {"name": "visitors", "expires_in": "7d"})
    assert (kept["name"], kept["expires_in"]) == ("visitors", "7d")


class Inside(InputModel):
    """An object inside another."""

    depth: Port


class Inputs(InputModel):
    """Every kind of type."""

    home: Annotated[str, Trait(in_path=True)]
    word: Annotated[Annotated[Literal["one", "two"], OneOf()] | None, Trait()] = None
    words: list[Literal["one", "two"]] | None = None
    port: Annotated[Port, Field(alias="thePort")]
    inside: Inside | None = None
    many: list[Inside] | None = None
    either: Annotated[str | Inside, Trait()]
    labels: dict[str, JsonValue] | None = None
    ours: Annotated[bool, Trait(provider_only=True)] = True
    password: Annotated[str, Trait(write_only=True)] = ""


class Outputs(OutputModel):
    """What an API adds."""

    thing_id: str
    made_at: str | None = None


MODEL = read_model("Thing", Inputs, Outputs, base=CamelCased, id_output="thing_id")


@pytest.mark.parametrize(
    ("name", "wire", "value"),
    [
        ("word", "word", "a newer word"),
        ("words", "words", ["one", "a newer word"]),
        ("port", "thePort", 99999),
        ("inside", "inside", {"depth": "deep", "since": 1}),
        ("many", "many", [{"depth": 0}]),
        ("either", "either", "text"),
        ("either", "either", {"depth": 0}),
        ("labels", "labels", {"a": None}),
        ("made_at", "madeAt", "yesterday"),
    ],
)
def test_a_value_is_kept_as_it_comes(name: str, wire: str, value: JsonValue) -> None:
    assert getattr(MODEL.model_validate({"id": "1", wire: value}), name) == value


def test_a_model_has_no_more_than_an_answer_shows() -> None:
    ours = {"home", "ours", "password", "thing_id"}
    known = {*Inputs.model_fields, *Outputs.model_fields} - ours
    assert set(MODEL.model_fields) == known | {"id", "request_id"}


def test_a_model_is_made_once() -> None:
    again: type[BaseModel] = read_model(
        "Thing", Inputs, Outputs, base=CamelCased, id_output="thing_id"
    )
    assert again is MODEL


@every_resource
def test_a_table_speaks_of_what_there_is(resource: Resource) -> None:
    table, inputs = resource.operations, resource.inputs.model_fields
    known: dict[str, Any] = {**inputs, **resource.outputs.model_fields}
    assert {*resource.parents} <= set(inputs)
    assert table.ordering is None or table.ordering.input in inputs
    assert {*table.switches, *table.renewals} <= set(inputs)
    for template in (table.get_path, table.delete and table.delete.path):
        assert all(name in known or name == "id" for name in parameters(template or ""))
    if table.create.id_from:
        assert table.create.id_from == (inputs[resource.id_output].alias or resource.id_output)


@every_resource
def test_where_there_is_no_update_every_change_replaces(resource: Resource) -> None:
    if resource.operations.update is None:
        for name, trait in resource.traits.items():
            called = name in resource.operations.switches or resource.operations.is_position(name)
            assert trait.replaces or trait.provider_only or called, name
