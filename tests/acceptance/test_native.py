"""What the plugin alone can do."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import yaml
from tools.workbench.stack import Stack

from acceptance.leaks import holders
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import SMALL, process, proxy
from acceptance.tunnels import connection, tunnel
from acceptance.yesterday import as_the_platform
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE


def unnamed(app_id: str, **props: Any) -> Any:
    declared = process("worker", app_id, **props)
    del declared["props"]["display_name"]
    return declared


def extend(stack: Stack, **more: Any) -> None:
    """Add to the project file, which is the program as well."""
    path = stack.work / "Pulumi.yaml"
    path.write_text(json.dumps(yaml.safe_load(path.read_text()) | more))


def test_what_is_not_named_gets_a_name_and_keeps_it(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"mine": unnamed(app_id)}).succeeded()
    (made,) = emulator.control.objects().processes
    assert re.fullmatch(r"mine-[0-9a-f]{7}", str(made["display_name"]))
    assert stack.up({"mine": unnamed(app_id, port=4000)}).succeeded().changed == {
        "Process mine": "update"
    }
    (kept,) = emulator.control.objects().processes
    assert kept["display_name"] == made["display_name"]


def test_the_engine_may_configure_names(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    (stack.work / "Pulumi.test.yaml").write_text(
        "encryptionsalt: "
        + yaml.safe_load((stack.work / "Pulumi.test.yaml").read_text())["encryptionsalt"]
        + "\nconfig:\n  pulumi:autonaming:\n    pattern: ${name}-of-${stack}\n"
    )
    stack.up({"mine": unnamed(app_id)}).succeeded()
    (made,) = emulator.control.objects().processes
    assert made["display_name"] == "mine-of-test"


def test_without_automatic_names_a_name_is_asked_for(stack: Stack, app_id: str) -> None:
    stack.pulumi("config", "set", "--path", "pulumi:autonaming.mode", "disabled").succeeded()
    assert "`displayName` is required" in stack.preview({"mine": unnamed(app_id)}).failed().text


def test_a_preview_knows_what_an_update_leaves_as_it_is(stack: Stack, app_id: str) -> None:
    program = {"web": process("web", app_id), "proxy": proxy(app_id, "web")}
    preview = stack.preview(program).succeeded()
    assert preview.changed == {"Process web": "create", "TcpProxy proxy": "create"}
    stack.up(program).succeeded()
    program["web"]["props"]["display_name"] = "Renamed"
    preview = stack.preview(program).succeeded()
    assert preview.changed == {"Process web": "update"}
    assert '~ displayName: "A web" => "Renamed"' in preview.text


def test_a_change_is_shown_where_it_is(stack: Stack, app_id: str) -> None:
    manual = {"type": "manual", "config": {"instance_count": 2}}
    more = {"type": "manual", "config": {"instance_count": 3}}
    stack.up({"one": process("worker", app_id, scaling_strategy=manual)}).succeeded()
    shown = stack.preview({"one": process("worker", app_id, scaling_strategy=more)}).succeeded()
    assert "~ instanceCount: 2 => 3" in shown.text
    assert "type" not in shown.text.partition("scalingStrategy")[2]


def test_ignored_changes_stay(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    program = {"one": process("worker", app_id, port=4000)}
    program["one"]["options"] = {"ignore_changes": ["port"]}
    stack.up(program).succeeded()
    (made,) = emulator.control.objects().processes
    emulator.control.change_object(made.id, {"port": 5000})
    program["one"]["props"]["port"] = 6000
    assert stack.up(program, "--refresh").succeeded().changed == {}
    program["one"]["props"]["display_name"] = "Renamed"
    stack.up(program).succeeded()
    (kept,) = emulator.control.objects().processes
    assert (kept["port"], kept["display_name"]) == (5000, "Renamed")


def test_a_rotated_key_replaces_nothing_and_takes_effect_at_once(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    program = {"one": process("worker", app_id)}
    stack.environment["SEVALLA_API_KEY"] = ""
    configure = ("config", "set", "--secret", "sevalla:apiKey")
    stack.pulumi(*configure, emulator.api_key).succeeded()
    stack.up(program).succeeded()
    program["one"]["props"]["port"] = 4000
    stack.pulumi(*configure, emulator.read_only_key).succeeded()
    assert "this API key may only read" in stack.up(program).failed().text
    stack.pulumi(*configure, emulator.api_key).succeeded()
    assert stack.up(program).succeeded().changed == {"Process one": "update"}
    for key in (emulator.api_key, emulator.read_only_key):
        assert holders(key, stack.folder) == []

    # From the environment: state holds none, so that every command sees the new one.
    stack.pulumi("config", "rm", "sevalla:apiKey").succeeded()
    stack.environment["SEVALLA_API_KEY"] = emulator.api_key
    assert stack.up().succeeded().changed == {}
    stack.environment["SEVALLA_API_KEY"] = "an-old-key"
    assert "status 401" in stack.drift().failed().text
    stack.environment["SEVALLA_API_KEY"] = emulator.read_only_key
    stack.drift().succeeded()
    for key in (emulator.api_key, emulator.read_only_key):
        assert holders(key, stack.folder) == []


def test_configuration_is_judged(stack: Stack, app_id: str) -> None:
    stack.pulumi("config", "set", "sevalla:apikey", "x").succeeded()
    stack.pulumi("config", "set", "sevalla:pollInterval", "soon").succeeded()
    outcome = stack.preview({"one": process("worker", app_id)}).failed()
    assert "did you mean `apiKey`?" in outcome.text
    assert "must be a number of seconds above 0, not 'soon'" in outcome.text


def test_functions(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    stack.up({"web": process("web", app_id), "proxy": proxy(app_id, "web")}).succeeded()
    ids = {name: kept["id"].rpartition("/")[2] for name, kept in stack.state().items()}
    of_web = {"appId": app_id, "processId": ids["Process web"]}
    of_proxy = {"appId": app_id, "tcpProxyId": ids["TcpProxy proxy"]}
    asked: dict[str, tuple[str, dict[str, Any], str]] = {
        "web": ("getProcess", of_web, "displayName"),
        "processes": ("getProcesses", {"appId": app_id}, "processes[0].processId"),
        "proxy_": ("getTcpProxy", of_proxy, "status"),
        "proxies": ("getTcpProxies", {"appId": app_id}, "tcpProxies[0].port"),
        "size": ("getProcessResourceTypes", {"name": "s1"}, "resourceTypes[0].id"),
        "fitting": ("getProcessResourceTypes", {"minCpu": 900}, "resourceTypes[0].name"),
        "applications": ("getApplications", {}, "applications[0].id"),
        "cluster": ("getClusters", {"name": "europe-west3"}, "clusters[0].location"),
    }
    outputs = {
        name: {
            "fn::invoke": {
                "function": f"sevalla:{function}",
                "arguments": arguments,
                "return": told.partition("[")[0],
            }
        }
        for name, (function, arguments, told) in asked.items()
    }
    extend(stack, outputs=outputs)
    stack.up().succeeded()
    told = json.loads(stack.pulumi("stack", "output", "--json").succeeded().text)
    assert told["web"] == "A web"
    assert [each["processId"] for each in told["processes"]] == [ids["Process web"]]
    assert told["processes"][0]["id"] == f"{app_id}/{ids['Process web']}"
    assert told["proxy_"] == "ready"
    assert [each["port"] for each in told["proxies"]] == [8080]
    assert [each["id"] for each in told["size"]] == [SMALL]
    assert told["fitting"][0]["name"] == "s2"
    assert [each["id"] for each in told["applications"]] == [app_id]
    assert [each["location"] for each in told["cluster"]] == ["Frankfurt, Germany"]

    outputs["size"]["fn::invoke"]["arguments"] = {"name": "xxl"}
    extend(stack, outputs=outputs)
    failed = stack.preview().failed()
    assert "no process resource type is like that; there are hobby (300 millicores" in failed.text


def test_forty_proxies_wait_at_once(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    """No four at a time here: what can be waited for together is."""
    emulator.control.change_settings(provisioning={"seconds": 2})
    program = {"web": process("web", app_id)}
    program |= {f"proxy{port}": proxy(app_id, "web", port) for port in range(9000, 9040)}
    stack.up(program, "--parallel", "40").succeeded()
    _, *posted = (datetime.fromisoformat(entry.at) for entry in emulator.control.requests("POST"))
    assert max(posted) - min(posted) < timedelta(seconds=2), "posted before the first was ready"


def test_replacing_by_hand_what_is_there_once_takes_over_its_own(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    as_the_platform(emulator)
    program = {"web": process("web", app_id)}
    stack.up(program).succeeded()
    urn = stack.state()["Process web"]["urn"]
    (web,) = emulator.control.objects().processes
    for more in ([], ["--refresh"]):
        stack.up(program, "--replace", urn, *more).succeeded()
        assert [each.id for each in emulator.control.objects().processes] == [web.id]


def test_what_an_import_cannot_know_is_said_later_and_replaces_nothing(
    emulator: RunningEmulator, stack: Stack
) -> None:
    agent = emulator.control.make_agent("beside the database").id
    program = {"db": tunnel(agent), "join": connection(agent, local_port=15432)}
    stack.up(program).succeeded()
    joined = stack.state()["TunnelConnection join"]
    stack.pulumi("state", "delete", joined["urn"], "--yes").succeeded()
    kind = "sevalla:privateconnect:TunnelConnection"
    taking = ("import", kind, "join", joined["id"], "--yes", "--generate-code=false")
    stack.pulumi(*taking, "--protect=false").succeeded()
    assert "localPort" not in stack.state()["TunnelConnection join"]["inputs"]
    assert stack.up(program).succeeded().changed == {}
    stack.drift().succeeded()
    assert stack.up(None, "--refresh").succeeded().changed == {}
    program["join"]["props"]["local_port"] = 15433
    assert stack.up(program).succeeded().changed == {"TunnelConnection join": "replace"}


def test_what_is_nested_too_deep_is_refused_in_words(
    emulator: RunningEmulator, stack: Stack
) -> None:
    agent = emulator.control.make_agent("beside the database").id
    named, unread = "`metadata` must be nested no deeper than 21 levels", "is nested too deep"
    for levels, words in ((21, ""), (22, named), (30, named), (60, unread), (300, unread)):
        deep: dict[str, Any] = {}
        for _ in range(levels - 1):
            deep = {"a": deep}
        outcome = stack.preview({"db": tunnel(agent, metadata=deep)})
        if not words:
            outcome.succeeded()
            continue
        text = outcome.failed().text
        assert words in " ".join(text.split())
        assert "Traceback" not in text
