"""Functions: what a program looks up."""

from asyncio import CancelledError
from collections.abc import Collection, Mapping
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import explain
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.check_failures import check_failures
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.marshalling import received, result
from sevalla_provider.plugin.narration import EngineLog, ResourceNarrator
from sevalla_provider.redaction import keeping
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.secrets import secret_names, secret_values
from sevalla_provider.resources.unknown import UNKNOWN, holds_unknown

BY_TOKEN: Mapping[str, AnyFunction] = {function.token: function for function in FUNCTIONS}


async def invoke(
    session: Session, cancellation: Cancellation, log: EngineLog, request: pb.InvokeRequest
) -> pb.InvokeResponse:
    """Look something up. Raises `Failed`."""
    function = BY_TOKEN.get(request.tok)
    if function is None:
        known = ", ".join(BY_TOKEN)
        raise Failed(
            f"there is no function {request.tok}; there are {known}", grpc.StatusCode.NOT_FOUND
        )
    given = received(function.inputs, request.args)
    fields = function.inputs.model_fields
    secrets = given.secrets | secret_names(fields)
    with keeping(secret_values(fields, given.properties), *map(given.properties.get, secrets)):
        return await _invoke(session, cancellation, log, function, given.properties, secrets)


async def _invoke(
    session: Session,
    cancellation: Cancellation,
    log: EngineLog,
    function: AnyFunction,
    given: Properties,
    secrets: Collection[str],
) -> pb.InvokeResponse:
    checked = check(function.inputs, given)
    if checked.failures:
        return pb.InvokeResponse(failures=check_failures(checked.failures, secrets))
    if holds_unknown(checked.inputs):
        later: dict[str, Any] = dict.fromkeys(function.outputs.model_fields, UNKNOWN)
        return _answer(function, later)
    asked = function.inputs.model_validate(checked.inputs)
    try:
        found = await cancellation.run(ResourceNarrator(log, ""), function.run(session, asked))
    except (Exception, CancelledError) as error:
        name = function.token.rpartition(":")[2]
        raise Failed(explain(f"invoke {name}", error, checked.inputs)) from None
    return _answer(function, found)


def _answer(function: AnyFunction, found: Properties) -> pb.InvokeResponse:
    answer: dict[str, Any] = {"return": result(function.outputs, found)}  # a word of Python's own
    return pb.InvokeResponse(**answer)
