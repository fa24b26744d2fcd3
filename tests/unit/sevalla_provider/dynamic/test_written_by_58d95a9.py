"""States of the dynamic way in that commit 58d95a9 wrote: a quick look, without the engine."""

import base64
import json
import pickle
from typing import Any

import pytest

from fixtures import written
from sevalla_provider.dynamic.properties import from_wire, hidden_in
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.lifecycle.diff import changes

STATE = json.loads((written.HERE / "dynamic" / "state.json").read_text())
KEPT = [each for each in STATE["deployment"]["resources"] if "dynamic/sevalla:" in each["type"]]


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept["urn"].rpartition("::")[2])
def test_the_provider_and_what_it_hid_are_found(kept: dict[str, Any]) -> None:
    provider = pickle.loads(base64.b64decode(kept["outputs"]["__provider"]))
    assert isinstance(provider, Provider)
    assert kept["type"].endswith(f":{provider.resource.name}")
    hidden = hidden_in(kept["outputs"])
    assert hidden.name == kept["urn"].rpartition("::")[2]
    assert hidden.timeouts == ({"create": "5m", "update": "4m"} if hidden.name == "web" else {})
    inputs = from_wire(provider.resource, kept["inputs"]).properties
    assert set(hidden.given) == set(inputs)
    outputs = from_wire(provider.resource, kept["outputs"]).properties
    differing = changes(provider.resource, outputs, inputs)
    # Which the engine deciphers, and nobody else.
    assert {each.name for each in differing} <= {"entrypoint"}
