"""The OpenAPI document of an emulated API, from the models its requests are checked with."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sevalla_emulator.api import Api
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.limits.buckets import READS
from sevalla_emulator.operation import Operation
from sevalla_emulator.wire import UUID_PATTERN

_Key: TypeAlias = tuple[str, Literal["body", "answer", "perhaps", "error"]]

_REASONS = {
    400: "malformed or invalid",
    401: "the key is missing or invalid",
    402: "the plan's limit is reached",
    403: "the key lacks the permission",
    404: "not found",
    409: "not in this state of affairs",
    410: "no longer there",
    422: "valid but refused",
    429: "too many requests",
    500: "internal error",
}
_UUID: JsonObject = {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
_SOME_TEXT: JsonObject = {"type": "string", "minLength": 1}
_ERROR: _Key = ("", "error")


def openapi(api: Api) -> JsonObject:
    """Return an OpenAPI 3.1 document; its server is ``api.prefix`` on this host."""
    schemas, components = _schemas(api)
    paths: dict[str, JsonValue] = {}
    for operation in api.operations:
        of_path = paths.setdefault(operation.path, {})
        assert isinstance(of_path, dict)  # noqa: S101 - put there in this loop
        of_path[operation.method.lower()] = _operation(api, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{api.title}, emulated", "version": api.version},
        "servers": [{"url": api.prefix}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": api.key_form.scheme},
            "schemas": components,
        },
    }


class _WithoutNullDefaults(GenerateJsonSchema):
    """Leaves out ``default: null``, which only says that a field may be left out."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described


def _schemas(api: Api) -> tuple[dict[_Key, JsonObject], JsonObject]:
    by_key, definitions = TypeAdapter.json_schemas(
        [(key, "validation", adapter) for key, adapter in _adapters(api)],
        ref_template="#/components/schemas/{model}",
        schema_generator=_WithoutNullDefaults,
    )
    return {key: schema for (key, _mode), schema in by_key.items()}, definitions["$defs"]


def _adapters(api: Api) -> Iterable[tuple[_Key, TypeAdapter[object]]]:
    yield _ERROR, TypeAdapter(api.error_form)
    for operation in api.operations:
        if operation.answers:
            yield (operation.route, "answer"), operation.answers
        if operation.perhaps:
            yield (operation.route, "perhaps"), operation.perhaps
        if operation.body:
            body: type[object] = operation.body
            yield (operation.route, "body"), TypeAdapter(body)


def _operation(api: Api, operation: Operation, schemas: dict[_Key, JsonObject]) -> JsonObject:
    described: JsonObject = {
        "operationId": operation.route,
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation)],
        "responses": _responses(api, operation, schemas),
    }
    if operation.body:
        content = _json_content(schemas[operation.route, "body"])
        described["requestBody"] = {"required": _is_needed(operation.body), **content}
    if operation.public:
        described["security"] = []
    return described


def _is_needed(body: type[BaseModel]) -> bool:
    """Whether a request without a body, which counts as ``{}``, is refused."""
    try:
        body.model_validate({})
    except ValidationError:
        return True
    return False


def _path_parameters(operation: Operation) -> Iterable[JsonObject]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            name = part.strip("{}")
            free = name in operation.free_text
            yield {
                "name": name,
                "in": "path",
                "required": True,
                "schema": _SOME_TEXT if free else _UUID,
            }


def _query_parameters(operation: Operation) -> Iterable[JsonObject]:
    if operation.query is None:
        return
    schema = operation.query.model_json_schema(schema_generator=_WithoutNullDefaults)
    for name, described in schema["properties"].items():
        needed = name in schema.get("required", ())
        yield {"name": name, "in": "query", "required": needed, "schema": described}


def _responses(api: Api, operation: Operation, schemas: dict[_Key, JsonObject]) -> JsonObject:
    success: JsonObject = {"description": "done"}
    if operation.answers:
        success.update(_json_content(schemas[operation.route, "answer"]))
    successes: JsonObject = {str(operation.status): success}
    if operation.perhaps:
        said = _json_content(schemas[operation.route, "perhaps"])
        successes["200"] = {"description": "done", **said}
    by_key = set() if operation.public else {401}
    by_reader = {403} if api.has_read_only_key and operation.method not in READS else set()
    refusals: JsonObject = {
        str(status): {"description": _REASONS[status], **_json_content(schemas[_ERROR])}
        for status in sorted({429, 500} | by_key | by_reader | {*operation.refusals})
    }
    return {**successes, **refusals}


def _json_content(schema: JsonObject) -> JsonObject:
    return {"content": {"application/json": {"schema": schema}}}
