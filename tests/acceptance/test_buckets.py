"""Buckets on the real engine: what is in one goes by nobody's mistake."""

from tools.workbench.program import Declared
from tools.workbench.stack import Stack

from sevalla_emulator.testing import Control, RunningEmulator


def bucket(**more: object) -> dict[str, Declared]:
    props = {"display_name": "Uploads", "location": "weur", **more}
    return {"uploads": {"type": "ObjectStorage", "props": props}}


def buckets(control: Control) -> list[str]:
    return [each.id for each in control.objects().by_kind["object_storages"]]


def fill(control: Control, bucket_id: str) -> None:
    control.make_object("bucket_objects", {"object_storage_id": bucket_id})


def test_a_filled_bucket_goes_when_it_may(emulator: RunningEmulator, stack: Stack) -> None:
    control = emulator.control
    control.change_settings(bucket_keys="masked")
    stack.up(bucket()).succeeded()
    kept = stack.state()["ObjectStorage uploads"]["outputs"]
    (first,) = buckets(control)
    fill(control, first)

    # In a replacement it stays, and is named; the preview has said what a replacement may do.
    moved = bucket(location="apac", public_access=True)
    foreseen = stack.preview(moved).succeeded()
    assert "DELETED WITH all objects in it" in foreseen.text
    replaced = stack.up(moved).succeeded()
    assert first in replaced.text
    assert "is in no stack any more" in replaced.text
    (second,) = {*buckets(control)} - {first}
    assert stack.preview(None, "--refresh").succeeded().changed == {}
    assert stack.state()["ObjectStorage uploads"]["outputs"]["secretKey"] != kept["secretKey"]

    # A destroy is refused, and says how; what it says helps.
    fill(control, second)
    refused = stack.destroy()
    assert refused.code != 0
    assert "set `forceDestroy`" in refused.text
    assert second in buckets(control)
    control.clear_log()
    stack.up(bucket(location="apac", public_access=True, force_destroy=True)).succeeded()
    assert not [each for each in control.requests() if each.method != "GET"]
    stack.destroy().succeeded()
    assert buckets(control) == [first]
