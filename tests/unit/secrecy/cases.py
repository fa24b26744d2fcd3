"""What a secret could be in each resource, and what must nowhere be seen of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.tunnel import TUNNEL
from sevalla_provider.resources.tunnel_share import TUNNEL_SHARE
from unit.emulated import SIZE, Bench
from unit.samples import AGENT, APP, Inputs
from unit.secrecy.made_up import CREDENTIAL

VALUE = 'canary value/4711+"x"'
LATER = "canary-of-an-update"
SHORT = "z9-q"
"""Too short to be cut wherever it stands: it is where it is a whole quoted word."""


@dataclass(frozen=True)
class Case:
    """One resource with secrets.

    Attributes:
        inputs: what the program says, by Pulumi's names; plain.
        changed: what it says later.
        marked: the properties that the program marks as secret.
        canaries: values that must be in no exit, but marked.
        told: secrets that the API tells.
        refused: inputs that check refuses, by the property that is secret.
    """

    resource: Resource[Any]
    inputs: Inputs
    changed: Inputs
    canaries: tuple[str, ...]
    marked: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    refused: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.resource.name

    @property
    def secret(self) -> frozenset[str]:
        """All properties that hold secrets, by Python names."""
        return self.resource.secrets | self.marked

    async def with_parents(self, there: Bench) -> Inputs:
        """The inputs, once all is there that they refer to."""
        await there.make("agents", id=AGENT)
        if self.resource is TCP_PROXY:
            made = await there.make("processes", app_id=APP, type="worker", id=A_PROCESS)
            return {**self.inputs, "processId": made}
        if self.resource is TUNNEL_SHARE:
            made = await there.make("tunnels", name="shared", agentId=AGENT)
            return {**self.inputs, "tunnelId": made}
        return self.inputs


A_PROCESS = "0a1b2c3d-4e5f-6789-abcd-ef01234567ca"

LOGIN = {"user": "visible-user", "password": "canary-password"}

CASES = (
    Case(
        CREDENTIAL,
        {
            "appId": APP,
            "name": "visible-name",
            "value": VALUE,
            "pin": SHORT,
            "login": LOGIN,
            "headers": [{"name": "visible-header", "value": "canary-header"}],
            "variables": {"visible_key": "canary-variable"},
        },
        {"value": LATER},
        (VALUE, LATER, SHORT, "canary-"),
        told=frozenset({"token"}),
        refused={
            "value": "canary-" * 20,
            "pin": "canary-" * 10,  # told cut short, it would not be found
            "login": {"user": "u", "password": "canary-" * 10},
            "headers": [{"name": "n", "value": "canary-1", "vlaue": "canary-2"}],
        },
    ),
    Case(
        PROCESS,
        {
            "appId": APP,
            "type": "web",
            "displayName": "visible-name",
            "resourceTypeId": SIZE,
            "entrypoint": VALUE,
            "readinessProbe": {
                "httpGet": {
                    "path": "/",
                    "port": 80,
                    "httpHeaders": [{"name": "x", "value": "canary-header"}],
                }
            },
        },
        {"entrypoint": LATER},
        (VALUE, LATER, "canary-"),
        marked=frozenset({"entrypoint", "readiness_probe"}),
        refused={"entrypoint": ["canary-1"], "timeZone": "canary-1", "type": "canary-1"},
    ),
    Case(
        TCP_PROXY,
        {"appId": APP, "processId": A_PROCESS, "port": 80},
        {},
        (A_PROCESS,),
        marked=frozenset({"process_id"}),
        refused={"processId": "canary-1", "port": "canary-1"},
    ),
    Case(
        TUNNEL,
        {
            "target": "db.internal:5432",
            "agentId": AGENT,
            "name": "visible-name",
            "metadata": {"visible_key": ["canary-metadata"]},
        },
        {"metadata": {"visible_key": LATER}},
        ("canary-", LATER),
        marked=frozenset({"metadata"}),
        refused={"metadata": "canary-1", "protocol": "canary-1"},
    ),
    Case(
        TUNNEL_SHARE,
        {"name": "visible-name", "description": VALUE},
        {},
        (VALUE, "canary-"),
        marked=frozenset({"description"}),
        told=frozenset({"token", "share_url"}),
        refused={"expiresIn": "canary-1", "allowedMethods": ["canary-1"]},
    ),
)

WITHOUT_A_CASE = {
    "TunnelConnection": "its inputs are ids of which its own is made, and a port",
}
