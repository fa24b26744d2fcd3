"""What is particular to buckets, on the emulator: each weak point of the peer is a test."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import NotEmpty
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.storage.object_storage import OBJECT_STORAGE
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import Inputs

pytestmark = pytest.mark.anyio

IDENTITY = "project/stack/uploads"
KEYS = ("access_key", "secret_key")


def bucket(**more: JsonValue) -> Inputs:
    checked = check(OBJECT_STORAGE.inputs, {"display_name": "Uploads", **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    return await create(there.session, OBJECT_STORAGE, inputs, IDENTITY, 600)


async def removed(there: Bench, created: Created, outputs: Properties | None = None) -> None:
    known = outputs or created.outputs
    own = created.resource_id, known, 600, created.account, IDENTITY
    await delete(there.session, OBJECT_STORAGE, *own)


async def put_into(there: Bench, created: Created) -> None:
    await there.make("bucket_objects", object_storage_id=created.resource_id, key="a.png")
    there.session = there.another_session()


async def buckets(there: Bench) -> list[str]:
    return [str(each["id"]) for each in await there.objects("object_storages")]


@pytest.mark.parametrize("shown", ["null", "masked"])
async def test_the_keys_of_the_create_are_kept_for_good(tmp_path: Path, shown: str) -> None:
    """Peer, secrets: every read overwrites the keys, and the only copy is lost."""
    async with bench(tmp_path) as there:
        await there.settings(bucket_keys=shown)
        said = bucket(public_access=True)  # which reads it again, by GET
        created = await made(there, said)
        keys = {name: created.outputs[name] for name in KEYS}
        (own,) = await there.objects("object_storages")
        assert keys == {name: own[name] for name in KEYS}
        found = await read(
            there.session, OBJECT_STORAGE, created.resource_id, created.outputs, said
        )
        assert found is not None
        assert {name: found.outputs[name] for name in KEYS} == keys
        renamed = bucket(display_name="Other")
        own_id = created.resource_id
        outputs = await update(
            there.session, OBJECT_STORAGE, own_id, found.outputs, renamed, 600, None
        )
        assert {name: outputs[name] for name in KEYS} == keys


async def test_keys_that_the_api_shows_are_those_that_hold(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        await there.change(created.resource_id, access_key="rotated-key")
        found = await read(
            there.session, OBJECT_STORAGE, created.resource_id, created.outputs, bucket()
        )
        assert found is not None
        assert found.outputs["access_key"] == "rotated-key"


async def test_keys_whose_answer_was_lost_are_told_of(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(bucket_keys="null")
        await there.fault("reset", method="POST", calls=[1], when="after")
        with listening() as ears:
            created = await made(there, bucket())
        assert len(await buckets(there)) == 1
        assert not {*KEYS} & created.outputs.keys()
        assert [each for each in ears.warnings if "only the answer showed it" in each]


def test_where_it_is_replaces_only_where_the_program_says_another() -> None:
    """Row 3 of the peer's weak points in storage: a rename replaces the bucket with all objects."""
    outputs = {**bucket(), "location": "weur", "jurisdiction": "eu"}
    (renamed,) = changes(OBJECT_STORAGE, outputs, bucket(display_name="Other"))
    assert (renamed.name, renamed.replaces) == ("display_name", False)
    (moved,) = changes(OBJECT_STORAGE, outputs, bucket(location="apac"))
    assert (moved.name, moved.replaces) == ("location", True)


async def test_a_bucket_that_holds_objects_stays(tmp_path: Path) -> None:
    """Row 4 of the peer's weak points in storage: a filled bucket is emptied without a word."""
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        await put_into(there, created)
        with pytest.raises(NotEmpty) as caught:
            await removed(there, created)
        told = str(caught.value)
        assert "holds objects" in told
        assert "set `forceDestroy` (`force_destroy` in Python) to true, run `pulumi up`" in told
        assert await there.requests("DELETE") == []
        # What the program says counts once it is in the state.
        said, own_id = bucket(force_destroy=True), created.resource_id
        outputs = await update(there.session, OBJECT_STORAGE, own_id, created.outputs, said, 600)
        assert await there.requests("PATCH") == []
        await removed(there, created, outputs)
        assert await buckets(there) == []


