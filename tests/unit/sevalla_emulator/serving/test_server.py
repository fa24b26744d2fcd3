import ssl
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from sevalla_emulator import Settings, create_app
from sevalla_emulator.faults import Fault, FaultKind
from sevalla_emulator.serving.addresses import Addresses, is_loopback, listening_socket
from sevalla_emulator.serving.server import serve_in_thread
from sevalla_emulator.testing import running_emulator
from unit.sevalla_emulator.support import application, calling, process


def test_with_tls_a_client_that_trusts_the_authority_gets_in() -> None:
    with running_emulator(tls=True) as emulator:
        assert emulator.url.startswith("https://127.0.0.1:")
        assert emulator.ca_file
        trust = ssl.create_default_context(cafile=str(emulator.ca_file))
        headers = {"authorization": f"Bearer {emulator.api_key}"}
        for host in ("127.0.0.1", "localhost"):
            url = emulator.url.replace("127.0.0.1", host)
            answer = httpx.get(f"{url}/applications", headers=headers, verify=trust)
            assert answer.status_code == 200
        assert emulator.control.requests()
    assert not emulator.ca_file.exists()


def test_with_tls_nobody_else_gets_in() -> None:
    with running_emulator(tls=True) as emulator, pytest.raises(httpx.ConnectError):
        httpx.get(f"{emulator.url}/applications")


def test_a_program_nobody_here_wrote_trusts_it_by_the_environment() -> None:
    program = (
        "import sys, urllib.request as r; "
        "r.urlopen(r.Request(sys.argv[1], headers={'authorization': 'Bearer ' + sys.argv[2]}))"
    )
    with running_emulator(tls=True) as emulator:
        subprocess.run(
            [sys.executable, "-c", program, f"{emulator.url}/applications", emulator.api_key],
            env={"SSL_CERT_FILE": str(emulator.ca_file)},
            check=True,
        )
        assert [entry.status for entry in emulator.control.requests()] == [200]


@pytest.mark.parametrize("kind", ["reset", "truncated_body"])
def test_faults_break_connections_with_tls_too(kind: FaultKind) -> None:
    with running_emulator(tls=True) as emulator:
        emulator.control.add_faults([Fault(kind=kind)])
        trust = ssl.create_default_context(cafile=str(emulator.ca_file))
        with pytest.raises(httpx.TransportError):
            httpx.get(
                f"{emulator.url}/applications",
                headers={"authorization": f"Bearer {emulator.api_key}"},
                verify=trust,
            )


def test_many_emulators_run_at_once_and_know_nothing_of_each_other() -> None:
    with (
        running_emulator() as one,
        running_emulator(api_key="another-key") as two,
        calling(one) as first,
        calling(two) as second,
    ):
        assert first.post("/applications", application()).status_code == 201
        assert second.get("/applications").json()["total"] == 0
        assert one.url != two.url
        with calling(two, one.api_key) as stranger:
            assert stranger.get("/applications").status_code == 401


def test_parallel_requests_are_all_counted_and_none_is_lost() -> None:
    with running_emulator() as emulator, calling(emulator) as api:
        emulator.control.lift_limits()
        path = f"/applications/{emulator.control.seed().applications[0].id}/processes"

        def make() -> None:
            for _ in range(20):
                api.made(path, process())

        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        there = emulator.control.objects().processes
        processes = [one for one in there if one["type"] == "worker"]  # web came by itself
        assert len(processes) == 80
        assert len({one["key"] for one in processes}) == 80


def test_objects_outlive_the_emulator_in_a_file(tmp_path: Path) -> None:
    database = tmp_path / "emulator.db"
    with running_emulator(database=database) as emulator, calling(emulator) as api:
        made = api.made("/applications", application())
    with running_emulator(database=database) as emulator, calling(emulator) as api:
        assert api.seen(f"/applications/{made['id']}") == made


def test_what_is_under_way_outlives_the_emulator_too(tmp_path: Path) -> None:
    database = tmp_path / "emulator.db"
    slow = Settings().changed({"provisioning": {"polls": 2}})
    with running_emulator(database=database, settings=slow) as emulator, calling(emulator) as api:
        web = emulator.control.seed(processes=1).processes[0]
        path = f"/applications/{web['app_id']}/tcp-proxies"
        made = api.made(path, {"process_id": web.id, "port": 80})
        assert api.seen(f"{path}/{made['id']}")["status"] == "creating"
    with running_emulator(database=database) as emulator, calling(emulator) as api:
        shown = [api.seen(f"{path}/{made['id']}")["status"] for _ in range(2)]
        second = api.made(path, {"process_id": web.id, "port": 80})
    assert shown == ["creating", "ready"]
    assert second["external_port"] != made["external_port"]


def test_a_server_that_cannot_start_says_so(tmp_path: Path) -> None:
    app = create_app(database=tmp_path / "x.db")
    with listening_socket("127.0.0.1", 0) as bound:
        bound.close()
        with pytest.raises(RuntimeError, match="did not start"), serve_in_thread(app, bound):
            pass


@pytest.mark.parametrize(
    ("host", "named", "loopback"),
    [("127.0.0.1", "127.0.0.1", "yes"), ("0.0.0.0", "127.0.0.1", "no"), ("::1", "[::1]", "yes")],
)
def test_addresses_are_named_so_that_they_can_be_used(host: str, named: str, loopback: str) -> None:
    try:
        with listening_socket(host, 0) as bound:
            port = bound.getsockname()[1]
            addresses = Addresses.of(bound, tls=False)
            assert addresses.url == f"http://{named}:{port}/v3"
            assert addresses.control_url == f"http://{named}:{port}/_emulator"
            assert is_loopback(bound) == (loopback == "yes")
    except OSError:
        pytest.skip(f"this machine has no {host}")
