"""Up, preview, change, removal and drift of each property, destroy: for each resource."""

from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.properties import LARGE, ROWS, process, proxy
from sevalla_emulator.testing import RunningEmulator

APPLICATIONS = len(ROWS)


def one_application_each(emulator: RunningEmulator) -> dict[str, str]:
    """An application for each property: there is only one web process in each."""
    applications = emulator.control.seed(applications=APPLICATIONS).applications
    return {row.name: each.id for row, each in zip(ROWS, applications, strict=True)}


def ids(stack: Stack) -> dict[str, str]:
    """The API's own ids, by the names in state."""
    return {name: each["id"].rpartition("/")[2] for name, each in stack.state().items()}


def patches(emulator: RunningEmulator) -> dict[str, object]:
    """Bodies of the PATCH requests since the log was cleared, by the object's id."""
    return {
        entry.path.rpartition("/")[2]: entry.body for entry in emulator.control.requests("PATCH")
    }


def test_each_property_of_a_process(emulator: RunningEmulator, stack: Stack) -> None:
    applications = one_application_each(emulator)
    control = emulator.control

    def program(values: dict[str, object]) -> Program:
        return {
            row.name: process(
                row.kind,
                applications[row.name],
                **({row.name: values[row.name]} if row.name in values else {}),
            )
            for row in ROWS
        }

    # Up, and nothing left to do, with and without a look at the API.
    first = program({row.name: row.one for row in ROWS})
    stack.up(first).succeeded()
    process_ids = ids(stack)
    control.clear_log()
    assert stack.up().succeeded().changed == {}
    assert stack.preview().succeeded().changed == {}
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.drift().succeeded()
    assert control.counters().writes == 0

    # Each property changed alone: an update, whose PATCH carries that property alone.
    control.clear_log()
    changed = stack.up(program({row.name: row.other for row in ROWS})).succeeded()
    assert changed.changed == {f"Process {row.name}": "update" for row in ROWS}
    assert patches(emulator) == {
        process_ids[f"Process {row.name}"]: {row.name: row.patched or row.other} for row in ROWS
    }
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    # Each changed behind Pulumi's back: found by name, healed by the next up.
    for row in ROWS:
        other = row.one if row.drifted == row.other else row.drifted
        control.change_object(process_ids[f"Process {row.name}"], {row.name: other})
    drift = stack.drift()
    assert drift.code == 7, drift.text
    assert drift.steps == {f"Process {row.name}": "update" for row in ROWS}
    control.clear_log()
    stack.refresh().succeeded()
    stack.up().succeeded()
    assert set(patches(emulator)) == set(process_ids.values())
    assert all(len(body) == 1 for body in patches(emulator).values())  # type: ignore[arg-type]
    stack.drift().succeeded()

    # Each optional property removed: back to what its absence means.
    control.clear_log()
    kept = {row.name: row.other for row in ROWS if row.required}
    stack.up(program(kept)).succeeded()
    assert patches(emulator) == {
        process_ids[f"Process {row.name}"]: {row.name: row.unset[0]} for row in ROWS if row.unset
    }
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    stack.drift().succeeded()

    stack.destroy().succeeded()
    assert control.objects().processes == []


def test_what_the_server_chooses_is_no_drift(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"web": process("web", app_id)}).succeeded()
    (web,) = emulator.control.objects().processes
    emulator.control.change_object(
        web.id,
        {
            "entrypoint": "chosen",
            "port": 1234,
            "is_ingress_enabled": False,
            "ingress_protocol": "grpc",
            "cpu_limit": 1,
            "memory_limit": 2,
            "key": "another",
            "internal_hostname": "elsewhere",
            "resource_type_name": "renamed",
            "updated_at": "2030-01-01T00:00:00Z",
            "news": "from the future",
        },
    )
    stack.drift().succeeded()
    stack.refresh().succeeded()
    assert stack.preview().succeeded().changed == {}


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
    assert stack.preview(None, "--refresh").succeeded().changed == {}


def test_sizes_are_changed_in_place(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    stack.up({"web": process("web", app_id)}).succeeded()
    stack.up({"web": process("web", app_id, resource_type_id=LARGE)}).succeeded()
    (web,) = emulator.control.objects().processes
    assert web["resource_type_id"] == LARGE
