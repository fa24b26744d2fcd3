"""What is deployed runs, as it was deployed, and nothing else does."""

import os
import signal
import socket
from pathlib import Path

import httpx
import pytest

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.runtime.options import RuntimeOptions
from unit.sevalla_emulator.runtime.apps import (
    ECHO,
    QUICK,
    WEB,
    Laptop,
    entrypoint,
    is_there,
    laptop,
    until,
)
from unit.sevalla_emulator.support import fields


def answers(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        return connection.recv(100)


def proxy(there: Laptop, process: object, port: int) -> int:
    body: JsonObject = {"process_id": str(process), "port": port}
    return int(str(fields(there.api.post(f"{there.path}/tcp-proxies", body))["external_port"]))


def test_the_web_process_answers_under_the_name_of_the_application(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEVALLA_API_KEY", "of the one who started it")
    with laptop(tmp_path) as there:
        there.run("web", WEB)
        there.set(GREETING="hello")
        own, company = f"{there.path}/env-vars", "/applications/global-env-vars"
        fields(there.api.post(own, {"key": "BUILD", "value": "only", "is_runtime": False}))
        fields(there.api.post(company, {"key": "COMPANY", "value": "acme"}))
        fields(there.api.post(company, {"key": "GREETING", "value": "overridden"}))
        assert there.instances() == []  # "a new process takes effect at the next deployment"
        there.deploy()
        asked = there.visit("/_emulator/objects?a=%2F").json()
        (web,) = there.running(1)

        assert asked["path"] == "/_emulator/objects?a=%2F"  # the page's own, not the emulator's
        assert asked["host"].startswith(f"{there.app['name']}.apps.localhost:")
        environment = asked["environment"]
        assert environment["GREETING"] == "hello"
        assert environment["COMPANY"] == "acme"
        assert environment["PORT"] == str(web.port)
        allowed = {
            "GREETING",
            "COMPANY",
            "PORT",
            "PATH",
            "HOME",
            "LANG",
            "PWD",
            "SHLVL",
            "_",
            "LC_CTYPE",
        }
        assert set(environment) <= allowed
        assert there.visit(host="another").status_code == 421
        assert there.api.get(f"{there.path}/runtime-logs").json() == [
            {"message": "my-web.1: listening"}
        ]


def test_a_variable_holds_from_the_next_deployment_on(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("web", WEB)
        there.set(GREETING="hello")
        there.deploy()
        first = there.visit().json()["environment"]
        (variable,) = there.api.get(f"{there.path}/env-vars").json()["data"]
        path = f"{there.path}/env-vars/{variable['id']}"
        assert there.api.http.put(path, json={"value": "good morning"}).is_success
        again = there.visit().json()["environment"]
        there.deploy()
        then = there.visit().json()["environment"]
    assert first == again
    assert (first["GREETING"], then["GREETING"]) == ("hello", "good morning")


def test_a_proxy_leads_to_each_instance_in_turn_wherever_it_listens(tmp_path: Path) -> None:
    two = {"type": "manual", "config": {"instanceCount": 2}}
    with laptop(tmp_path) as there, socket.create_server(("127.0.0.1", 0)) as own:
        worker = there.run("worker", ECHO, port=5555, scaling_strategy=two)
        port = proxy(there, worker["id"], 5555)
        there.deploy()
        there.running(2)
        until(lambda: len({answers(port) for _ in range(6)}) == 2)

        one = {"type": "manual", "config": {"instanceCount": 1}}
        number = own.getsockname()[1]
        own.close()
        change = {"scaling_strategy": one, "port": number}
        assert there.api.patch(f"{there.path}/processes/{worker['id']}", change).is_success
        there.set(OWN_PORT=str(number))  # it cares for no PORT
        port = proxy(there, worker["id"], number)
        there.deploy()
        there.running(1)
        assert answers(port).isdigit()


def test_a_tunnel_leads_to_a_process_by_its_name_inside(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        worker = there.run("worker", ECHO, port=5555)
        there.deploy()
        there.running(1)
        agent = there.control.make_agent()
        target = {"targetHost": worker["internal_hostname"], "targetPort": 5555}
        made = there.control.make_object("tunnels", {"agentId": agent.id, **target})
        connection = there.control.make_object(
            "connections", {"tunnelId": made.id, "agentId": agent.id}
        )
        assert answers(int(str(connection["localPort"]))).isdigit()


def test_a_public_tunnel_shows_the_web_process(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        web = there.run("web", WEB)
        there.deploy()
        assert there.visit().is_success
        target: JsonObject = {"targetHost": web["internal_hostname"], "targetPort": 8080}
        agent = there.control.make_agent()
        public: JsonObject = {"agentId": agent.id, "protocol": "http", "isPublic": True}
        made = there.control.make_object("tunnels", {**public, **target})
        origin = there.emulator.url.removesuffix("/v3")
        asked = httpx.get(f"{origin}/public/{made.id}/preview", timeout=10).json()
    assert asked["path"] == "/preview"


def test_a_restart_builds_nothing_and_starts_all_anew(tmp_path: Path) -> None:
    options = RuntimeOptions(backoff=QUICK, build="echo built >> built.txt")
    with laptop(tmp_path, options) as there:
        there.run("worker", ECHO)
        there.deploy()
        (first,) = there.running(1)
        restart = there.api.post(f"{there.path}/deployments", {"is_restart": True})
        assert restart.is_success, restart.text
        until(lambda: [one.pid for one in there.instances()] not in ([first.pid], [], [None]))
        there.running(1)
        assert (there.folder / "built.txt").read_text() == "built\n"


def test_what_crashes_is_started_again(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("worker", "print('here', flush=True); raise SystemExit(3)")
        there.deploy()
        until(lambda: any(one.restarts >= 2 for one in there.instances()))
        (worker,) = there.instances()
        assert worker.exit_code == 3
        lines = [line["message"] for line in there.api.get(f"{there.path}/runtime-logs").json()]
    assert lines[:2] == [
        "my-worker.1: here",
        "my-worker.1: ended with exit code 3; again in 0.05 s",
    ]


@pytest.mark.skipif(os.name != "posix", reason="process groups are Unix's")
def test_what_is_killed_is_started_again_and_leaves_nothing(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("worker", f"print('here', flush=True)\n{ECHO}")
        there.deploy()
        (first,) = there.running(1)
        until(lambda: "here" in there.instances()[0].lines)
        assert first.pid
        os.kill(first.pid, signal.SIGKILL)  # the leader alone: what it has started would go on
        until(lambda: [one.restarts for one in there.instances()] == [1])
        (second,) = there.running(1)
        until(lambda: not is_there(first.pid))
    until(lambda: not is_there(second.pid))


def test_what_has_left_its_group_holds_nobody_up(tmp_path: Path) -> None:
    left = "import subprocess; subprocess.Popen(['sleep', '5'], start_new_session=True)"
    with laptop(tmp_path) as there:
        there.run("worker", f"{left}\nraise SystemExit(3)")
        there.deploy()
        until(lambda: any(one.restarts >= 1 for one in there.instances()))


@pytest.mark.skipif(os.name != "posix", reason="process groups are Unix's")
def test_suspended_deleted_and_drifted_away_it_stops(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("web", WEB)
        worker = there.run("worker", ECHO)
        there.deploy()
        pids = [one.pid for one in there.running(2)]
        assert there.api.post(f"{there.path}/suspend", {}).is_success
        assert there.visit().status_code == 503
        until(lambda: there.instances() == [])
        until(lambda: not any(is_there(pid) for pid in pids))

        assert there.api.post(f"{there.path}/activate", {}).is_success
        assert there.visit().status_code == 200
        there.running(2)
        assert there.api.delete(f"{there.path}/processes/{worker['id']}").is_success
        until(lambda: [one.key for one in there.instances()] == ["my-web"])
        (web,) = there.running(1)
        there.control.remove_object(str(there.app["id"]))
        until(lambda: there.instances() == [])
        until(lambda: not is_there(web.pid))


def test_no_instances_are_none_and_a_range_is_its_lower_end(tmp_path: Path) -> None:
    scaling = {"type": "manual", "config": {"instanceCount": 0}}
    config = {"minInstanceCount": 2, "maxInstanceCount": 5}
    with laptop(tmp_path) as there:
        there.run("web", WEB, scaling_strategy={"type": "horizontal", "config": config})
        there.run("worker", ECHO, scaling_strategy=scaling)
        there.deploy()
        assert [one.type for one in there.running(2)] == ["web", "web"]


def test_a_build_writes_the_log_and_its_end_is_that_of_the_deployment(tmp_path: Path) -> None:
    options = RuntimeOptions(backoff=QUICK, build="echo building for $STAGE && exit $CODE")
    with laptop(tmp_path, options) as there:
        there.run("worker", ECHO)
        there.set(STAGE="tests", CODE="4")
        failed = there.deploy()
        assert failed["status"] == "failed"
        assert there.log(failed)[2:] == ["building for tests", "The build ended with exit code 4"]
        assert there.instances() == []
        assert fields(there.api.get(there.path))["status"] == "deploymentFailed"

        variables = there.api.get(f"{there.path}/env-vars").json()["data"]
        code = next(one["id"] for one in variables if one["key"] == "CODE")
        assert there.api.http.put(f"{there.path}/env-vars/{code}", json={"value": "0"}).is_success
        good = there.deploy()
        assert good["status"] == "success"
        assert there.log(good) == [
            f"--> source {there.folder}",
            f"--> build {options.build}",
            "building for tests",
        ]
        (first,) = there.running(1)

        assert there.api.http.put(f"{there.path}/env-vars/{code}", json={"value": "1"}).is_success
        assert there.deploy()["status"] == "failed"
        assert [one.pid for one in there.running(1)] == [first.pid]  # what ran runs on


def test_a_deployment_that_is_cancelled_ends_its_build(tmp_path: Path) -> None:
    with laptop(tmp_path, RuntimeOptions(build="echo $$ > pid; sleep 600", grace=0.5)) as there:
        made = fields(there.api.post(f"{there.path}/deployments", {}))
        written = there.folder / "pid"
        until(lambda: written.exists() and written.read_text().strip() != "")
        path = f"{there.path}/deployments/{made['id']}"
        assert there.api.post(f"{path}/cancel", {}).is_success
        shell = int(written.read_text())
        until(lambda: not Path(f"/proc/{shell}").exists() if Path("/proc").exists() else True)
        assert fields(there.api.get(path))["status"] == "cancelled"


def test_a_folder_that_is_not_there_fails_the_deployment(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("worker", ECHO)
        nowhere = (tmp_path / "nowhere").as_uri()
        assert there.api.patch(there.path, {"repo_url": nowhere}).is_success
        failed = there.deploy()
        assert failed["status"] == "failed"
        assert "is no folder of this machine" in there.log(failed)[-1]


def test_an_application_whose_source_is_elsewhere_stays_a_row(tmp_path: Path) -> None:
    with laptop(tmp_path) as there:
        there.run("worker", ECHO)
        assert there.api.patch(there.path, {"repo_url": "https://git.example/shop"}).is_success
        assert there.deploy()["status"] == "success"
        assert there.instances() == []


def test_a_folder_may_be_named_for_an_application(tmp_path: Path) -> None:
    options = RuntimeOptions(sources={"My app": tmp_path / "source"})
    with laptop(tmp_path, options) as there:
        there.run("worker", ECHO)
        assert there.api.patch(there.path, {"repo_url": "https://git.example/shop"}).is_success
        there.deploy()
        there.running(1)


@pytest.mark.skipif(os.name != "posix", reason="Windows ends it at once")
def test_what_does_not_want_to_end_is_ended(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    with laptop(tmp_path, RuntimeOptions(grace=0.3)) as there:
        there.run("worker", f"print('deaf', flush=True)\n{stubborn}")
        there.deploy()
        until(lambda: any("deaf" in one.lines for one in there.instances()))
        (worker,) = there.instances()
    until(lambda: not is_there(worker.pid))


def test_what_was_deployed_runs_again_after_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "emulator.db"
    with laptop(tmp_path, database=database) as there:
        there.run("web", WEB)
        there.deploy()
        there.running(1)
    with laptop(tmp_path, database=database) as there:
        there.running(1)
        assert there.visit().status_code == 200
        there.control.reset()
        until(lambda: there.instances() == [])


def test_what_is_about_to_be_run_is_said_first(tmp_path: Path) -> None:
    said: list[str] = []
    options = RuntimeOptions(build="true", say=said.append, origin="http://127.0.0.1:4321/v3")
    with laptop(tmp_path, options) as there:
        there.run("web", WEB)
        there.deploy()
        url = f"http://{there.app['name']}.apps.localhost:4321/"
        assert said == [
            f"builds My app: true  (in {there.folder})",
            f"runs my-web of My app at {url}: {entrypoint('web.py')}  (in {there.folder})",
        ]
        assert [one.url for one in there.running(1)] == [url]
