"""Pipelines on the emulator, and resources of theirs as a stack has them."""

from typing import Any

from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.resources.resource import Resource
from unit.emulated import Bench
from unit.samples import Inputs

PIPELINE_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456751"
STAGE_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456753"
STAGES = "pipeline_stages"


class Failure(Exception):
    """What the way in raises."""


def operations(there: Bench, resource: Resource[Any], name: str = "it") -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        resource,
        name,
        f"project/stack/{name}",
        Failure,
        lambda message, _error: Failure(message),
    )


def said(resource: Resource[Any], **inputs: JsonValue) -> Inputs:
    """What a program says of something in the pipeline, in normal form."""
    checked = check(resource.inputs, {"pipeline_id": PIPELINE_ID, **inputs})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, resource: Resource[Any], name: str = "it", **inputs: Any) -> Created:
    identity = f"project/stack/{name}"
    return await create(there.session, resource, said(resource, **inputs), identity, 600)


async def stages(there: Bench) -> list[Inputs]:
    """The stages of the pipeline, by their places."""
    found = [each for each in await there.objects(STAGES) if each["_emulator"]["owner"]]
    return sorted(found, key=lambda each: int(each["order"]))


async def names(there: Bench) -> list[str]:
    return [str(each["display_name"]) for each in await stages(there)]


async def stage_id(there: Bench, name: str) -> str:
    return next(str(each["id"]) for each in await stages(there) if each["display_name"] == name)


async def writes(there: Bench) -> list[tuple[str, Any]]:
    return [(each.method, each.body) for each in await there.requests() if each.method != "GET"]