@pytest.mark.parametrize(
    ("answer", "stays"),
    [
        ({"data": []}, False),
        ([], False),
        ({"objects": [], "keys": ["a"]}, True),
        (["a"], True),
        ({"keys": [{"key": "a"}]}, True),
        ({"items": []}, True),
        ("nothing", True),
    ],
)
async def test_what_a_list_of_objects_may_look_like(
    tmp_path: Path, answer: JsonValue, *, stays: bool
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        there.session = there.another_session()
        await there.fault(
            "replace_body", method="GET", path="/object-storage/*/objects", body=answer
        )
        if stays:
            with pytest.raises(NotEmpty, match="forceDestroy"):
                await removed(there, created)
        else:
            await removed(there, created)
        assert bool(await buckets(there)) is stays


@pytest.mark.parametrize("status", [404, 422, 500])
async def test_a_bucket_that_does_not_tell_what_it_holds_stays(tmp_path: Path, status: int) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        there.session = there.another_session()
        await there.fault("status", path="/object-storage/*/objects", status=status)
        with pytest.raises(NotEmpty, match=r"whether it holds|whether the bucket"):
            await removed(there, created)
        assert await there.requests("DELETE") == []


async def test_one_that_is_gone_needs_no_list(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        await there.remove(created.resource_id)
        there.session = there.another_session()
        await removed(there, created)


async def test_in_a_replacement_a_filled_bucket_stays_and_is_named(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there, bucket(location="weur"))
        await put_into(there, first)
        second = await made(there, bucket(location="apac"))
        with listening() as ears:
            await removed(there, first)
        assert {first.resource_id, second.resource_id} == {*await buckets(there)}
        (warning,) = ears.warnings
        assert first.resource_id in warning
        assert str(first.outputs["bucket_name"]) in warning


async def test_one_that_goes_already_is_waited_for(tmp_path: Path) -> None:
    """Row 16 of the peer's weak points in storage: deletion is a job, answered by any 2xx."""
    async with bench(tmp_path) as there:
        created = await made(there, bucket())
        await put_into(there, created)
        await there.settings(deletion={"polls": 3})
        forced = {**created.outputs, "force_destroy": True}
        await there.fault("reset", method="DELETE", calls=[1], when="after")
        await removed(there, created, forced)
        assert await buckets(there) == []
        with pytest.raises(NotFound):
            await there.session.place(OBJECT_STORAGE, "").collection.get(created.resource_id)


async def test_public_access_is_switched_by_its_own_calls(tmp_path: Path) -> None:
    """Row 15 of the peer's weak points in storage: after the create, it does nothing."""
    async with bench(tmp_path) as there:
        created = await made(there, bucket(public_access=True))
        own_id = created.resource_id
        assert created.outputs["domain"]
        # Somebody switches it off: the next read sees it, and DELETE of what is off is 404.
        await there.change(own_id, domain=None)
        await there.forget_requests()
        said = bucket(public_access=False)
        outputs = await update(there.session, OBJECT_STORAGE, own_id, created.outputs, said, 600)
        assert "domain" not in outputs
        assert outputs["public_access"] is False
        assert await there.requests("POST", "DELETE", "PATCH") == []


@pytest.mark.parametrize("public", [True, False])
async def test_a_switch_that_is_refused_where_it_is_so_already_is_done(
    tmp_path: Path, *, public: bool
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket(public_access=not public))
        method = "POST" if public else "DELETE"
        path = "/object-storage/*/domain"
        await there.fault("status", method=method, path=path, status=409, when="after")
        said, own_id = bucket(public_access=public), created.resource_id
        outputs = await update(there.session, OBJECT_STORAGE, own_id, created.outputs, said, 600)
        assert outputs["public_access"] is public


async def test_a_project_that_is_taken_out_is_null(tmp_path: Path) -> None:
    """Row 25 of the peer's weak points in storage: "" is sent, which is a 400."""
    async with bench(tmp_path) as there:
        project = await there.make("projects")
        created = await made(there, bucket(project_id=project))
        own_id = created.resource_id
        await update(there.session, OBJECT_STORAGE, own_id, created.outputs, bucket(), 600)
        (sent,) = await there.requests("PATCH")
        assert sent.body == {"project_id": None}


async def test_a_replacement_is_said_to_lose_what_is_in_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, bucket(location="weur"))
        operations = ResourceOperations(
            lambda: there.session,
            OBJECT_STORAGE,
            "uploads",
            IDENTITY,
            RuntimeError,
            lambda words, _error: RuntimeError(words),
        )
        state = PropertySet(created.outputs)
        moved = operations.diff(created.resource_id, state, PropertySet(bucket(location="apac")))
        (warning,) = moved.warnings
        assert "DELETED WITH all objects in it" in warning
        renamed = PropertySet(bucket(location="weur", display_name="Other"))
        assert not operations.diff(created.resource_id, state, renamed).warnings
