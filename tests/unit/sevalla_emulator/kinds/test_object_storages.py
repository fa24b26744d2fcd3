"""Buckets, what is in them, and their CORS policies."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.object_storages import (
    ChangedObjectStorage,
    ObjectStorage,
    ObjectStorageItem,
)
from sevalla_emulator.settings import BucketKeys
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api, fields, message

BUCKETS = "/object-storage"


@pytest.fixture
def bucket(api: Api) -> JsonObject:
    return api.made(BUCKETS, {"display_name": "Uploads"})


def test_a_bucket_lives(api: Api, control: Control, bucket: JsonObject) -> None:
    path = f"{BUCKETS}/{bucket['id']}"
    assert set(bucket) == set(ObjectStorage.model_fields)
    assert (bucket["location"], bucket["jurisdiction"], bucket["domain"]) == (
        "enam",
        "default",
        None,
    )
    assert api.seen(path) == bucket
    (item,) = api.get(BUCKETS).json()["data"]
    assert set(item) == set(ObjectStorageItem.model_fields)
    changed = fields(api.patch(path, {"display_name": "Downloads"}))
    assert set(changed) == set(ChangedObjectStorage.model_fields)
    assert changed["name"] == bucket["name"]
    # It goes with all that is in it, and shows that it goes.
    control.make_object("bucket_objects", {"object_storage_id": bucket["id"]})
    control.change_settings(deletion={"polls": 1})
    assert "message" in fields(api.delete(path))
    assert api.seen(path)["status"] == "deleting"
    assert api.get(path).status_code == 404
    assert not control.objects().by_kind["bucket_objects"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display_name", "x"),
        ("location", "europe"),
        ("jurisdiction", None),
        ("public_access", "yes"),
        ("project_id", ""),
        ("domain", "shop.example"),
    ],
)
def test_what_no_bucket_may_be(api: Api, name: str, value: JsonValue) -> None:
    answer = api.post(BUCKETS, {"display_name": "Uploads", name: value})
    assert answer.status_code == 400
    assert name in message(answer)


def test_a_domain_is_switched_on_once(api: Api, bucket: JsonObject) -> None:
    path = f"{BUCKETS}/{bucket['id']}"
    on = fields(api.post(f"{path}/domain", {}))
    assert set(on) == {"id", "domain"}
    assert api.seen(path)["domain"] == on["domain"]
    assert api.post(f"{path}/domain", {}).status_code == 409
    assert api.delete(f"{path}/domain").status_code == 204
    assert api.seen(path)["domain"] is None
    assert api.delete(f"{path}/domain").status_code == 404
    public = api.made(BUCKETS, {"display_name": "Public", "public_access": True})
    assert public["domain"]
    assert "public_access" not in public


@pytest.mark.parametrize(("shown", "key"), [("null", None), ("masked", "*" * 32)])
def test_the_keys_may_be_shown_but_once(
    api: Api, control: Control, shown: BucketKeys, key: JsonValue
) -> None:
    control.change_settings(bucket_keys=shown)
    made = api.made(BUCKETS, {"display_name": "Uploads"})
    assert made["access_key"] not in (None, key)
    path = f"{BUCKETS}/{made['id']}"
    assert api.seen(path)["access_key"] == key
    rotated = fields(api.post(f"{path}/rotate-credentials", {}))
    assert rotated["access_key"] not in (None, key, made["access_key"])


def test_objects_are_listed_and_deleted(api: Api, control: Control, bucket: JsonObject) -> None:
    path = f"{BUCKETS}/{bucket['id']}/objects"
    for key in ("a.png", "b.png"):
        control.make_object("bucket_objects", {"object_storage_id": bucket["id"], "key": key})
    assert [each["key"] for each in api.get(path).json()["data"]] == ["a.png", "b.png"]
    assert api.http.request("DELETE", path, json={"keys": []}).status_code == 400
    gone = api.http.request("DELETE", path, json={"keys": ["a.png", "c.png"]})
    assert "message" in fields(gone)
    assert [each["key"] for each in api.get(path).json()["data"]] == ["b.png"]
    assert fields(api.post(f"{BUCKETS}/{bucket['id']}/cache/purge", {})) == {"success": True}


def test_a_policy_is_a_whole(api: Api, bucket: JsonObject) -> None:
    path = f"{BUCKETS}/{bucket['id']}/cors-policies"
    rule: JsonObject = {"origins": ["*"], "methods": ["GET"], "headers": ["Range"]}
    for _twice in range(2):
        assert set(api.made(path, rule)) == {"message"}
    first, second = api.get(path).json()
    assert first["id"] != second["id"]
    one = f"{path}/{first['id']}"
    assert api.get(one).status_code == 405
    assert "methods" in message(api.patch(one, {"origins": ["*"]}))
    assert set(fields(api.patch(one, {"origins": ["*"], "methods": ["PUT"]}))) == {"message"}
    changed, _ = api.get(path).json()
    assert changed == {"id": first["id"], "origins": ["*"], "methods": ["PUT"], "headers": None}
    assert api.delete(one).status_code == 204
    assert api.post(path, {**rule, "methods": ["OPTIONS"]}).status_code == 400
