"""`pulumi do TYPE list`, of every resource: what it tells is what an import takes."""

import grpc
import pytest

from conformance.catalogue import SAMPLES
from conformance.sample import Sample
from conformance.steps import create
from conformance.ways import Native
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.resources.casing import to_camel
from unit.samples import Inputs

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=str)
in_native = pytest.mark.parametrize("kind", [Native], ids=["native"])


def place(sample: Sample) -> Inputs:
    """Where a list is asked to look: beneath what the object is in."""
    return {to_camel(name): sample.said[name] for name in sample.resource.parents}


@in_native
@every_sample
def test_a_list_tells_the_id_that_an_import_takes(sample: Sample, way: Native) -> None:
    state = create(way, sample.full)
    way.walk.later()
    if not sample.resource.listable:
        with pytest.raises(Failed, match=f"{sample.resource.plural} cannot be listed: ") as caught:
            way.list(place(sample))
        assert caught.value.code is grpc.StatusCode.UNIMPLEMENTED
        return
    made = way.id
    listed = way.list(place(sample))
    assert all(listed.values())
    assert made in listed
    assert not any(each in listed[made] for each in way.walk.case.canaries)
    assert way.imported(made)["id"] == made
    if sample.resource.operations.delete is not None:
        way.delete(state)
        assert made not in way.list(place(sample))
