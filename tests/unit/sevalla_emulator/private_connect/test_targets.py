import pytest
from pydantic import JsonValue, TypeAdapter, ValidationError

from sevalla_emulator.private_connect.targets import Target, on_this_machine, parts
from sevalla_emulator.relaying import Endpoint

_TARGET: TypeAdapter[Target] = TypeAdapter(Target)


@pytest.mark.parametrize(
    ("given", "host", "port"),
    [
        ("localhost:5432", "localhost", 5432),
        ("db.internal:1", "db.internal", 1),
        ("10.0.0.5:65535", "10.0.0.5", 65_535),
        ("[::1]:80", "::1", 80),
        ("[2001:db8::a]:80", "2001:db8::a", 80),
        ({"host": "localhost", "port": 5432}, "localhost", 5432),
        ({"host": "::1", "port": 80.0}, "::1", 80),
    ],
)
def test_a_target_is_text_or_parts(given: JsonValue, host: str, port: int) -> None:
    assert parts(_TARGET.validate_python(given)) == (host, port)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "localhost",
        "localhost:",
        ":80",
        "localhost:0",
        "localhost:65536",
        "localhost:80x",
        "http://localhost:80",
        "local host:80",
        "::1:80",
        "[::1]",
        "[nonsense]:80",
        "[1.2.3.4]:80",
        80,
        None,
        [],
        {},
        {"host": "localhost"},
        {"port": 80},
        {"host": "", "port": 80},
        {"host": "a b", "port": 80},
        {"host": "[::1]", "port": 80},
        {"host": "localhost:80", "port": 80},
        {"host": "localhost", "port": "80"},
        {"host": "localhost", "port": 0},
        {"host": "localhost", "port": 80, "path": "/"},
    ],
)
def test_anything_else_is_no_target(given: JsonValue) -> None:
    with pytest.raises(ValidationError):
        _TARGET.validate_python(given)


@pytest.mark.parametrize(
    ("host", "reached"),
    [
        ("localhost", "localhost"),
        ("127.0.0.2", "127.0.0.2"),
        ("::1", "::1"),
        ("db.internal", "127.0.0.1"),
        ("10.0.0.5", "127.0.0.1"),
        ("2001:db8::a", "127.0.0.1"),
    ],
)
def test_nothing_is_reached_outside_this_machine(host: str, reached: str) -> None:
    assert on_this_machine(host, 80) == Endpoint(reached, 80)
