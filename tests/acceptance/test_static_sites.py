"""A static site on the real engine, from a first build that fails to what goes live."""

from collections.abc import Callable

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from sevalla_emulator.testing import RunningEmulator


def program(level: str = "info") -> Program:
    """A site, two variables of one key, and a deployment that takes them in."""
    site = {
        "display_name": "Docs",
        "repo_url": "https://git.example/docs",
        "default_branch": "main",
        "build_command": "npm run build",
    }
    variable = {"static_site_id": "${docs.static_site_id}", "key": "LEVEL"}
    production = {**variable, "value": level, "is_preview": False}
    previews = {**variable, "value": "debug", "is_production": False}
    triggers = {"production": "${production.config_hash}", "previews": "${previews.config_hash}"}
    return {
        "docs": {"type": "StaticSite", "props": site},
        "production": {"type": "StaticSiteEnvironmentVariable", "props": production},
        "previews": {"type": "StaticSiteEnvironmentVariable", "props": previews},
        "release": {
            "type": "StaticSiteDeployment",
            "props": {"static_site_id": "${docs.static_site_id}", "triggers": triggers},
        },
    }


@pytest.fixture
def stack(new_stack: Callable[..., Stack], way: Way) -> Stack:
    return new_stack(way.project, way)


def test_its_variables_come_after_a_first_build_that_fails_and_go_live(
    emulator: RunningEmulator, stack: Stack
) -> None:
    control = emulator.control
    control.change_settings(deployment_outcome="failed")
    only_site = {"docs": program()["docs"]}
    made = stack.up(only_site).succeeded()
    assert "the first deployment of the static site" in made.notes
    assert "The build ended with exit code 1" in made.notes
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    control.change_settings(deployment_outcome="success", deployment={"seconds": 1})
    stack.up(program()).succeeded()
    first, second = control.objects().by_kind["static_site_deployments"]
    assert (first["status"], second["status"]) == ("failed", "success")
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    changed = stack.up(program("warning")).succeeded().changed
    assert changed == {
        "StaticSiteEnvironmentVariable production": "update",
        "StaticSiteDeployment release": "replace",
    }

    stack.destroy().succeeded()
    assert control.objects().by_kind["static_sites"] == []
