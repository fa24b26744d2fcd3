"""Deployment hooks of applications."""

import pytest

from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api, fields


@pytest.fixture
def path(control: Control) -> str:
    return f"/applications/{control.seed(applications=1).applications[0].id}/deployment-hook"


def test_a_hook_lives(api: Api, path: str) -> None:
    assert api.get(path).status_code == 404
    assert api.http.put(path).status_code == 404
    assert api.delete(path).status_code == 404
    made = fields(api.http.post(path))
    assert set(made) == {"url"}
    assert api.seen(path) == made
    assert fields(api.http.post(path)) == made
    changed = fields(api.http.put(path))
    assert set(changed) == {"url"}
    assert changed != made
    assert api.seen(path) == changed
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert fields(api.http.post(path)) not in (made, changed)


def test_one_that_is_being_deleted_is_in_nobody_s_way(
    api: Api, control: Control, path: str
) -> None:
    control.change_settings(deletion={"polls": 1})
    made = fields(api.http.post(path))
    api.delete(path)
    other = fields(api.http.post(path))
    assert other != made
    assert [api.seen(path) for _ in range(3)] == [other] * 3
