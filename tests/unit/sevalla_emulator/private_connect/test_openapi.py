"""The document of the second API, and the emulator held against it."""

from typing import Any, TypeAlias

import schemathesis
from hypothesis import HealthCheck, settings

from sevalla_emulator.catalogue import PRIVATE_CONNECT
from sevalla_emulator.openapi import openapi
from sevalla_emulator.testing import Control, RunningEmulator
from unit.sevalla_emulator.test_openapi import CHECKS, REJECTING

Case: TypeAlias = schemathesis.Case[schemathesis.APIOperation[Any, Any, Any, Any]]


def test_every_operation_is_in_it(control: Control) -> None:
    document = control.openapi("private-connect")
    paths = document["paths"]
    assert isinstance(paths, dict)

    documented = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        if isinstance(methods, dict)
        for method in methods
    }
    assert documented == {operation.route for operation in PRIVATE_CONNECT.operations}
    assert "'x-api-key'" in str(document)
    assert "'403'" not in str(document)


schema = schemathesis.openapi.from_dict(openapi(PRIVATE_CONNECT))
within_bounds = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@schema.parametrize()
@within_bounds
def test_whatever_it_is_asked(case: Case, emulator: RunningEmulator) -> None:
    headers = {"x-api-key": emulator.private_connect_key}

    checks = REJECTING if case.method in {"POST", "PATCH"} else CHECKS

    case.call_and_validate(base_url=emulator.private_connect_url, headers=headers, checks=checks)


@schema.include(path_regex="tunnels").parametrize()
@within_bounds
def test_whatever_it_is_asked_of_objects_that_exist(case: Case, emulator: RunningEmulator) -> None:
    emulator.control.reset()
    seeded = emulator.control.seed(applications=0, agents=1, tunnels=1)
    for name in case.path_parameters:
        case.path_parameters[name] = seeded.tunnels[0].id
    if isinstance(case.body, dict) and "agentId" in case.body:
        case.body["agentId"] = seeded.agents[0].id
    headers = {"x-api-key": emulator.private_connect_key}

    case.call_and_validate(base_url=emulator.private_connect_url, headers=headers, checks=CHECKS)
