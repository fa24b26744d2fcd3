"""How properties and types are described."""

from typing import Annotated, Literal

import pytest
from pydantic import Field
from tools.schemagen.properties import Types, named, object_type, properties, required, spelled

from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel


class Wheel(InputModel):
    """A wheel with `spoke_count` spokes."""

    spoke_count: Annotated[int, Field(description="How many spokes.")]


class Car(InputModel):
    """A car."""

    plate_number: Annotated[str, Trait(replaces=True), Field(description="What it is known by.")]
    key_code: Annotated[str | None, Trait(secret=True), Field(description="The key.")] = None
    gear: Annotated[Literal["low", "high"], Field(description="The gear.")] = "low"
    lamps: Annotated[list[Literal["off", "dim", "on"]] | None, Field(description="The lamps.")] = (
        None
    )
    doors: Annotated[
        Literal["two", "four"] | None, Field(description="Two or four doors: `two`, or `four`.")
    ] = None
    wheels: Annotated[list[Wheel] | None, Field(description="Wheels.")] = None


class Seen(OutputModel):
    """A car that was seen."""

    gear: Annotated[Literal["low", "high"], Field(description="The gear it was in.")]


class Sightings(OutputModel):
    """All cars that were seen."""

    seen: Annotated[list[Seen], Field(description="In the order of time.")]


def test_a_property_says_what_it_is_and_what_it_means() -> None:
    types = Types()
    made = properties(Car, types.at("zoo:index:", "Car"))
    assert made["plateNumber"] == {
        "type": "string",
        "description": "What it is known by.",
        "willReplaceOnChanges": True,
    }
    assert made["keyCode"] == {"type": "string", "description": "The key.", "secret": True}
    assert made["wheels"]["items"] == {"$ref": "#/types/zoo:index:Wheel"}
    assert made["gear"] == {"type": "string", "description": "The gear. One of `low` or `high`."}
    assert made["lamps"]["items"] == {"type": "string"}
    assert made["lamps"]["description"] == "The lamps. Each is one of `off`, `dim` or `on`."
    assert made["doors"]["description"] == "Two or four doors: `two`, or `four`."


def test_no_default_is_filled_in_by_an_sdk() -> None:
    assert "default" not in properties(Car, Types().at("zoo:index:", "Car"))["gear"]


def test_types_are_found_with_the_properties() -> None:
    types = Types()
    properties(Car, types.at("zoo:index:", "Car"))
    assert types.found["zoo:index:Wheel"] == {
        "type": "object",
        "description": "A wheel with `spokeCount` spokes.",
        "properties": {"spokeCount": {"type": "integer", "description": "How many spokes."}},
        "required": ["spokeCount"],
    }
    assert types.found["zoo:index:CarGear"]["enum"] == [named("low"), named("high")]


def test_the_same_choices_share_a_type_and_results_carry_their_function_s_name() -> None:
    types = Types()
    properties(Car, types.at("zoo:index:", "Car"))
    object_type(Sightings, types.at("zoo:index:", "GetSightings"))
    assert set(types.found) == {
        "zoo:index:CarDoors",
        "zoo:index:CarGear",
        "zoo:index:CarLamps",
        "zoo:index:GetSightingsSeen",
        "zoo:index:Wheel",
    }


def test_required_is_what_has_no_default() -> None:
    assert required(Car) == ["plateNumber"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exactly one of `exec` and `http_get`.", "Exactly one of `exec` and `httpGet`."),
        ("Set `SEVALLA_API_KEY`, or `0 3 * * *`.", "Set `SEVALLA_API_KEY`, or `0 3 * * *`."),
    ],
)
def test_texts_are_spelled_as_the_schema_is(text: str, expected: str) -> None:
    assert spelled(text) == expected


def test_choices_have_names() -> None:
    assert named("afterFailedDeployment")["name"] == "AfterFailedDeployment"
    assert named("HTTP")["name"] == "HTTP"
