from pathlib import Path

import pytest

from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_provider.functions.clusters import GetCluster, GetClusters, run, run_one
from sevalla_provider.functions.function import NotThere
from unit.emulated import Bench, bench
from unit.samples import Inputs

pytestmark = pytest.mark.anyio


async def found(there: Bench, **asked: object) -> list[Inputs]:
    answer = await run(there.session, GetClusters.model_validate(asked))
    clusters: object = answer["clusters"]
    assert isinstance(clusters, list)
    return clusters


async def test_every_cluster_is_found_ordered_by_name(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert [each["name"] for each in await found(there)] == [
            "asia-southeast1",
            "europe-west3",
            "us-central1",
        ]


async def test_a_cluster_is_found_by_its_name(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert await found(there, name="europe-west3") == [CLUSTERS[0].model_dump()]


async def test_a_name_that_there_is_not_is_an_error_that_says_which_there_are(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(NotThere) as caught:
            await found(there, name="mars")
        assert str(caught.value) == (
            'there is no cluster "mars"; there are asia-southeast1, europe-west3, us-central1'
        )


@pytest.mark.parametrize(
    "asked", [{"name": "europe-west3"}, {"location": "Frankfurt, Germany"}], ids=str
)
async def test_one_cluster_is_found_by_its_name_or_its_location(
    tmp_path: Path, asked: Inputs
) -> None:
    """Peer row 48: a program that counts on the first of a list moves with each new cluster."""
    async with bench(tmp_path) as there:
        found = await run_one(there.session, GetCluster.model_validate(asked))
        assert found == CLUSTERS[0].model_dump()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "mars"}, 'there is no cluster with the name "mars"; there are asia'),
        ({}, "say which cluster: by `name` or by `location`; there are asia"),
    ],
)
async def test_one_that_is_not_found_is_an_error_that_says_which_there_are(
    tmp_path: Path, asked: Inputs, told: str
) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(NotThere) as caught:
            await run_one(there.session, GetCluster.model_validate(asked))
        assert told in str(caught.value)


@pytest.mark.parametrize(("asked", "told"), [({}, ""), ({"name": "mars"}, ' "mars"')])
async def test_where_there_is_no_cluster_the_error_says_so(
    tmp_path: Path, asked: Inputs, told: str
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=200, body=[])
        with pytest.raises(NotThere) as caught:
            await found(there, **asked)
        assert str(caught.value) == f"there is no cluster{told}; there are none"
