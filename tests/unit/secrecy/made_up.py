"""A resource that no platform has, with secrets wherever one can be; and the API that keeps it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import httpx
from pydantic import Field

from sevalla_provider.clients.operations import Update
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.resources.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.resource import Health, OutputModel, Properties, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Rule, Text, shown, wrong
from unit.samples import Inputs

TOKEN = "canary-token-4711"
"""What the API tells of each object, and nobody says."""

OWN_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456799"


@dataclass(frozen=True)
class Pin(Rule):
    """A rule whose refusal repeats the value."""

    def check(self, value: object) -> object:
        if not str(value).startswith("z"):
            raise wrong(f"must begin with z, not {shown(value)}")
        return value


class Login(InputModel):
    """An object that holds a secret."""

    user: Annotated[str, Field(description="Who.")]
    password: Annotated[
        str, Trait(secret=True), Text(1, 60), Field(alias="pass_word", description="What.")
    ]


class Header(InputModel):
    """An object of a list, which holds a secret."""

    name: Annotated[str, Field(description="Which.")]
    value: Annotated[str, Trait(secret=True), Field(description="What.")]


class CredentialInputs(InputModel):
    """What a program says of it."""

    app_id: AppId
    name: Annotated[Annotated[str, Text(1, 50)], Field(description="Its name.")]
    value: Annotated[
        Annotated[str, Text(1, 60)],
        Trait(secret=True, applied_later=True),
        Field(description="A secret."),
    ]
    pin: Annotated[
        Annotated[str, Pin()] | None, Trait(secret=True), Field(description="A short secret.")
    ] = None
    login: Annotated[Login | None, Field(description="Who may.")] = None
    headers: Annotated[list[Header] | None, Field(description="To send.")] = None
    variables: Annotated[
        dict[str, str] | None, Trait(secret=True), Field(description="All are secret.")
    ] = None


class CredentialOutputs(OutputModel):
    """What the API adds."""

    credential_id: Annotated[str, Field(description="The API's own id.")]
    token: Annotated[str | None, Trait(secret=True), Field(description="A secret.")] = None
    status: Annotated[str | None, Field(description="Its status.")] = None


def health(status: str | None) -> Health:
    return {"ready": Health.READY, "failed": Health.FAILED}.get(str(status), Health.PENDING)


def advise(inputs: Properties) -> Sequence[str]:
    """A warning that repeats what it should not."""
    return [f"the value is {inputs.get('value')}"]


CREDENTIAL = Resource(
    token="sevalla:index:Credential",
    noun="credential",
    plural="Credentials",
    description="A resource with secrets.",
    inputs=CredentialInputs,
    outputs=CredentialOutputs,
    own_id="credential_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/credentials",
        update=Update(method="PUT", whole=True),
    ),
    health=health,
    advise=advise,
)


class CredentialProvider(Provider):
    """Its dynamic provider."""

    resource = CREDENTIAL


class Vault:
    """The API of credentials: it keeps one."""

    def __init__(self) -> None:
        self.kept: Inputs | None = None
        self.statuses = ["ready"]

    def serve(self, request: httpx.Request) -> httpx.Response | None:
        """Answer what is asked of credentials; None for all else."""
        _, found, rest = request.url.path.partition("/credentials")
        if not found:
            return None
        body = json.loads(request.content) if request.content else {}
        if request.method in ("POST", "PUT"):
            status = 201 if request.method == "POST" else 200
            self.kept = {**(self.kept or {"id": OWN_ID, "token": TOKEN}), **body}
            return httpx.Response(status, json=self._shown())
        if request.method == "DELETE":
            self.kept = None
            return httpx.Response(204)
        if not rest:
            there = [] if self.kept is None else [self._shown()]
            return httpx.Response(200, json={"data": there, "total": len(there)})
        if self.kept is None:
            missing = {"status": 404, "message": "no such credential"}
            return httpx.Response(404, json=missing)
        return httpx.Response(200, json=self._shown())

    def _shown(self) -> Inputs:
        status = self.statuses[0] if len(self.statuses) == 1 else self.statuses.pop(0)
        return {**(self.kept or {}), "status": status}
