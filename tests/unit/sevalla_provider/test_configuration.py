"""What a stack can configure."""

from pydantic.alias_generators import to_camel

from sevalla_provider.configuration import Configuration
from sevalla_provider.resources.traits import trait_of


def test_the_names_are_those_that_stacks_depend_on() -> None:
    assert {to_camel(name) for name in Configuration.model_fields} == {
        "apiKey",
        "apiUrl",
        "maxRateLimitWait",
        "pollInterval",
        "privateConnectApiKey",
        "privateConnectApiUrl",
    }


def test_every_key_is_secret() -> None:
    for name, field in Configuration.model_fields.items():
        assert trait_of(field).secret == name.endswith("_key")


def test_nothing_has_to_be_configured() -> None:
    assert set(Configuration().model_dump().values()) == {None}
