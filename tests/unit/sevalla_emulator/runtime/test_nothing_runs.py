"""Without being told to, the emulator runs nothing."""

from pathlib import Path

from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api, application, fields, process


def test_what_is_deployed_stays_a_row(api: Api, control: Control, tmp_path: Path) -> None:
    made = fields(api.post("/applications", application(repo_url=tmp_path.as_uri())))
    path = f"/applications/{made['id']}"
    fields(api.post(f"{path}/processes", process("web", entrypoint="touch it-runs")))
    fields(api.post(f"{path}/deployments", {}))
    (deployment,) = api.get(f"{path}/deployments").json()["data"]
    assert deployment["status"] == "success"
    assert control.processes() == []
    assert api.get(f"{path}/runtime-logs").json() == []
    host = {"host": f"{made['name']}.apps.localhost"}
    assert api.http.get("/applications", headers=host).status_code == 421
    assert list(tmp_path.iterdir()) == []
