"""DockerRegistry: the forms of the API's reference are advice, and nobody repeats a secret."""

import pytest

from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from unit.samples import Inputs


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"username": "octocat", "secret": "x" * 8}, []),
        ({"username": "a", "secret": "x" * 128}, []),
        ({"username": "a.b_c-d", "secret": "with blank"}, []),
        ({"username": "x" * 40, "secret": "x" * 8}, ["username"]),
        ({"username": "_json_key", "secret": '{\n"key": "file"\n}'}, ["username", "secret"]),
        ({"username": "octocat", "secret": "x" * 7}, ["secret"]),
        ({"username": "octocat", "secret": "x" * 129}, ["secret"]),
        ({"username": "octocat", "secret": "x" * 8 + "\n"}, ["secret"]),
        ({"username": "octocat"}, []),
    ],
)
def test_what_the_reference_does_not_allow_is_warned_of(inputs: Inputs, named: list[str]) -> None:
    told = DOCKER_REGISTRY.warnings(inputs)
    assert [each.partition("`")[2].partition("`")[0] for each in told] == named
    assert not any(str(inputs["secret"]) in each for each in told)
