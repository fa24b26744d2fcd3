from pathlib import Path

import pytest

from sevalla_provider.resources.resource import Api
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
    assert found.intents == Path("/home/of/pulumi/sevalla/intents")


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


URLS = [
    (Api.SEVALLA, "sevalla:apiUrl", "SEVALLA_API_URL"),
    (Api.PRIVATE_CONNECT, "sevalla:privateConnectApiUrl", "PRIVATE_CONNECT_API_URL"),
]


@pytest.mark.parametrize(("api", "key", "variable"), URLS)
@pytest.mark.parametrize("address", [" https://API.test:443/v3/\n", "https://api.test/%763"])
def test_two_spellings_of_an_address_are_one(
    api: Api, key: str, variable: str, address: str
) -> None:
    """It tells the intents, and the file of limits, of one account from those of others."""
    assert load({key: address}, HOME).url(api) == "https://api.test/v3"
    assert load({}, HOME | {variable: address}).url(api) == "https://api.test/v3"


@pytest.mark.parametrize(("_api", "key", "variable"), URLS)
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://api.test/v3?debug", "'https://api.test/v3?…'"),
        ("https://api.test/v3#x", "'https://api.test/v3#…'"),
        ("https://user:pa55w0rd@api.test/v3", "'https://…@api.test/v3'"),
        ("https://user:pa55w0rd@api.test/v3?x", "'https://…@api.test/v3?…'"),
        ("user:pa55w0rd@api.test", "'…@api.test'"),
        ("https://", "'https://'"),
        ("https://api.test:99999", "'https://api.test:99999'"),
        ("https://api.test:abc", "'https://api.test:abc'"),
        ("https://a b", "'https://a b'"),
        ("https://a\x00b", r"'https://a\x00b'"),
        ("http://api.test/v3", "'http://api.test/v3'"),
        ("sevalla", "'sevalla'"),
    ],
)
def test_a_wrong_address_is_told_by_its_name_and_value_without_a_password(
    _api: Api, key: str, variable: str, address: str, shown: str
) -> None:
    for configuration, environment in (({key: address}, {}), ({}, {variable: address})):
        with pytest.raises(SettingsError) as caught:
            load(configuration, HOME | environment)
        text = str(caught.value)
        assert text.startswith(f"{key} (or {variable}) must ")
        assert text.endswith(f", not {shown}")
        assert "pa55w0rd" not in text


@pytest.mark.parametrize("key", ["svl_5ecre7-5ecre7-5ecre7", "pc_0123456789abcdef0123"])
def test_a_key_in_the_place_of_the_address_is_not_shown(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load({}, HOME | {"SEVALLA_API_URL": key})
    assert key not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "allowed"),
    [("1", True), (" 1\n", True), ("", False), ("0", False), ("no", False), (None, False)],
)
def test_a_key_goes_in_clear_to_another_machine_only_where_that_is_set(
    said: str | None, allowed: bool
) -> None:
    environment = HOME | {"SEVALLA_API_URL": "http://emulator:8787/v3"}
    if said is not None:
        environment["SEVALLA_ALLOW_HTTP"] = said
    if allowed:
        assert load({}, environment).url() == "http://emulator:8787/v3"
    else:
        with pytest.raises(SettingsError, match="SEVALLA_ALLOW_HTTP=1"):
            load({}, environment)


@pytest.mark.parametrize("path", ["", "/v2", "/", "/somewhere/else", "/v3/v3"])
def test_whether_the_path_is_right_is_not_for_us_to_say(path: str) -> None:
    assert load({"sevalla:apiUrl": f"https://api.test{path}"}, HOME).url().startswith("https://")


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_blank_is_as_good_as_nothing(blank: str) -> None:
    environment = HOME | {"SEVALLA_API_KEY": "svl_key", "SEVALLA_API_URL": "https://api.test"}
    found = load({"sevalla:apiKey": blank, "sevalla:apiUrl": blank}, environment)
    assert (found.key(), found.url()) == ("svl_key", "https://api.test")
    assert load({}, HOME | {"SEVALLA_API_URL": blank}).url() == "https://api.sevalla.com/v3"


def test_a_user_without_a_home_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object = None) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", none)
    with pytest.raises(SettingsError, match="set PULUMI_HOME"):
        load({}, {})
    assert load({}, HOME).intents == Path("/home/of/pulumi/sevalla/intents")


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
