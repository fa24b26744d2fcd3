from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.resources.casing import model_in
from sevalla_provider.resources.values import InputModel

each_function = pytest.mark.parametrize(
    "function", FUNCTIONS, ids=lambda function: function.token.rpartition(":")[2]
)


def fields(model: type[BaseModel]) -> Iterator[FieldInfo]:
    for field in model.model_fields.values():
        yield field
        inner: Any = model_in(field.annotation)
        if inner is not None:
            yield from fields(inner)


def test_no_two_functions_have_one_token() -> None:
    tokens = [function.token for function in FUNCTIONS]
    assert len(set(tokens)) == len(tokens)
    named = {token.rpartition(":")[0] for token in tokens if ":get" in token}
    assert named == {"sevalla:index", "sevalla:privateconnect"}
    assert all(":get" in token for token in tokens)


@each_function
def test_everything_is_described(function: AnyFunction) -> None:
    assert function.description.endswith(".")
    for model in (function.inputs, function.outputs):
        assert all(field.description for field in fields(model))


@each_function
def test_arguments_are_judged_as_the_inputs_of_resources_are(function: AnyFunction) -> None:
    assert issubclass(function.inputs, InputModel)
    assert function.inputs.model_config["extra"] == "forbid"
