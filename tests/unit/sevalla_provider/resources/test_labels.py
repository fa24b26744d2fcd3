"""What objects are called."""

from typing import Any

import pytest

from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.labels import label_of
from sevalla_provider.resources.resource import Resource
from unit.samples import PROCESS_ID
from unit.sevalla_provider.importing.ledgers import LEDGER, LEDGER_ID, LEDGER_RULE

SOURCE = "0a1b2c3d-4e5f-6789-abcd-ef01234567d3"


@pytest.mark.parametrize(
    ("resource", "shown", "label"),
    [
        (LEDGER, {"display_name": "Shop"}, "Shop"),
        (TCP_PROXY, {"process_id": PROCESS_ID, "port": 80}, "web 80"),
        (TCP_PROXY, {"process_id": SOURCE, "port": 80}, "TCP proxy 80"),
        (TCP_PROXY, {"process_id": PROCESS_ID}, "web 0a1b2c3d"),
        (TCP_PROXY, {"app_id": PROCESS_ID, "process_id": SOURCE, "port": 80}, "TCP proxy 80"),
        (LEDGER_RULE, {"source_id": PROCESS_ID, "port": 5}, "web 5"),
        (LEDGER_RULE, {"password": "canary", "source_id": SOURCE}, "ledger rule 0a1b2c3d"),
    ],
)
def test_what_has_no_name_is_called_after_what_it_must_say(
    resource: Resource[Any], shown: dict[str, Any], label: str
) -> None:
    found = resource.read_model.model_validate({"id": LEDGER_ID, **shown})
    assert label_of(resource, found, {PROCESS_ID: "web"}) == label
