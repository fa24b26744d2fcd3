import re
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime.proto.provider_pb2 import CheckRequest

from sevalla_provider.lifecycle.naming import SUFFIX, with_names
from sevalla_provider.plugin.resource_call import new_name
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import Inputs, proxy, web
from unit.sevalla_provider.plugin.engine import PROCESS as TOKEN
from unit.sevalla_provider.plugin.engine import got
from unit.sevalla_provider.plugin.stage import checking, process, staged

pytestmark = pytest.mark.anyio

Options = CheckRequest.AutonamingOptions

UNNAMED = {name: value for name, value in web().items() if name != "display_name"}


def named(
    inputs: Inputs, olds: Inputs | None = None, *, seed: bytes = b"seed", **more: Any
) -> object:
    request = CheckRequest(name="mailer", randomSeed=seed, **more)
    found = with_names(PROCESS, inputs, olds or {}, lambda: new_name(request))
    return found.get("display_name")


def test_a_new_object_is_named_after_its_resource_and_at_random() -> None:
    name = str(named(UNNAMED))
    assert re.fullmatch(rf"mailer-[0-9a-f]{{{SUFFIX}}}", name)
    assert named(UNNAMED) == name
    assert named(UNNAMED, seed=b"another") != name


def test_without_a_seed_no_name_comes_twice() -> None:
    assert len({named(UNNAMED, seed=b"") for _ in range(20)}) == 20


@pytest.mark.parametrize("given", ["web", "", UNKNOWN], ids=["named", "badly named", "unknown"])
def test_a_name_that_the_program_gives_is_left_alone(given: object) -> None:
    proposed = Options(proposed_name="proposed", mode=Options.ENFORCE)
    assert named(web(display_name=given), {"display_name": "old"}, autonaming=proposed) == given


@pytest.mark.parametrize("inputs", [UNNAMED, web(display_name=None)], ids=["absent", "null"])
def test_an_object_keeps_the_name_that_it_has(inputs: Inputs) -> None:
    assert named(inputs, {"display_name": "mailer-old"}) == "mailer-old"


def test_a_name_that_the_object_has_stays_whatever_is_proposed() -> None:
    proposed = Options(proposed_name="proposed", mode=Options.ENFORCE)
    assert named(UNNAMED, {"display_name": "old"}, autonaming=proposed) == "old"


@pytest.mark.parametrize("mode", [Options.PROPOSE, Options.ENFORCE])
def test_the_name_that_the_engine_proposes_is_taken(mode: Options.Mode.ValueType) -> None:
    assert named(UNNAMED, autonaming=Options(proposed_name="stack-mailer", mode=mode)) == (
        "stack-mailer"
    )


async def test_a_proposed_name_is_cut_and_one_that_is_enforced_is_refused(tmp_path: Path) -> None:
    unnamed = process(displayName=None)
    proposed = f"{'x' * 300}-0123456"
    async with staged(tmp_path) as stage:
        request = checking(unnamed, None, TOKEN)
        request.autonaming.proposed_name = proposed
        named = got((await stage.verbs.check(request)).inputs)["displayName"]
        assert named == f"{'x' * 247}-0123456"
        request.autonaming.mode = Options.ENFORCE
        (failure,) = (await stage.verbs.check(request)).failures
        assert failure.property == "displayName"
        assert "of 1 to 255 characters, and has 308" in failure.reason


def test_where_automatic_names_are_off_there_is_none() -> None:
    off = Options(proposed_name="never", mode=Options.DISABLE)
    assert named(UNNAMED, autonaming=off) is None
    assert named(UNNAMED, {"display_name": "old"}, autonaming=off) == "old"


def test_a_resource_without_a_name_gets_none() -> None:
    assert with_names(TCP_PROXY, proxy(), {}, lambda: "new") == proxy()
