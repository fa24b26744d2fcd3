"""The document, and the emulator held against it."""

from typing import Any

import httpx

from sevalla_emulator.catalogue import APIS, SEVALLA
from sevalla_emulator.openapi import openapi
from sevalla_emulator.testing import Control, RunningEmulator
from unit.sevalla_emulator.support import Api


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
