"""Domain: what plan time refuses, and what the API's answers are read as."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.applications.domain import DOMAIN
from sevalla_provider.resources.domains import normalize_response, progress
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, Inputs


def pem(label: str, body: str = "MIIB" * 20) -> str:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


CERTIFICATE, KEY = pem("CERTIFICATE"), pem("PRIVATE KEY")
PAIR: Inputs = {"custom_ssl_cert": CERTIFICATE, "custom_ssl_key": KEY}
SECRET = "c2VjcmV0"


def refused(**inputs: Any) -> dict[str, str]:
    said = {"app_id": APP, "domain_name": "shop.example", **inputs}
    return {each.where(): each.reason for each in check(DOMAIN.inputs, said).failures}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("*.shop.example", "without it"),
        ("https://shop.example", "a name alone"),
        ("shop.example/path", "a name alone"),
        ("shop.example:443", "a name alone"),
        ("bücher.example", "xn--"),
        ("", "the name of a host"),
        ("localhost", "the name of a host"),
        ("shop.example.", "the name of a host"),
        (".shop.example", "the name of a host"),
        ("shop..example", "the name of a host"),
        ("-shop.example", "the name of a host"),
        ("shop-.example", "the name of a host"),
        ("my_shop.example", "the name of a host"),
        ("shop .example", "the name of a host"),
        ("shop.example\n", "the name of a host"),
        ("192.0.2.1", "the name of a host"),
        (f"{'x' * 64}.example", "the name of a host"),
        (f"{'x.' * 125}example", "the name of a host"),
        (5, "a string"),
    ],
)
def test_a_name_that_is_none_is_refused(name: object, word: str) -> None:
    """Peer row 7: not one validator."""
    (place, reason), *others = refused(domain_name=name).items()
    assert (place, others) == ("domain_name", [])
    assert word in reason


@pytest.mark.parametrize(
    ("pair", "place", "word"),
    [
        ({**PAIR, "custom_ssl_cert": "a.pem"}, "custom_ssl_cert", "in PEM"),
        ({**PAIR, "custom_ssl_cert": KEY}, "custom_ssl_cert", "certificates"),
        ({**PAIR, "custom_ssl_cert": f"{CERTIFICATE}{KEY}"}, "custom_ssl_cert", "nothing else"),
        ({**PAIR, "custom_ssl_cert": f"x{CERTIFICATE}"}, "custom_ssl_cert", "in PEM"),
        ({**PAIR, "custom_ssl_cert": CERTIFICATE[:-20]}, "custom_ssl_cert", "in PEM"),
        ({**PAIR, "custom_ssl_cert": pem("CERTIFICATE", "MII")}, "custom_ssl_cert", "in PEM"),
        ({**PAIR, "custom_ssl_cert": ""}, "custom_ssl_cert", "in PEM"),
        ({**PAIR, "custom_ssl_cert": ["x"]}, "custom_ssl_cert", "a string"),
        ({**PAIR, "custom_ssl_key": CERTIFICATE}, "custom_ssl_key", "a private key"),
        ({**PAIR, "custom_ssl_key": KEY + KEY}, "custom_ssl_key", "once"),
        ({**PAIR, "custom_ssl_key": pem("PUBLIC KEY")}, "custom_ssl_key", "a private key"),
        ({**PAIR, "custom_ssl_key": pem("ENCRYPTED PRIVATE KEY")}, "custom_ssl_key", "encrypted"),
        ({**PAIR, "custom_ssl_key": SECRET}, "custom_ssl_key", "in PEM"),
        ({"custom_ssl_cert": CERTIFICATE}, "custom_ssl_key", "is required beside"),
        ({"custom_ssl_key": KEY}, "custom_ssl_key", "`custom_ssl_cert` is required"),
    ],
)
def test_a_certificate_that_is_none_is_refused(pair: Inputs, place: str, word: str) -> None:
    told = refused(**pair)
    assert list(told) == [place]
    assert word in told[place]
    assert SECRET not in told[place]


@pytest.mark.parametrize("name", ["is_wildcard", "is_primary", "is_enabled", "wait_until_active"])
def test_what_is_true_or_false_is_nothing_else(name: str) -> None:
    assert "must be true or false" in refused(**{name: "yes"})[name]


@pytest.mark.parametrize(
    "allowed",
    [
        {},
        {"domain_name": "a.b.shop.example"},
        {"domain_name": "xn--bcher-kva.example"},
        {"domain_name": "1.2.example"},
        PAIR,
        {**PAIR, "custom_ssl_cert": CERTIFICATE * 3},
        {**PAIR, "custom_ssl_key": pem("EC PRIVATE KEY")},
        {**PAIR, "custom_ssl_key": pem("RSA PRIVATE KEY").replace("\n", "\r\n")},
        {**PAIR, "custom_ssl_cert": UNKNOWN},
        {**PAIR, "custom_ssl_key": UNKNOWN},
        {"custom_ssl_key": KEY, "custom_ssl_cert": UNKNOWN},
    ],
)
def test_what_is_allowed_is_not_refused(allowed: Inputs) -> None:
    assert refused(**allowed) == {}


def test_spellings_of_the_same_are_the_same() -> None:
    said = {"app_id": APP, "domain_name": "SHOP.Example", **PAIR}
    said["custom_ssl_key"] = f"\n{KEY.replace(chr(10), chr(13) + chr(10))}\n"
    normal = check(DOMAIN.inputs, said).inputs
    assert normal["domain_name"] == "shop.example"
    assert normal["custom_ssl_key"] == KEY


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ({"name": "shop.example"}, {"domain_name": "shop.example"}),
        ({"name": "*.shop.example"}, {"domain_name": "shop.example"}),
        ({"status": "active", "type": "system"}, {"status": "ACTIVE", "type": "SYSTEM"}),
        ({"name": None, "status": None}, {"status": None}),
    ],
)
def test_an_answer_is_read_as_the_program_says_it(shown: Inputs, read: Inputs) -> None:
    told = normalize_response(shown)
    assert {name: told[name] for name in read} == read
    assert ("domain_name" in told) == ("domain_name" in read)


@pytest.mark.parametrize("errors", [None, [], "text", {"code": [1, {"deep": True}]}, [None], 4.5])
@pytest.mark.parametrize("records", [None, [], [{"type": "A"}], [{"value": None, "ttl": 60}]])
def test_errors_and_records_of_any_shape_are_read(errors: object, records: object) -> None:
    found = DOMAIN.read_model.model_validate({"id": "x", "errors": errors, "dns_records": records})
    assert progress(found).startswith("DNS records looked for: ") == bool(records)
