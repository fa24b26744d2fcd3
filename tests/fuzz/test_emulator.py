"""The emulator held against its own OpenAPI documents: whatever it is asked, it keeps to them."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sevalla_emulator.api import Api
from sevalla_emulator.catalogue import APIS, PRIVATE_CONNECT, SEVALLA
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.pipeline_models import STAGES
from sevalla_emulator.kinds.reference import CLUSTERS, RESOURCE_TYPES
from sevalla_emulator.openapi import openapi
from sevalla_emulator.testing import RunningEmulator

Case: TypeAlias = schemathesis.Case[schemathesis.APIOperation[Any, Any, Any, Any]]

# No 5xx, no undocumented status, no answer of another form.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    response_schema_conformance,
    content_type_conformance,
    allow_header_conformance,
    unsupported_method,
]
# Unknown query parameters are ignored, so this is for bodies alone.
REJECTING = [*CHECKS, negative_data_rejection]

REFUSED = 400
# A server answers these before the emulator sees the request.
OF_THE_CONNECTION = frozenset({"connection", "content-length", "host", "transfer-encoding"})
# So many new examples of each operation, in `make soak`.
MOST = int(os.environ.get("SOAK_EXAMPLES") or 0)
# What the contract calls otherwise than the object's own path does.
ALIASES = {
    "service_id": "app_id",
    "source_app_id": "app_id",
    "target_id": "app_id",
    "target_database_id": "database_id",
    "docker_registry_credential_id": "registry_id",
}
FIXED = {"resource_type_id": RESOURCE_TYPES[0].id, "cluster_id": CLUSTERS[0].id}


def bounded(examples: int) -> settings:
    """Few examples, the same ones each time; or those of a soak, which are new."""
    return settings(
        max_examples=MOST or examples,
        derandomize=not MOST,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


sevalla, private_connect = (schemathesis.openapi.from_dict(openapi(api)) for api in APIS)


def ask(case: Case, api: Api, emulator: RunningEmulator, checks: list[Any]) -> bool:
    """Ask; whether that may have changed anything."""
    address, headers = {
        "sevalla": (emulator.url, {"authorization": f"Bearer {emulator.api_key}"}),
        "private-connect": (
            emulator.private_connect_url,
            {"x-api-key": emulator.private_connect_key},
        ),
    }[api.name]
    for name in [one for one in case.headers if one.lower() in OF_THE_CONNECTION]:
        del case.headers[name]
    response = case.call_and_validate(base_url=address, headers=headers, checks=checks)
    return case.method != "GET" and response.status_code < REFUSED


def checks_of(case: Case) -> list[Any]:
    return REJECTING if case.method in {"POST", "PATCH"} else CHECKS


@sevalla.parametrize()
@bounded(12)
def test_whatever_sevalla_is_asked(case: Case, emulator: RunningEmulator) -> None:
    ask(case, SEVALLA, emulator, checks_of(case))


@private_connect.parametrize()
@bounded(12)
def test_whatever_private_connect_is_asked(case: Case, emulator: RunningEmulator) -> None:
    ask(case, PRIVATE_CONNECT, emulator, checks_of(case))


def existing(case: Case, emulator: RunningEmulator) -> Mapping[str, str]:
    """The objects that a request may mean; their ids by what paths and bodies call them by.

    That is a name, such as `app_id`, or a path where several kinds have the same: `domain_id`.
    """
    emulator.control.reset()
    ids = dict(FIXED)
    needed = {kind.name for kind in SEVALLA.kinds} if case.method == "GET" else meant(case.path)
    for kind in [one for one in SEVALLA.kinds if one.name in needed]:
        named: JsonObject = {name: ids[name] for name in kind.references.keys() & ids.keys()}
        if kind.parent is not None:
            named[kind.scope_field] = ids[kind.parent.id_name]
        if kind.name == STAGES and "app_id" in ids:
            named["apps"] = [ids["app_id"]]
        made = emulator.control.make_object(kind.name, named).id
        ids |= {kind.id_name: made, kind.one_path: made}
        ids |= {alias: made for alias, name in ALIASES.items() if name == kind.id_name}
    return ids


@cache
def meant(path: str) -> frozenset[str]:
    """The kinds of what is named in a path and in the bodies there, and of what these are in."""
    bodies = [one.body for one in SEVALLA.operations if one.path == path and one.body]
    names = {*re.findall(r"{(\w+)}", path), *(name for one in bodies for name in one.model_fields)}
    names |= {ALIASES[name] for name in names & ALIASES.keys()}
    found: set[str] = set()
    for kind in reversed(SEVALLA.kinds):
        if kind.name in found or kind.id_name in names or kind.path == path:
            around = (kind.parent, *kind.references.values())
            found |= {kind.name, *(one.name for one in around if one is not None)}
    return frozenset(found)


@pytest.fixture
def there() -> dict[str, str]:
    """What `existing` told last, for as long as nothing has changed; most is refused."""
    return {}


def ask_of(
    there: dict[str, str],
    make: Callable[[Case, RunningEmulator], Mapping[str, str]],
    case: Case,
    api: Api,
    emulator: RunningEmulator,
) -> None:
    """Ask of objects that `make` makes, once more after each change."""
    ids = dict(there) or dict(make(case, emulator))
    there.clear()
    with_existing(case, ids)
    if not ask(case, api, emulator, CHECKS):
        there.update(ids)


def with_existing(case: Case, ids: Mapping[str, str]) -> None:
    for name in case.path_parameters:
        one = f"{case.path.partition(f'{{{name}}}')[0]}{{{name}}}"
        case.path_parameters[name] = ids.get(one) or ids[name]
    if isinstance(case.body, dict):
        case.body.update({name: ids[name] for name in case.body.keys() & ids.keys()})


@sevalla.include(path_regex="_id}").parametrize()
@bounded(12)
def test_whatever_sevalla_is_asked_of_objects_that_exist(
    case: Case, emulator: RunningEmulator, there: dict[str, str]
) -> None:
    ask_of(there, existing, case, SEVALLA, emulator)


def seeded(_case: Case, emulator: RunningEmulator) -> Mapping[str, str]:
    """A tunnel and its agent, by the names of their ids."""
    emulator.control.reset()
    seeded = emulator.control.seed(applications=0, agents=1, tunnels=1)
    return {"id": seeded.tunnels[0].id, "agentId": seeded.agents[0].id}


@private_connect.include(path_regex="tunnels").parametrize()
@bounded(12)
def test_whatever_private_connect_is_asked_of_objects_that_exist(
    case: Case, emulator: RunningEmulator, there: dict[str, str]
) -> None:
    ask_of(there, seeded, case, PRIVATE_CONNECT, emulator)
