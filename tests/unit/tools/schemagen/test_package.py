"""The schema as a whole: in step with the models, and with a word on everything."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tools.schemagen.package import SCHEMA, package, text

from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.repository import HOMEPAGE
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.version import VERSION

MADE = package()


def described(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Everything that should have a description, and where it stands."""
    for name, item in value.items():
        inside = f"{place}/{name}"
        if name in ("properties", "inputProperties", "variables"):
            yield from ((f"{inside}/{each}", item[each]) for each in item)
        elif name in ("types", "resources", "functions"):
            yield from ((f"{inside}/{each}", item[each]) for each in item)
            for each in item:
                yield from described(f"{inside}/{each}", item[each])
        elif name in ("inputs", "outputs"):
            yield inside, item
            yield from described(inside, item)
        elif isinstance(item, dict) and name != "language":
            yield from described(inside, item)


def test_the_file_is_that_of_the_models() -> None:
    assert SCHEMA.read_text("utf-8") == text(), "run `make schema`"


def test_everything_is_described() -> None:
    everything = dict(described("", MADE))
    assert len(everything) > 100
    assert [place for place, each in everything.items() if not each["description"].strip()] == []


def test_every_resource_and_function_is_there() -> None:
    assert set(MADE["resources"]) == {each.token for each in CATALOGUE}
    assert set(MADE["functions"]) == {each.token for each in FUNCTIONS}


def test_the_version_stands_once() -> None:
    assert MADE["version"] == VERSION


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)


CHOICES = {token for token, each in MADE["types"].items() if "enum" in each}
"""Named values for programs; the properties that take them are plain strings."""


def test_every_type_is_used_and_every_reference_leads_somewhere() -> None:
    own = {each for each in references(MADE) if not each.startswith("pulumi.json#")}
    assert own == {f"#/types/{token}" for token in MADE["types"].keys() - CHOICES}


IN_TWO_FORMS = {("sevalla:privateconnect:Tunnel", "target")}


def test_whatever_is_plain_has_a_flag() -> None:
    """`pulumi do` makes one for a property of a plain type alone, and for no union."""
    inputs = [
        (token, name, each)
        for token, made in MADE["resources"].items()
        for name, each in made["inputProperties"].items()
    ]
    assert {(token, name) for token, name, each in inputs if "oneOf" in each} == IN_TWO_FORMS
    process = MADE["resources"]["sevalla:index:Process"]["inputProperties"]
    assert process["type"]["type"] == "string"


def choices_in(value: Any) -> Iterator[str]:
    """The values that programs have names for."""
    yield from (each["value"] for token in CHOICES for each in value["types"][token]["enum"])


def test_the_values_of_a_choice_are_in_the_description_of_its_property() -> None:
    told = " ".join(each["description"] for _, each in described("", MADE) if "enum" not in each)
    assert {each for each in choices_in(MADE) if f"`{each}`" not in told} == set()


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_a_list_is_asked_for_what_its_objects_are_in(resource: Resource[Any]) -> None:
    made = MADE["resources"][resource.token]
    assert ("listInputs" in made) is resource.listable
    if resource.listable and not resource.parents:
        assert made["listInputs"] == {}
    elif resource.listable:
        names = [*map(to_camel, resource.parents)]
        assert made["listInputs"]["required"] == names == [*made["listInputs"]["properties"]]
        assert {each["type"] for each in made["listInputs"]["properties"].values()} == {"string"}


def test_keys_are_secret_and_never_taken_from_the_environment_by_the_sdk() -> None:
    settings = MADE["config"]["variables"]
    assert {name for name, each in settings.items() if each.get("secret")} == {
        "apiKey",
        "privateConnectApiKey",
    }
    assert not any("defaultInfo" in each or "default" in each for each in settings.values())
    assert MADE["provider"]["inputProperties"] == settings


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_a_resource_takes_what_its_model_takes(resource: Resource[Any]) -> None:
    made = MADE["resources"][resource.token]
    assert len(made["inputProperties"]) == len(resource.inputs.model_fields)
    for name, taken in made["inputProperties"].items():
        shown = made["properties"][name]
        assert shown["description"] == taken["description"]
        # What may be said in two ways is shown in one.
        assert shown == taken or {"type": shown["type"]} in taken["oneOf"], name
    assert set(made["requiredInputs"]) <= set(made["required"]) <= set(made["properties"])


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_a_page_shows_programs(resource: Resource[Any]) -> None:
    text = MADE["resources"][resource.token]["description"]
    for language in ("typescript", "python", "go", "yaml"):
        assert f"```{language}\n" in text


