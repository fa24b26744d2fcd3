"""What a target's port tells: names and connection strings.

Source: `docs/contract/private-connect.md`, Tunnels and Connect.
"""

_NAMES = {
    5432: "postgres",
    3306: "mysql",
    6379: "redis",
    27_017: "mongodb",
    9200: "elasticsearch",
    3000: "web",
    8080: "api",
    443: "https",
    80: "http",
}
_CONNECTION_STRINGS = {
    5432: "postgres://localhost:{port}/postgres",
    3306: "mysql://localhost:{port}",
    6379: "redis://localhost:{port}",
    27_017: "mongodb://localhost:{port}",
}
_SCHEMES = {443: "https", 80: "http"}


def name_by_port(target_port: int) -> str:
    """Return the name of a tunnel that was given none."""
    return _NAMES.get(target_port, f"service-{target_port}")


def connection_string(target_port: int, protocol: str, local_port: int) -> str:
    """Return what a client of the service is told to connect to.

    The port goes before the protocol; ``auto`` is http(s) at the ports that are known for it.
    """
    scheme = protocol if protocol in {"http", "https"} else "tcp"
    if protocol == "auto":
        scheme = _SCHEMES.get(target_port, "tcp")
    form = _CONNECTION_STRINGS.get(target_port, f"{scheme}://localhost:{{port}}")
    return form.format(port=local_port)
