"""What generators read off annotations."""

from typing import Annotated, Literal

import pytest
from tools.shapes import Choice, Many, Object, Scalar, Shape, inside, shape_of

from sevalla_provider.resources.probes import ExecAction, HttpGetAction, HttpHeader, Probe
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
    ],
)
def test_a_shape(annotation: object, shape: Shape) -> None:
    assert shape_of(annotation) == shape


def test_what_has_no_shape_is_an_error() -> None:
    with pytest.raises(TypeError):
        shape_of(dict[str, str])


def test_the_innermost_models_come_first() -> None:
    models = list(inside(Probe))
    assert models.index(HttpHeader) < models.index(HttpGetAction)
    assert ExecAction in models
