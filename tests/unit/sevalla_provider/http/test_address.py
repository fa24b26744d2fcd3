"""One form of every address, and a reason for what is none."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevalla_provider.http.address import (
    BadAddress,
    is_loopback,
    normal_address,
    without_secrets,
)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.sevalla.com/v3",
        "https://api.privateconnect.co",
        "http://127.0.0.1:8787/v3",
        "http://127.0.0.1:8787/private-connect",
        "http://localhost:8787/v3",
        "http://[::1]:8787/v3",
        "https://api.test:8443/a/b-c_d.e~f",
    ],
)
def test_an_ordinary_address_is_what_it_always_was(address: str) -> None:
    """It is in the intents and limit files of earlier versions."""
    assert normal_address(address) == address == address.rstrip("/")


@pytest.mark.parametrize(
    ("spelled", "normal"),
    [
        (" https://api.test/v3", "https://api.test/v3"),
        ("https://api.test/v3 \r\n", "https://api.test/v3"),
        ("\u00a0https://api.test/v3\t", "https://api.test/v3"),
        ("https://api.test/v3///", "https://api.test/v3"),
        ("https://api.test/", "https://api.test"),
        ("HTTPS://API.Test/V3", "https://api.test/V3"),
        ("https://api.test:443/v3", "https://api.test/v3"),
        ("https://api.test:0443/v3", "https://api.test/v3"),
        ("https://api.test:/v3", "https://api.test/v3"),
        ("https://api.test:80/v3", "https://api.test:80/v3"),
        ("http://localhost:80", "http://localhost"),
        ("http://LocalHost.:8787/v3", "http://localhost:8787/v3"),
        ("https://api.test./v3", "https://api.test/v3"),
        ("http://[0:0:0:0:0:0:0:1]:8787/v3", "http://[::1]:8787/v3"),
        ("https://[FD00::00AB]/v3", "https://[fd00::ab]/v3"),
        ("https://bücher.test/v3", "https://xn--bcher-kva.test/v3"),
        ("https://BÜCHER.test/v3", "https://xn--bcher-kva.test/v3"),
        ("https://xn--bcher-kva.test/v3", "https://xn--bcher-kva.test/v3"),
        ("https://api.test/%76%33", "https://api.test/v3"),
        ("https://api.test/a%2fb%c3%a4", "https://api.test/a%2Fb%C3%A4"),
        ("https://api.test/ä", "https://api.test/%C3%A4"),
        ("https://api.test/x/../v3/.", "https://api.test/v3"),
        ("https://api.test/x/%2e%2E/v3", "https://api.test/v3"),
        ("https://api.test/../../v3", "https://api.test/v3"),
    ],
)
def test_two_spellings_are_one_address(spelled: str, normal: str) -> None:
    assert normal_address(spelled) == normal
    assert str(httpx.URL(normal)) in (normal, f"{normal}/")


@given(st.text(st.sampled_from("aZ09.-_~%2eE/:@[]ä \\;+"), max_size=20))
def test_a_normal_form_is_its_own_normal_form_and_goes_out_as_it_is(rest: str) -> None:
    try:
        found = normal_address(f"https://api.test/{rest}")
    except BadAddress:
        return
    assert normal_address(found) == found
    sent = httpx.URL(f"{found}/things")
    assert str(sent) == f"{found}/things"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "must begin with https:// or http://"),
        ("api.test/v3", "must begin with https:// or http://"),
        ("localhost:8787", "must begin with https:// or http://"),
        ("//api.test", "must begin with https:// or http://"),
        ("https:/api.test", "must begin with https:// or http://"),
        ("ftp://api.test", "must begin with https:// or http://"),
        ("https://api.test /v3", "no blanks"),
        ("https://api.test/v 3", "no blanks"),
        ("https://api.test/v3\n/x", "no blanks and no control characters"),
        ("https://api.test/\x7f", "no control characters"),
        ("https://api.test/\u202ev3", "no control characters"),
        ("https://api.test/\udcff", "no control characters"),
        ("https://api.test/v3?", "no query"),
        ("https://api.test/v3?debug=1", "no query"),
        ("https://api.test?debug", "no query"),
        ("https://api.test/v3#", "no fragment"),
        ("https://user@api.test/v3", "no user and no password"),
        ("https://@api.test/v3", "no user and no password"),
        ("https://user:word@api.test/v3", "no user and no password"),
        ("https://", "must name a host"),
        ("https:///v3", "must name a host"),
        ("https://:8443/v3", "must name a host"),
        ("https://.", "must name a host"),
        ("https://.test", "must name a host"),
        ("https://a..test", "must name a host"),
        ("https://-a.test", "must name a host"),
        ("https://api,test", "must name a host"),
        ("https://api%2etest", "must name a host"),
        ("https://api.test\\v3", "must name a host"),
        (f"https://{'a' * 64}.test", "must name a host"),
        (f"https://{'a.' * 130}test", "must name a host"),
        ("https://ä\u2028b", "no blanks"),
        ("https://☃\u200d.test", "no control characters"),
        ("https://☃.test", "must name a host"),
        ("https://127.1", "must name a host"),
        ("https://1.2.3.256", "must name a host"),
        ("https://0x7f.1", "must name a host"),
        ("https://2130706433", "must name a host"),
        ("https://[::1", "must name a host"),
        ("https://[]", "must name a host"),
        ("https://[::g]", "must name a host"),
        ("https://[::1]x", "must name a host"),
        ("https://[fe80::1%25eth0]", "must name a host"),
        ("https://[fe80::1%eth0]", "without a zone"),
        ("https://::1/v3", "must name a host"),
        ("https://api.test:99999", "must have a port from 1 to 65535"),
        ("https://api.test:65536", "must have a port from 1 to 65535"),
        ("https://api.test:0", "must have a port from 1 to 65535"),
        ("https://api.test:abc", "must have a port from 1 to 65535"),
        ("https://api.test:-1", "must have a port from 1 to 65535"),
        ("https://api.test:8_0", "must have a port from 1 to 65535"),
        ("https://api.test:٨٠", "must have a port from 1 to 65535"),
        ("https://api.test:80:80", "must have a port from 1 to 65535"),
    ],
)
def test_what_is_no_address_is_refused_by_saying_why(address: str, reason: str) -> None:
    with pytest.raises(BadAddress) as caught:
        normal_address(address)
    assert reason in str(caught.value)


HERE = ["127.0.0.1", "127.8.9.10", "[::1]", "localhost", "LOCALHOST", "api.localhost", "localhost."]
ELSEWHERE = [
    "api.sevalla.com",
    "emulator:8787",
    "0.0.0.0",
    "10.0.0.1",
    "192.168.1.1",
    "128.0.0.1",
    "[fd00::1]",
    "[::]",
    "localhost.test",
    "notlocalhost",
    "127.0.0.1.nip.io",
]


@pytest.mark.parametrize("host", HERE)
def test_a_key_goes_in_clear_to_this_machine(host: str) -> None:
    assert normal_address(f"http://{host}/v3").startswith("http://")


@pytest.mark.parametrize("host", ELSEWHERE)
def test_a_key_goes_to_another_machine_in_clear_only_where_somebody_says_so(host: str) -> None:
    with pytest.raises(BadAddress, match=r"in clear .*SEVALLA_ALLOW_HTTP=1"):
        normal_address(f"http://{host}/v3")
    assert normal_address(f"http://{host}/v3", allow_http=True) == f"http://{host}/v3"
    assert normal_address(f"https://{host}/v3") == f"https://{host}/v3"


def test_what_is_this_machine() -> None:
    assert is_loopback("::1")
    assert not is_loopback("::2")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://api.test/v3", "https://api.test/v3"),
        (" https://api.test/v3\n", "https://api.test/v3"),
        ("https://user:pa55@api.test/v3", "https://…@api.test/v3"),
        ("https://user:pa55#w@api.test", "https://…@api.test"),
        ("https://user:pa55@w/rd@api.test", "https://…@api.test"),
        ("http://user:p://pa55@proxy:1", "http://…@proxy:1"),
        ("user:pa55@proxy:3128", "…@proxy:3128"),
        ("https://api.test?token=pa55", "https://api.test?…"),
        ("https://api.test#pa55", "https://api.test#…"),
        ("https://api.test?", "https://api.test?"),
        ("socks5://pa55@", "socks5://…@"),
        ("", ""),
    ],
)
def test_no_password_of_an_address_is_shown(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


@given(st.text(st.sampled_from("ab:/?#@[]%"), max_size=12), st.text(st.sampled_from("/?#:a")))
def test_a_password_is_cut_out_whatever_is_around_it(before: str, after: str) -> None:
    assert "PASSWORD" not in without_secrets(f"https://{before}:PASSWORD@{after}")
