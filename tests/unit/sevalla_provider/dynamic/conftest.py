import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from sevalla_provider.dynamic import provider as module
from unit.emulated import bench
from unit.sevalla_provider.dynamic.test_provider import Stage


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with asyncio.Runner() as runner:
        opened = bench(tmp_path)
        there = runner.run(opened.__aenter__())
        stage = Stage(runner.get_loop(), there)
        monkeypatch.setattr(module, "host", lambda: stage)
        monkeypatch.setattr(module, "EngineNarrator", lambda _label, _urn: stage.heard)
        yield stage
        runner.run(opened.__aexit__(None, None, None))
