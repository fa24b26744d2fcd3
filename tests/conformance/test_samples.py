"""Nothing of a resource is forgotten: neither its sample, nor any property in it."""

from typing import Any

import pytest
from pydantic.alias_generators import to_snake

from conformance.catalogue import OF_THE_CATALOGUE, SAMPLES
from conformance.sample import Sample
from conformance.ways import provider_of
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)

STATUS = "status"
"""What the API alone says of an object: its health is a matter of its own."""


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda each: each.name)
def test_every_resource_has_one_sample(resource: Resource[Any]) -> None:
    own = [each for each in OF_THE_CATALOGUE if each.resource is resource]
    assert len(own) == 1, f"there is no sample of {resource.name}, or more than one"


@every_sample
def test_a_sample_speaks_of_every_input(sample: Sample) -> None:
    inputs = set(sample.resource.inputs.model_fields)
    for name in inputs - set(sample.inputs):
        pytest.fail(f"the sample of {sample} says nothing of `{name}`")
    assert set(sample.inputs) == inputs


@every_sample
def test_a_sample_speaks_of_every_output(sample: Sample) -> None:
    outputs = set(sample.resource.outputs.model_fields) - {STATUS, sample.resource.id_output}
    spoken = {to_snake(name) for name in sample.outputs} | sample.told
    for name in outputs - spoken:
        pytest.fail(f"the sample of {sample} says nothing of the output `{name}`")


@every_sample
def test_a_sample_says_what_it_costs_to_change_an_object(sample: Sample) -> None:
    updated = ((name, sample.inputs[name]) for name in sample.updated)
    changes = {name for name, each in updated if not (each.hidden or each.calls)}
    assert bool(changes) == bool(sample.changed_by)


@every_sample
def test_what_is_secret_is_secret_in_the_model(sample: Sample) -> None:
    assert sample.resource.secrets == sample.secret
    assert sample.canary or not sample.secret or sample.resource.name.endswith("Credential")


@every_sample
def test_the_dynamic_way_in_serves_it(sample: Sample) -> None:
    assert provider_of(sample.resource).resource is sample.resource
