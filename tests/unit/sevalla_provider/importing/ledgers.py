"""Resources of another family than any that the catalogue has: nothing is to know them by name."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import List
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Port, Text

LEDGER_ID = "0a1b2c3d-4e5f-6789-abcd-ef01234567d1"
RULE_ID = "0a1b2c3d-4e5f-6789-abcd-ef01234567d2"


class LedgerInputs(InputModel):
    display_name: Annotated[str, Text(1, 255)]
    connected_id: Uuid | None = None


class LedgerOutputs(OutputModel):
    ledger_id: Annotated[str, Field(description="Its id.")]


class RuleInputs(InputModel):
    """What a program says of something without a name, below a ledger."""

    ledger_id: Annotated[Uuid, Trait(in_path=True)]
    password: Annotated[Annotated[str, Text(1, 255)], Trait(secret=True)]
    source_id: Uuid
    port: Port


class RuleOutputs(OutputModel):
    rule_id: Annotated[str, Field(description="Its id.")]


LEDGER = Resource(
    token="sevalla:index:Ledger",
    noun="ledger",
    plural="Ledgers",
    description="A ledger.",
    inputs=LedgerInputs,
    outputs=LedgerOutputs,
    id_output="ledger_id",
    operations=Operations(path="/ledgers", limits=sevalla.LIMITS, list=List.ARRAY),
)
LEDGER_RULE = Resource(
    token="sevalla:index:LedgerRule",
    noun="ledger rule",
    plural="LedgerRules",
    description="What is allowed to whom.",
    inputs=RuleInputs,
    outputs=RuleOutputs,
    id_output="rule_id",
    operations=Operations(path="/ledgers/{ledger_id}/rules", limits=sevalla.LIMITS),
)
