"""Random programs through random weather: nothing lost, nothing twice, nothing taken, and an end.

Runs over the provider's own gRPC service. `make soak` takes hundreds of walks with new seeds. A
walk that fails says its seed, by which it can be taken again: `SOAK_SEED=… pytest …`.
"""

import os
import secrets
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest
from tools.workbench.ways import Way

from acceptance.bad_day.walk.walk import Figures, Walk
from acceptance.bad_day.walk.weather import Step, plan
from acceptance.bad_day.walk.world import new_world
from acceptance.forking.hosts import Template

WALKS, STEPS = 4, 8
SOAK_WALKS = int(os.environ.get("SOAK_WALKS") or 0)
SOAK_SEED = os.environ.get("SOAK_SEED")


def seeds() -> Iterator[int]:
    if SOAK_SEED:
        yield int(SOAK_SEED)
    elif SOAK_WALKS:
        yield from (secrets.randbelow(10**9) for _ in range(SOAK_WALKS))
    else:
        yield from range(WALKS)


def taken(seed: int, template: Template) -> Figures:
    """Take one walk."""
    random = Random(seed)
    steps = plan(random, STEPS)
    at: Step | str = "the beginning"
    with tempfile.TemporaryDirectory() as folder, new_world(template, Path(folder)) as world:
        walk = Walk(world, random)
        try:
            for number, step in enumerate(steps):
                at = step
                walk.take(step)
                if number == STEPS // 2:
                    walk.converge()
            at = "the end"
            walk.finish()
        except Exception as error:
            told = "\n".join([*walk.trace, "", *world.log.said])
            error.add_note(f"{told}\nSOAK_SEED={seed} fails at {at}")
            raise
    if os.environ.get("SOAK_TRACE"):
        say("\n".join(walk.trace))
    return walk.figures


def test_random_walk(way: Way, template: Template) -> None:
    total: Counter[str] = Counter()
    failed: list[int] = []
    begun = time.monotonic()
    for seed in seeds():
        try:
            total.update(asdict(taken(seed, template)))
        except Exception:
            if not SOAK_WALKS:
                raise
            failed.append(seed)
            traceback.print_exc()
        total["walks"] += 1
        if SOAK_WALKS:
            say(f"{way.name} {dict(total)}, {time.monotonic() - begun:.0f} s, {failed}")
    if failed:
        pytest.fail(f"walks that failed, by SOAK_SEED: {failed}")


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
