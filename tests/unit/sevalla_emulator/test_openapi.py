"""The document, and the emulator held against it."""

from typing import Any, TypeAlias

import httpx
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

from sevalla_emulator.catalogue import APIS, SEVALLA
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.openapi import openapi
from sevalla_emulator.testing import Control, RunningEmulator
from unit.sevalla_emulator.support import S1, Api

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


def test_every_operation_is_in_it(control: Control) -> None:
    paths = control.openapi()["paths"]
    assert isinstance(paths, dict)

    documented = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        if isinstance(methods, dict)
        for method in methods
    }
    assert documented == {operation.route for operation in SEVALLA.operations}


def test_a_field_that_may_be_left_out_but_not_be_null_says_so() -> None:
    document = openapi(SEVALLA)["components"]
    assert isinstance(document, dict)
    schemas = document["schemas"]
    assert isinstance(schemas, dict)
    worker, change = schemas["CreateWorker"], schemas["ChangeProcess"]
    assert isinstance(worker, dict)
    assert isinstance(change, dict)

    assert worker["additionalProperties"] is False
    assert '"null"' not in str(worker).replace("'", '"')
    assert "'null'" in str(change)
    assert "default" not in str(worker)


def test_it_is_read_without_a_key(emulator: RunningEmulator) -> None:
    for api in ("sevalla", "private-connect"):
        answer = httpx.get(f"{emulator.control_url}/openapi/{api}.json")
        assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")


def test_bounds_are_said_in_the_words_of_the_standard() -> None:
    document: Any = openapi(SEVALLA)
    limit, offset = document["paths"]["/applications"]["get"]["parameters"]
    port = document["components"]["schemas"]["CreateTcpProxy"]["properties"]["port"]

    assert (limit["schema"]["minimum"], limit["schema"]["maximum"]) == (1, 100)
    assert (offset["schema"]["minimum"], offset["required"]) == (0, False)
    assert (port["minimum"], port["maximum"]) == (1, 65_535)
    for api in APIS:
        assert not words_of(openapi(api)) & {"ge", "gt", "le", "lt"}


def words_of(node: object) -> set[str]:
    """Every key in a document."""
    if isinstance(node, dict):
        return set(node).union(*map(words_of, node.values()))
    return set().union(*map(words_of, node)) if isinstance(node, list) else set()


def test_a_body_is_required_only_where_it_is(api: Api, app_path: str) -> None:
    paths: Any = openapi(SEVALLA)["paths"]
    needed = {
        f"{method} {path}": operation["requestBody"]["required"]
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }

    assert needed["post /applications"]
    assert needed["post /applications/{app_id}/tcp-proxies"]
    assert not needed["post /applications/{app_id}/deployments"]
    assert api.http.post(f"{app_path}/deployments").status_code == 201
    assert api.http.post("/applications").status_code == 400


schema = schemathesis.openapi.from_dict(openapi(SEVALLA))
within_bounds = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@schema.parametrize()
@within_bounds
def test_whatever_it_is_asked(case: Case, emulator: RunningEmulator) -> None:
    headers = {"authorization": f"Bearer {emulator.api_key}"}

    checks = REJECTING if case.method in {"POST", "PATCH"} else CHECKS

    case.call_and_validate(base_url=emulator.url, headers=headers, checks=checks)


@schema.include(path_regex="app_id").parametrize()
@within_bounds
def test_whatever_it_is_asked_of_objects_that_exist(case: Case, emulator: RunningEmulator) -> None:
    emulator.control.reset()
    existing = {"resource_type_id": S1}
    for kind in SEVALLA.kinds:
        parent = {kind.scope_field} & existing.keys()
        named: JsonObject = {name: existing[name] for name in (*parent, *kind.references)}
        existing[kind.id_name] = emulator.control.make_object(kind.name, named).id
    for name in case.path_parameters:
        case.path_parameters[name] = existing[name]
    refers_to = {name: existing[name] for name in ("process_id", "resource_type_id")}
    if isinstance(case.body, dict):
        case.body.update({name: value for name, value in refers_to.items() if name in case.body})
    headers = {"authorization": f"Bearer {emulator.api_key}"}

    case.call_and_validate(base_url=emulator.url, headers=headers, checks=CHECKS)
