"""Applications on the real engine: one life, with a bad day in it."""

from tools.workbench.program import Declared, Program
from tools.workbench.stack import Stack

from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.testing import RunningEmulator
from unit.samples import Inputs


def application(**more: object) -> Declared:
    least: dict[str, object] = {
        "display_name": "Shop",
        "cluster_id": CLUSTERS[0].id,
        "source": "privateGit",
        "repo_url": "https://git.example/acme/shop",
    }
    return {"type": "Application", "props": {**least, **more}}


def test_an_application_lives_and_goes_while_it_is_deployed(
    emulator: RunningEmulator, stack: Stack
) -> None:
    control = emulator.control
    one, other = (control.make_object("projects", {}).id for _ in range(2))
    before = len(control.objects().applications)

    # The answer to its POST is lost, and what follows is refused: one application, and no other.
    control.add_fault("reset", method="POST", path="/applications", calls=[1], when="after")
    said: Inputs = {"project_id": one, "build_type": "dockerfile", "dockerfile_path": "D"}
    first: Program = {"shop": application(**said)}
    stack.up(first).succeeded()
    control.clear_faults()
    (ours,) = control.objects().applications[before:]
    assert stack.state()["Application shop"]["outputs"]["defaultHostname"].startswith("shop-")
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    # Renamed, moved and suspended: one request each, and nothing left to do.
    control.clear_log()
    said |= {"project_id": other, "display_name": "Shop 2", "is_suspended": True}
    stack.up({"shop": application(**said)}).succeeded()
    app = f"/applications/{ours.id}"
    wrote = [f"{each.method} {each.path}" for each in control.requests() if each.method != "GET"]
    assert sorted(wrote) == sorted(
        [
            f"DELETE /projects/{one}/services/{ours.id}",
            f"POST /projects/{other}/services",
            f"PATCH {app}",
            f"POST {app}/suspend",
        ]
    )
    control.clear_log()
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    assert [each.path for each in control.requests()] == [app]

    # It is deployed just now: that is cancelled, and it goes.
    control.change_settings(deployment={"seconds": 3600})
    running = control.make_object("deployments", {"app_id": ours.id, "status": "inProgress"})
    control.clear_log()
    stack.destroy().succeeded()
    assert f"{app}/deployments/{running.id}/cancel" in [one.path for one in control.requests()]
    assert len(control.objects().applications) == before
