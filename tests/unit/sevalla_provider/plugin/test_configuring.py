from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.configuration import Configuration
from sevalla_provider.plugin import configuring
from sevalla_provider.plugin.configuring import NAMES, SECRETS
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import Settings
from unit.samples import Inputs
from unit.sevalla_provider.plugin.engine import LATER, got, secret, sent

VARIABLES = ("SEVALLA_API_KEY", "SEVALLA_API_URL", "SEVALLA_POLL_INTERVAL")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def checked(news: Inputs) -> tuple[Inputs, dict[str, str]]:
    response = configuring.check(pb.CheckRequest(news=sent(news)))
    return got(response.inputs), {each.property: each.reason for each in response.failures}


def compared(olds: Inputs, news: Inputs) -> tuple[bool, list[str]]:
    response = configuring.diff(pb.DiffRequest(olds=sent(olds), news=sent(news)))
    assert not response.replaces
    return response.changes == pb.DiffResponse.DIFF_SOME, list(response.diffs)


def settings(**args: Any) -> Settings:
    return configuring.settings(pb.ConfigureRequest(args=sent(args)))


def test_the_names_are_those_of_the_stack_s_configuration() -> None:
    assert set(NAMES) == {
        "apiKey",
        "apiUrl",
        "maxRateLimitWait",
        "pollInterval",
        "privateConnectApiKey",
        "privateConnectApiUrl",
    }
    assert set(SECRETS) == {"apiKey", "privateConnectApiKey"}
    assert len(NAMES) == len(Configuration.model_fields)


@pytest.mark.parametrize("name", SECRETS)
def test_a_key_is_made_secret_once(name: str) -> None:
    marked, failures = checked({name: "k-1", "pollInterval": 3})
    assert marked == {name: secret("k-1"), "pollInterval": 3}
    assert failures == {}
    assert checked(marked) == (marked, {})


def test_a_key_that_is_not_known_yet_stays_so() -> None:
    assert checked({"apiKey": LATER, "apiUrl": LATER, "pollInterval": LATER}) == (
        {"apiKey": secret(LATER), "apiUrl": LATER, "pollInterval": LATER},
        {},
    )


def test_a_configuration_that_says_nothing_is_left_as_it_is() -> None:
    assert checked({}) == ({}, {})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("apiKeys", "apiKey"),
        ("apikey", "apiKey"),
        ("apiUri", "apiUrl"),
        ("pollIntervall", "pollInterval"),
        ("privateConnectKey", "privateConnectApiKey"),
    ],
)
def test_a_slip_is_an_error_that_says_what_was_meant(name: str, meant: str) -> None:
    _, failures = checked({name: "value"})
    assert list(failures) == [name]
    assert f"did you mean `{meant}`?" in failures[name]
    assert "value" not in failures[name]


@pytest.mark.parametrize(
    "name", ["version", "pluginDownloadURL", "parameterization", "__internal", "pluginChecksums"]
)
def test_what_the_engine_adds_is_no_slip(name: str) -> None:
    assert checked({name: "x"}) == ({name: "x"}, {})


@pytest.mark.parametrize("interval", ["often", 0, -1, "0", "inf", "nan"])
def test_an_interval_that_is_none_is_an_error(interval: object) -> None:
    _, failures = checked({"pollInterval": interval})
    (reason,) = failures.values()
    assert "sevalla:pollInterval" in reason
    assert "a number of seconds above 0" in reason


def test_an_address_that_is_none_is_an_error() -> None:
    _, failures = checked({"apiUrl": "api.sevalla.com"})
    (reason,) = failures.values()
    assert "must begin with https://" in reason


def test_the_environment_has_no_say_in_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEVALLA_POLL_INTERVAL", "often")
    assert checked({"apiKey": secret("k-1")})[1] == {}


def test_a_missing_key_is_no_error_yet() -> None:
    assert settings().keys[Api.SEVALLA] == ""


@pytest.mark.parametrize("interval", [3, 3.0, "3", secret("3")])
def test_every_way_of_writing_a_number_is_read(interval: object) -> None:
    assert settings(apiKey=secret("k-1"), pollInterval=interval).poll_interval == 3.0


def test_a_key_that_looks_like_a_number_is_what_was_written() -> None:
    assert settings(apiKey=secret(12345)).key() == "12345"


def test_settings_come_from_the_configuration_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEVALLA_API_KEY", "from the environment")
    monkeypatch.setenv("SEVALLA_API_URL", "https://environment.test")
    found = settings(apiKey=secret("k-1"), apiUrl=None)
    assert (found.key(), found.url()) == ("k-1", "https://environment.test")


def test_a_setting_that_is_not_known_yet_is_as_good_as_none() -> None:
    found = settings(apiKey=secret(LATER), pollInterval=LATER)
    assert (found.keys[Api.SEVALLA], found.poll_interval) == ("", 10.0)


def test_what_may_go_in_clear_is_said_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    news = {"apiUrl": "http://emulator:8787/v3"}
    _, failures = checked(news)
    assert "SEVALLA_ALLOW_HTTP=1" in "".join(failures.values())
    with pytest.raises(Failed, match="SEVALLA_ALLOW_HTTP=1"):
        settings(**news)
    monkeypatch.setenv("SEVALLA_ALLOW_HTTP", "1")
    assert checked(news) == (news, {})
    assert settings(**news).url() == "http://emulator:8787/v3"


def test_settings_that_make_no_sense_are_a_failure() -> None:
    with pytest.raises(Failed, match="sevalla:pollInterval"):
        settings(pollInterval="often")


@pytest.mark.parametrize(
    ("olds", "news", "names"),
    [
        ({}, {}, []),
        ({"apiKey": secret("a")}, {"apiKey": secret("a")}, []),
        ({"apiKey": secret("a")}, {"apiKey": secret("b")}, ["apiKey"]),
        ({"pollInterval": 3}, {"apiUrl": "https://x"}, ["apiUrl", "pollInterval"]),
        ({"version": "1.0.0"}, {"version": "1.0.1"}, ["version"]),
    ],
)
def test_every_change_is_taken_and_none_replaces(
    olds: Inputs, news: Inputs, names: list[str]
) -> None:
    assert compared(olds, news) == (bool(names), names)
