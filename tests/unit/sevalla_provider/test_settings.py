from pathlib import Path

import pytest

from sevalla_provider.settings import SettingsError, load

HOME = {"PULUMI_HOME": "/home/of/pulumi"}


def test_configuration_wins_over_the_environment() -> None:
    found = load(
        {
            "sevalla:apiKey": "configured",
            "sevalla:apiUrl": "https://configured.test",
            "sevalla:pollInterval": "3",
        },
        HOME
        | {
            "SEVALLA_API_KEY": "environment",
            "SEVALLA_API_URL": "https://environment.test",
            "SEVALLA_POLL_INTERVAL": "4",
        },
    )
    assert found.key() == "configured"
    assert (found.url(), found.poll_interval) == ("https://configured.test", 3.0)


def test_the_environment_serves_where_nothing_is_configured() -> None:
    found = load(
        {},
        HOME
        | {
            "SEVALLA_API_KEY": "environment",
            "SEVALLA_API_URL": "http://127.0.0.1:8787/v3/",
            "SEVALLA_POLL_INTERVAL": "0.1",
            "SEVALLA_RETRY_SECONDS": "5",
            "SEVALLA_REQUEST_SECONDS": "7",
        },
    )
    assert found.key() == "environment"
    assert found.url() == "http://127.0.0.1:8787/v3"
    assert (found.poll_interval, found.retry_seconds, found.request_seconds) == (0.1, 5.0, 7.0)
    assert found.journal == Path("/home/of/pulumi/sevalla/intents")


def test_the_defaults_are_those_of_the_contract() -> None:
    found = load({}, HOME)
    assert found.url() == "https://api.sevalla.com/v3"
    assert found.poll_interval == 10.0
    assert found.retry_seconds == 90.0


@pytest.mark.parametrize("empty", [{}, {"SEVALLA_API_KEY": ""}, {"SEVALLA_API_KEY": "  \n"}])
def test_a_missing_key_says_where_to_get_one_and_where_to_put_it(empty: dict[str, str]) -> None:
    found = load({}, HOME | empty)
    with pytest.raises(SettingsError) as caught:
        found.key()
    text = str(caught.value)
    assert "pulumi config set --secret sevalla:apiKey" in text
    assert "SEVALLA_API_KEY" in text
    assert "dashboard" in text


@pytest.mark.parametrize("key", ["svl_key\n", " svl_key", "svl_key\r\n"])
def test_white_space_around_a_key_is_no_part_of_it(key: str) -> None:
    assert load({"sevalla:apiKey": key}, HOME).key() == "svl_key"


@pytest.mark.parametrize("key", ["svl_kéy", "svl_key\nx-other: 1", "“svl_key”"])
def test_a_key_that_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load({"sevalla:apiKey": key}, HOME).key()
    assert "svl" not in str(caught.value)
    assert "sevalla:apiKey" in str(caught.value)


@pytest.mark.parametrize("address", ["api.sevalla.com/v3", "ftp://api.test", "localhost:8787"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(
        SettingsError, match=r"sevalla:apiUrl .* must begin with https:// or http://"
    ):
        load({"sevalla:apiUrl": address}, HOME)


@pytest.mark.parametrize(
    "name", ["SEVALLA_POLL_INTERVAL", "SEVALLA_RETRY_SECONDS", "SEVALLA_REQUEST_SECONDS"]
)
@pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "inf", "1e999", "10s"])
def test_seconds_that_make_no_sense_are_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"{name}\)? must be a number of seconds above 0"):
        load({}, HOME | {name: value})


def test_an_interval_from_the_configuration_is_refused_as_well() -> None:
    with pytest.raises(SettingsError, match="number of seconds above 0, not 'often'"):
        load({"sevalla:pollInterval": "often"}, HOME)


def test_the_key_does_not_show_when_settings_are_printed() -> None:
    found = load({"sevalla:apiKey": "svl_secret"}, HOME)
    assert "svl_secret" not in f"{found} {found!r}"
