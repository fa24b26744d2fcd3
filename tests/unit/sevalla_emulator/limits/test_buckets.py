import pytest

from sevalla_emulator.limits.buckets import charges_by_service

APP = "/applications/a"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", APP, {"read": ""}),
        ("GET", "/resources/clusters", {"read": ""}),
        ("POST", f"{APP}/processes", {"write": ""}),
        ("POST", f"{APP}/tcp-proxies", {"write": ""}),
        ("PATCH", f"{APP}/processes/p", {"write": "", "mutation": "a"}),
        ("DELETE", f"{APP}/processes/p", {"write": "", "mutation": "a"}),
        ("DELETE", f"{APP}/tcp-proxies/t", {"write": "", "mutation": "a"}),
        ("PUT", APP, {"write": "", "mutation": "a"}),
        ("DELETE", APP, {"write": "", "mutation": "a"}),
        ("POST", f"{APP}/deployments", {"write": "", "deployment": "a"}),
        ("POST", f"{APP}/deployments/rollback", {"write": "", "deployment": "a"}),
        ("GET", f"{APP}/deployments/b/logs", {"read": "", "logs": ""}),
        ("POST", "/applications", {"write": "", "creation": ""}),
        ("GET", f"{APP}/logs", {"read": "", "logs": ""}),
        ("GET", f"{APP}/processes/p/logs", {"read": "", "logs": ""}),
        ("GET", f"{APP}/runtime-logs", {"read": "", "logs": ""}),
        ("GET", f"{APP}/access-logs", {"read": "", "logs": ""}),
        ("PUT", "/applications/global-env-vars/v", {"write": ""}),
        ("POST", "/applications/global-env-vars", {"write": ""}),
        (
            "DELETE",
            "/applications/global-env-varsity",
            {"write": "", "mutation": "global-env-varsity"},
        ),
        ("OPTIONS", APP, {}),
    ],
)
def test_a_request_falls_in(method: str, path: str, expected: dict[str, str]) -> None:
    charges = charges_by_service(["/applications"])

    assert {one.bucket: one.service for one in charges(method, path)} == expected
