"""What generators read off annotations."""

from typing import Annotated, Literal

import pytest
from tools.shapes import (
    Anything,
    Choice,
    Either,
    Many,
    Map,
    Object,
    Scalar,
    Shape,
    inside,
    shape_of,
    told,
)

from sevalla_provider.resources.applications.probes import (
    ExecAction,
    HttpGetAction,
    HttpHeader,
    Probe,
)
from sevalla_provider.resources.json_documents import Document
from sevalla_provider.resources.tunnels.targets import Target, TargetAddress
from sevalla_provider.resources.values import Flag, OneOf, Port


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        (str, Scalar(str)),
        (float | None, Scalar(float)),
        (Flag | None, Scalar(bool)),
        (Port, Scalar(int)),
        (Literal["a", "b"], Choice(("a", "b"))),
        (Annotated[Literal["a"], OneOf()] | None, Choice(("a",))),
        (Probe | None, Object(Probe)),
        (list[HttpHeader] | None, Many(Object(HttpHeader))),
        (list[Annotated[str, "line"]], Many(Scalar(str))),
        (Document | None, Map(Anything())),
        (Target, Either((Scalar(str), Object(TargetAddress)))),
        (Target | None, Either((Scalar(str), Object(TargetAddress)))),
    ],
)
def test_a_shape(annotation: object, shape: Shape) -> None:
    assert shape_of(annotation) == shape


def test_what_has_no_shape_is_an_error() -> None:
    with pytest.raises(TypeError):
        shape_of(set[str])


def test_what_may_be_said_in_two_ways_is_told_in_the_first() -> None:
    assert told(shape_of(Target)) == Scalar(str)
    assert told(shape_of(Probe)) == Object(Probe)


def test_the_innermost_models_come_first() -> None:
    models = list(inside(Probe))
    assert models.index(HttpHeader) < models.index(HttpGetAction)
    assert ExecAction in models
