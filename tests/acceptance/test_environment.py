"""An application from nothing to live and back, and the web process of one that others made."""

import signal
from collections.abc import Callable

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.bad_day.scenario import Scenario, alive, unlock
from acceptance.properties import LARGE, SMALL
from acceptance.yesterday import as_the_platform
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.testing import EmulatedObject, RunningEmulator

VARIABLES = 60
KEPT = "__sevallaKept"
MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"


@pytest.fixture
def platform(emulator: RunningEmulator) -> RunningEmulator:
    as_the_platform(emulator)
    return emulator


@pytest.fixture
def stack(new_stack: Callable[..., Stack], way: Way) -> Stack:
    return new_stack(way.project, way)


def environment(name: str = "shop", level: str = "info", **variables: str) -> Program:
    """An application with a web process, variables in both ways, and a deployment."""
    of_it = {"app_id": "${shop.app_id}"}
    return {
        "shop": {
            "type": "Application",
            "props": {
                "display_name": name,
                "cluster_id": CLUSTERS[0].id,
                "source": "publicGit",
                "repo_url": "https://git.example/shop",
                "build_path": "app",
            },
        },
        "web": {
            "type": "Process",
            "props": {**of_it, "type": "web", "resource_type_id": LARGE, "port": 3000},
        },
        "level": {
            "type": "EnvironmentVariable",
            "props": {**of_it, "key": "LEVEL", "value": level},
        },
        "settings": {
            "type": "EnvironmentVariables",
            "props": {**of_it, "variables": {"MODE": "shop", **variables}},
        },
        "live": {
            "type": "Deployment",
            "props": {
                **of_it,
                "triggers": {
                    "shop": "${shop.config_hash}",
                    "web": "${web.config_hash}",
                    "level": "${level.config_hash}",
                    "settings": "${settings.config_hash}",
                },
            },
        },
    }


def writes(emulator: RunningEmulator) -> list[str]:
    """Method and last part of the path of every request that changed something, sorted."""
    sent = [each for each in emulator.control.requests() if each.method != "GET"]
    kinds = {"processes", "env-vars", "deployments", "applications"}
    return sorted(
        f"{each.method} {next(one for one in reversed(each.path.split('/')) if one in kinds)}"
        for each in sent
    )


def test_from_nothing_to_live_changed_healed_and_gone(
    platform: RunningEmulator, stack: Stack
) -> None:
    control = platform.control
    assert len(stack.up(environment()).succeeded().changed) == 5
    (shop,) = control.objects().applications
    (web,) = control.objects().processes
    assert (web["port"], shop["build_path"]) == (3000, "app")
    assert writes(platform) == [
        "PATCH applications",  # what POST does not take
        "PATCH processes",  # taken over, in one request
        "POST applications",
        "POST deployments",
        "POST env-vars",
        "POST env-vars",
    ]
    hidden = [each["outputs"].get(KEPT) for each in stack.state().values()]
    assert [each[MARK] == SECRET for each in hidden if each] == [True] * 4  # all but the deployment
    assert stack.preview(environment(), "--refresh").succeeded().changed == {}

    # A variable changed, one added: two requests, and one deployment.
    control.clear_log()
    stack.up(environment(level="debug", REGION="eu")).succeeded()
    assert writes(platform) == ["POST deployments", "POST env-vars", "PUT env-vars"]
    # One removed, and renamed: it goes before the deployment, and a rename is one request.
    control.clear_log()
    stack.up(environment("the shop", level="debug")).succeeded()
    assert writes(platform) == ["DELETE env-vars", "PATCH applications", "POST deployments"]

    # Drift of each kind.
    there = control.objects()
    control.change_object(shop.id, {"display_name": "Meddled", "build_path": "."})
    control.change_object(web.id, {"port": 4000})
    for variable in there.env_vars:
        control.change_object(variable.id, {"value": "meddled"})
    drift = stack.drift()
    assert drift.code != 0
    assert set(drift.changed) == {
        "Application shop",
        "Process web",
        "EnvironmentVariable level",
        "EnvironmentVariables settings",
    }
    control.clear_log()
    stack.up(None, "--refresh").succeeded()
    # What heals deploys nothing: the program has not changed.
    assert writes(platform) == [
        "PATCH applications",
        "PATCH processes",
        "PUT env-vars",
        "PUT env-vars",
    ]
    assert stack.drift().code == 0
    stack.destroy().succeeded()
    left = control.objects()
    assert [left.applications, left.processes, left.env_vars, left.domains] == [[], [], [], []]


