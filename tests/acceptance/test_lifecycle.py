"""What happens between resources of one stack, and to what is gone. Each property is tried in
`test_families`.
"""

from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.properties import process, proxy
from acceptance.quick_stack import QUICKLY
from sevalla_emulator.testing import RunningEmulator


def ids(stack: Stack) -> dict[str, str]:
    """The API's own ids, by the names in state."""
    return {name: each["id"].rpartition("/")[2] for name, each in stack.state().items()}


def test_changes_that_replace(emulator: RunningEmulator, stack: Stack) -> None:
    one, other = (each.id for each in emulator.control.seed(applications=2).applications)
    stack.up(
        {
            "kind": process("worker", one),
            "place": process("worker", one),
            "web": process("web", one, port=8080),
            "proxy": proxy(one, "kind"),
            "moved": proxy(one, "web"),
        }
    ).succeeded()
    before = ids(stack)

    changed = stack.up(
        {
            "kind": process("job", one),
            "place": process("worker", other),
            "web": process("web", one, port=8081),
            "proxy": proxy(one, "kind"),
            "moved": proxy(one, "web", port=8081),
        }
    ).succeeded()
    assert changed.changed == {
        "Process kind": "replace",
        "Process place": "replace",
        "Process web": "update",
        "TcpProxy proxy": "replace",
        "TcpProxy moved": "replace",
    }
    after = ids(stack)
    assert {name for name in after if after[name] == before[name]} == {"Process web"}
    there = emulator.control.objects()
    assert {each.id for each in [*there.processes, *there.tcp_proxies]} == set(after.values())
    assert stack.preview(None, "--refresh").succeeded().changed == {}


def test_a_replacement_by_force_right_after_the_create(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    """To the provider it is a create like any other: it must not take over what it replaces."""
    program: Program = {"one": process("worker", app_id), "other": process("worker", app_id)}
    stack.up(program).succeeded()
    before = ids(stack)
    urn = stack.state()["Process one"]["urn"]
    changed = stack.up(None, "--replace", urn).succeeded()
    assert changed.changed == {"Process one": "replace"}
    after = ids(stack)
    assert after["Process one"] != before["Process one"]
    assert after["Process other"] == before["Process other"]
    assert {each.id for each in emulator.control.objects().processes} == set(after.values())


def test_an_update_in_place_is_no_replacement_of_its_proxies(stack: Stack, app_id: str) -> None:
    program = {"web": process("web", app_id), "proxy": proxy(app_id, "web")}
    stack.up(program).succeeded()
    program["web"]["props"]["display_name"] = "Renamed"
    assert stack.preview(program).succeeded().changed == {"Process web": "update"}


def test_gone_behind_the_back(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    program = {
        "web": process("web", app_id),
        "worker": process("worker", app_id),
        "proxy": proxy(app_id, "web"),
        "kept": proxy(app_id, "web", port=9000),
    }
    stack.up(program).succeeded()
    lost = ids(stack)
    emulator.control.remove_object(lost["Process worker"])
    emulator.control.remove_object(lost["TcpProxy proxy"])

    drift = stack.drift()
    assert drift.code == 7, drift.text
    assert drift.changed == {"Process worker": "delete", "TcpProxy proxy": "delete"}

    stack.refresh().succeeded()
    healed = stack.up().succeeded()
    assert healed.changed == {"Process worker": "create", "TcpProxy proxy": "create"}
    stack.drift().succeeded()
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []
    assert emulator.control.objects().tcp_proxies == []


def test_outputs_reach_the_program(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    stack.up({"web": process("web", app_id), "proxy": proxy(app_id, "web")}).succeeded()
    (proxy_there,) = emulator.control.objects().tcp_proxies
    outputs = stack.state()["TcpProxy proxy"]["outputs"]
    assert outputs["externalPort"] == proxy_there["external_port"]
    assert outputs["hostname"] == proxy_there["hostname"]
    assert outputs["status"] == "ready"
    assert outputs["tcpProxyId"] == proxy_there.id
    (web,) = emulator.control.objects().processes
    assert proxy_there["process_id"] == web.id
    assert stack.state()["Process web"]["outputs"]["cpuLimit"] == web["cpu_limit"]


@QUICKLY
def test_ten_proxies_wait_by_one_list_a_poll(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    emulator.control.change_settings(provisioning={"seconds": 2})
    names = [f"proxy{number}" for number in range(10)]
    stack.environment["SEVALLA_POLL_INTERVAL"] = "1"
    program = {"web": process("web", app_id)}
    program |= {name: proxy(app_id, "web", port) for port, name in enumerate(names, start=9000)}
    stack.up(program).succeeded()
    route = "GET /applications/{app_id}/tcp-proxies"
    routes = emulator.control.counters().routes
    singles = routes.get(f"{route}/{{tcp_proxy_id}}")
    looks = routes[route].requests + (singles.requests if singles else 0)
    # The host makes four at a time: three rounds of three looks, and a list before each POST.
    assert looks <= 22


@QUICKLY
def test_a_process_is_posted_and_patched_only_where_it_differs(
    emulator: RunningEmulator, stack: Stack
) -> None:
    applications = [each.id for each in emulator.control.seed(applications=3).applications]
    stack.up(
        {
            "asked": process("web", applications[0], ingress_protocol="grpc"),
            "same": process("web", applications[1], is_ingress_enabled=True),
            "silent": process("web", applications[2]),
        }
    ).succeeded()
    assert [entry.body for entry in emulator.control.requests("PATCH")] == [
        {"ingress_protocol": "grpc"}
    ]
    assert stack.up(None, "--refresh").succeeded().changed == {}
