"""The example that users copy, run as it is: from nothing to live, by the dynamic way in."""

from collections.abc import Callable
from pathlib import Path

from tools.workbench.stack import Stack

from acceptance.yesterday import as_the_platform
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_emulator.testing import RunningEmulator

EXAMPLES = Path(__file__).parents[2] / "examples"
PASSWORD = "made-up-password"
SIZE = "5e5a11a0-0000-4000-8000-000000000002"


def test_the_environment_by_the_dynamic_way_in(
    emulator: RunningEmulator, new_stack: Callable[..., Stack]
) -> None:
    as_the_platform(emulator)
    stack = new_stack(EXAMPLES / "environment-dynamic")
    stack.configure(
        clusterId=CLUSTERS[0].id,
        resourceTypeId=SIZE,
        databaseResourceTypeId=DATABASE_RESOURCE_TYPES[0].id,
    )
    stack.configure_secrets(databasePassword=PASSWORD)
    made = stack.up().succeeded()
    assert len(made.changed) == 12
    there = emulator.control.objects()
    (shop,) = [each for each in there.applications if str(each["display_name"]).startswith("shop-")]
    own = [each for each in there.processes if each["app_id"] == shop.id]
    assert sorted(str(each["type"]) for each in own) == ["cron", "job", "web", "worker"]
    assert {each["status"] for each in there.tcp_proxies} == {"ready"}
    assert [each["status"] for each in there.deployments if each["app_id"] == shop.id] == [
        "success"
    ]
    (url,) = [each["value"] for each in there.env_vars if each["key"] == "DATABASE_URL"]
    (store,) = there.databases
    host, port = store["internal_hostname"], store["internal_port"]
    assert url == f"postgresql://shop:{PASSWORD}@{host}:{port}/shop"
    assert PASSWORD not in made.text
    assert "_verify.test.shop.example" in made.text  # of the DNS records
    ports = {str(each["external_port"]) for each in there.tcp_proxies}
    assert all(port in made.text for port in ports)
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()
    assert emulator.control.find(shop.id) is None
    assert emulator.control.objects().databases == []