def test_an_engine_killed_between_post_and_patch_has_made_one_application(
    platform: RunningEmulator, stack: Stack
) -> None:
    """The id is on record before the PATCH: the next `up` goes on with the same one."""
    control = platform.control
    day = Scenario(control, stack, "")
    control.add_fault("hang", method="PATCH", path="/applications/*")
    program: Program = {"shop": environment()["shop"]}
    stack.declare(program)
    running = stack.start("up", "--yes", "--skip-preview")
    day.until(lambda: any(each.method == "PATCH" for each in control.requests()))
    hosts = running.hosts()
    running.signal(signal.SIGKILL)
    running.end().failed()
    day.until(lambda: not any(alive(host) for host in hosts))
    (made,) = control.objects().applications

    control.clear_faults()
    unlock(day)
    stack.up(program).succeeded()
    (found,) = control.objects().applications
    assert (found.id, found["build_path"]) == (made.id, "app")
    assert len([each for each in control.requests("POST") if "deploy" not in each.path]) == 1
    assert day.all_intents() == []
    assert stack.up(None, "--refresh").succeeded().changed == {}
    stack.destroy().succeeded()
    assert control.objects().applications == []


def theirs(emulator: RunningEmulator, **web: object) -> tuple[str, EmulatedObject]:
    """An application that somebody else made, and its web process."""
    made = emulator.control.make_object("applications", {"display_name": "theirs"})
    (process,) = [e for e in emulator.control.objects().processes if e["app_id"] == made.id]
    emulator.control.change_object(process.id, {"resource_type_id": SMALL, **web})  # type: ignore[dict-item] # any JSON
    return made.id, process


def of_theirs(app_id: str, **more: object) -> Program:
    web = {"app_id": app_id, "type": "web", "resource_type_id": SMALL, "port": 3000, **more}
    return {"web": {"type": "Process", "props": web}}


def test_their_web_process_is_taken_over_and_given_back(
    platform: RunningEmulator, stack: Stack
) -> None:
    """Untouched: silently. Then, touched: an error, until the program consents."""
    control = platform.control
    app_id, web = theirs(platform)

    def now() -> EmulatedObject:
        found = control.find(web.id)
        assert found is not None
        return found

    stack.up(of_theirs(app_id)).succeeded()
    assert now()["port"] == 3000
    assert stack.up(None, "--refresh").succeeded().changed == {}
    destroyed = stack.destroy().succeeded()
    assert "stays with" in destroyed.text
    assert now()["port"] == 8080

    control.change_object(web.id, {"port": 5000, "entrypoint": "theirs"})
    refused = stack.up(of_theirs(app_id))
    assert refused.code != 0
    assert "somebody may have set its port" in refused.text
    assert f"sevalla:index:Process <resource> {app_id}/{web.id}" in refused.text
    assert (now()["port"], now()["entrypoint"]) == (5000, "theirs")
    stack.up(of_theirs(app_id, adopt_existing=True, entrypoint="ours")).succeeded()
    assert (now()["port"], now()["entrypoint"]) == (3000, "ours")
    stack.destroy().succeeded()
    assert (now()["port"], now()["entrypoint"]) == (5000, "theirs")


def test_sixty_variables_cost_as_many_reads_as_pages(
    platform: RunningEmulator, stack: Stack
) -> None:
    variables: Program = {
        f"v{n}": {
            "type": "EnvironmentVariable",
            "props": {"app_id": "${shop.app_id}", "key": f"V{n}", "value": "v"},
        }
        for n in range(VARIABLES)
    }
    stack.up({**environment(), **variables}).succeeded()
    platform.control.clear_log()
    assert stack.refresh().succeeded().changed == {}
    reads = [each.path.partition("?")[0] for each in platform.control.requests("GET")]
    lists = [each for each in reads if each.endswith("/env-vars")]
    assert len(lists) == 1
    assert len(reads) <= 8, reads
