"""One resource in one way in: `way`, for tests that take a `sample`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.sample import Sample
from conformance.ways import WAYS, Dynamic, Native, Way, walk, wired
from sevalla_provider import private_files


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def kind(request: pytest.FixtureRequest) -> type[Native] | type[Dynamic]:
    found: Any = request.param
    return found  # type: ignore[no-any-return]


@pytest.fixture
def way(
    sample: Sample,
    kind: type[Native] | type[Dynamic],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Way]:
    """A way in to a server that takes its time with everything."""
    # No test of these cuts the power, and the disk takes longer than all else.
    monkeypatch.setattr(private_files.os, "fsync", lambda _descriptor: None)
    full = wired(sample.resource, sample.full)
    with walk(sample, tmp_path, monkeypatch, full) as walking:
        slow = {"polls": 2}
        waits = dict.fromkeys(("provisioning", "deletion", "ingress", "deployment"), slow)
        walking.run(walking.there.settings(**waits))
        walking.vault.statuses = ["pending", "pending", "ready"]
        yield kind(walking)