@pytest.mark.parametrize(
    ("token", "imported"),
    [
        ("sevalla:index:Process", "process <app_id>/<process_id>"),
        ("sevalla:index:TcpProxy", "tcp-proxy <app_id>/<tcp_proxy_id>"),
        ("sevalla:index:DeploymentHook", "deployment-hook <app_id>"),
        (
            "sevalla:index:PipelineStageApplication",
            "pipeline-stage-application <pipeline_id>/<stage_id>/<app_id>",
        ),
        ("sevalla:privateconnect:Tunnel", "tunnel <tunnel_id>"),
        ("sevalla:privateconnect:TunnelConnection", "tunnel-connection <tunnel_id>/<agent_id>"),
    ],
)
def test_a_page_shows_an_import(token: str, imported: str) -> None:
    assert f"$ pulumi import {token} {imported}\n" in MADE["resources"][token]["description"]


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_the_id_of_an_import_is_one_that_the_resource_takes(resource: Resource[Any]) -> None:
    text = MADE["resources"][resource.token]["description"].partition("\n## Import\n\n")[2]
    shown = re.search(r"^\$ pulumi import (\S+) \S+ (\S+)$", text, re.MULTILINE)
    assert (shown is not None) == resource.importable
    if shown is None:
        assert re.match(r"It cannot be imported: .{30,}\.", text)
        return
    assert shown[1] == resource.token
    said = re.sub(r"<\w+>", "0a1b2c3d-4e5f-6789-abcd-ef0123456789", shown[2])
    assert resource.checked_id(said, {}) == said


def test_other_languages_can_be_generated() -> None:
    """By `pulumi package gen-sdk`, whose generators for these two are not built here."""
    languages = MADE["language"]
    modules = {token.split(":")[1] for token in [*MADE["resources"], *MADE["functions"]]}
    assert set(languages["csharp"]["namespaces"]) == {"sevalla"} | modules - {"index"}
    assert languages["csharp"]["rootNamespace"]
    assert languages["csharp"]["packageReferences"]["Pulumi"]
    assert languages["java"]["basePackage"]
    assert languages["java"]["dependencies"]["com.pulumi:pulumi"]


def test_the_logo_is_where_the_schema_says() -> None:
    home, _, path = MADE["logoUrl"].partition("/raw/main/")
    assert home == HOMEPAGE
    assert (SCHEMA.parent / path).read_bytes().startswith(b"\x89PNG")


def test_a_target_is_taken_in_two_forms_and_shown_in_one() -> None:
    tunnel = MADE["resources"]["sevalla:privateconnect:Tunnel"]
    address = {"$ref": "#/types/sevalla:privateconnect:TargetAddress"}
    assert tunnel["inputProperties"]["target"]["oneOf"] == [{"type": "string"}, address]
    looked_up = MADE["functions"]["sevalla:privateconnect:getTunnel"]["outputs"]
    listed = MADE["types"]["sevalla:privateconnect:GetTunnelsTunnel"]
    for shown in (tunnel, looked_up, listed):
        assert shown["properties"]["target"]["type"] == "string"


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_what_is_secret_says_so(resource: Resource[Any]) -> None:
    made = MADE["resources"][resource.token]
    for part, names in (
        ("properties", resource.secrets),
        ("inputProperties", resource.secrets & resource.traits.keys()),
    ):
        told = {name for name, it in made[part].items() if it.get("secret")}
        assert told == {*map(to_camel, names)}


def test_what_lets_a_visitor_in_is_secret() -> None:
    share = MADE["resources"]["sevalla:privateconnect:TunnelShare"]["properties"]
    assert share["token"]["secret"]
    assert share["shareUrl"]["secret"]


def test_what_a_program_need_not_name_is_always_known() -> None:
    process = MADE["resources"]["sevalla:index:Process"]
    assert "displayName" not in process["requiredInputs"]
    assert {"displayName", "processId"} <= set(process["required"])


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_what_replaces_says_so(resource: Resource[Any]) -> None:
    made = MADE["resources"][resource.token]["properties"]
    told = {name for name, it in made.items() if it.get("willReplaceOnChanges")}
    assert told == {to_camel(name) for name, trait in resource.traits.items() if trait.replaces}
    assert told != set(made)


def test_choices_of_one_meaning_share_a_type() -> None:
    enums = {token: each for token, each in MADE["types"].items() if "enum" in each}
    names = {token.rpartition(":")[2] for token in enums}
    assert {"ProcessType", "ScalingStrategyType", "HttpGetActionScheme", "TunnelStatus"} <= names
    sets = [tuple(each["value"] for each in enum["enum"]) for enum in enums.values()]
    assert len(sets) == len(set(sets))


def test_texts_name_properties_as_the_schema_does() -> None:
    proxy = MADE["resources"]["sevalla:index:TcpProxy"]
    assert "`externalPort`" in proxy["description"]
    assert proxy["properties"]["processId"]["description"].count("`processId`") == 1
