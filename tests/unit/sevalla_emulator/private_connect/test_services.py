import pytest

from sevalla_emulator.private_connect.services import connection_string, name_by_port


@pytest.mark.parametrize(
    ("port", "name"),
    [
        (5432, "postgres"),
        (3306, "mysql"),
        (6379, "redis"),
        (27_017, "mongodb"),
        (9200, "elasticsearch"),
        (3000, "web"),
        (8080, "api"),
        (443, "https"),
        (80, "http"),
        (4321, "service-4321"),
    ],
)
def test_a_tunnel_without_a_name_is_named_by_its_port(port: int, name: str) -> None:
    assert name_by_port(port) == name


@pytest.mark.parametrize(
    ("port", "protocol", "string"),
    [
        (5432, "tcp", "postgres://localhost:9/postgres"),
        (3306, "auto", "mysql://localhost:9"),
        (6379, "tcp", "redis://localhost:9"),
        (27_017, "tcp", "mongodb://localhost:9"),
        (8080, "http", "http://localhost:9"),
        (8443, "https", "https://localhost:9"),
        (80, "auto", "http://localhost:9"),
        (443, "auto", "https://localhost:9"),
        (80, "tcp", "tcp://localhost:9"),
        (8080, "auto", "tcp://localhost:9"),
        (5432, "http", "postgres://localhost:9/postgres"),
        (53, "udp", "tcp://localhost:9"),
    ],
)
def test_a_connection_string_is_chosen_by_port_then_by_protocol(
    port: int, protocol: str, string: str
) -> None:
    assert connection_string(port, protocol, 9) == string
