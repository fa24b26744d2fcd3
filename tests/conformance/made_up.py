"""Resources that no platform has, with secrets wherever one can be; and the API that keeps them.

They have the shapes that none of the catalogue has yet: PUT, an input that is secret, no GET of
one, lists of ids alone, creates that answer with an id or with nothing, an input
that is set by calls, one that no answer shows.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Annotated, Any

import httpx
from pydantic import Field

from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.verbs import Create, Get, List, Shows, Update
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.properties import OutputModel, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Rule, Text, shown, wrong
from unit.clocks import FakeClock
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


class ShortInputs(InputModel):
    """What a program says at the least."""

    app_id: AppId
    name: Annotated[Annotated[str, Text(1, 50)], Field(description="Its name.")]
    value: Annotated[
        Annotated[str, Text(1, 60)],
        Trait(secret=True, eventually_consistent=True),
        Field(description="A secret."),
    ]
    pin: Annotated[
        Annotated[str, Pin()] | None, Trait(secret=True), Field(description="A short secret.")
    ] = None


class SwitchedInputs(ShortInputs):
    """The same with one that is set by calls of its own."""

    is_enabled: Annotated[
        Flag | None, Trait(default=True), Field(description="Whether it is of use.")
    ] = None


class CredentialInputs(ShortInputs):
    """What a program says of it."""

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
    created_at: Annotated[str | None, Field(description="When it was made.")] = None


def health(status: str | None) -> Health:
    return {"ready": Health.READY, "failed": Health.FAILED}.get(str(status), Health.PENDING)


def warnings(inputs: Properties) -> Sequence[str]:
    """A warning that repeats what it should not."""
    return [f"the value is {inputs.get('value')}"]


CREDENTIAL = Resource(
    token="sevalla:index:Credential",
    noun="credential",
    plural="Credentials",
    description="A resource with secrets.",
    inputs=CredentialInputs,
    outputs=CredentialOutputs,
    id_output="credential_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/credentials",
        update=Update(method="PUT", whole=True),
    ),
    health=health,
    warnings=warnings,
)

LISTED = replace(
    CREDENTIAL,
    token="sevalla:index:ListedCredential",
    inputs=ShortInputs,
    operations=replace(
        CREDENTIAL.operations,
        list=List.ARRAY,
        get=Get.FROM_LIST,
        create=Create(shows=Shows.ID),
        update=Update(method="PATCH", whole=True, shows=Shows.NOTHING),
    ),
)
"""The list is the read; writes answer with the id, or with nothing."""

NAMELESS = replace(
    CREDENTIAL,
    token="sevalla:index:NamelessCredential",
    inputs=SwitchedInputs,
    operations=replace(
        CREDENTIAL.operations,
        list=List.ARRAY,
        whole_items=False,
        create=Create(shows=Shows.NOTHING),
        update=Update(),
        switches={"is_enabled": Switch("/enable", "/disable")},
    ),
)
"""A plain array of ids; nothing tells which one a create has made; an input that is two calls."""


class UnseenInputs(ShortInputs):
    """The same with a secret that no answer shows."""

    pin: Annotated[
        Annotated[str, Pin()] | None,
        Trait(secret=True, write_only=True),
        Field(description="A secret, which the API takes and never shows."),
    ] = None


UNSEEN = replace(
    CREDENTIAL,
    token="sevalla:index:UnseenCredential",
    inputs=UnseenInputs,
    operations=replace(CREDENTIAL.operations, update=Update()),
)
"""An import cannot know all of it, and it changes in place."""

MADE_UP = (CREDENTIAL, LISTED, NAMELESS, UNSEEN)


class CredentialProvider(Provider):
    """Its dynamic provider."""

    resource = CREDENTIAL


class ListedProvider(Provider):
    """Its dynamic provider."""

    resource = LISTED


class NamelessProvider(Provider):
    """Its dynamic provider."""

    resource = NAMELESS


class UnseenProvider(Provider):
    """Its dynamic provider."""

    resource = UNSEEN


class Vault:
    """The API of credentials.

    Attributes:
        statuses: what an object is seen as, look by look, the last for ever.
    """

    def __init__(self, resource: Resource[Any], clock: FakeClock) -> None:
        self.operations = resource.operations if resource in MADE_UP else CREDENTIAL.operations
        self.unseen = {name for name, trait in resource.traits.items() if trait.write_only}
        self.objects: dict[str, Inputs] = {}
        self.statuses = ["ready"]
        self._clock = clock
        self._made = 0

    @property
    def kept(self) -> Inputs | None:
        """The last that was made."""
        return next(reversed(self.objects.values()), None)

    def serve(self, request: httpx.Request) -> httpx.Response | None:
        """Answer what is asked of credentials; None for all else."""
        _, found, rest = request.url.path.partition("/credentials")
        if not found:
            return None
        body = json.loads(request.content) if request.content else {}
        reply = self._one(request.method, rest[1:], body) if rest else self._all(request, body)
        reply.headers["date"] = formatdate(self._clock.wall(), usegmt=True)
        return reply

    def _all(self, request: httpx.Request, body: Inputs) -> httpx.Response:
        if request.method == "POST":
            object_id = f"{OWN_ID[:-2]}{99 - self._made}"
            self._made += 1
            made = datetime.fromtimestamp(self._clock.wall(), UTC).isoformat()
            own = {"id": object_id, "token": TOKEN, "created_at": made}
            self.objects[object_id] = {
                **own,
                **dict.fromkeys(self.operations.switches, True),
                **body,
            }
            answers: dict[Shows, Any] = {Shows.ID: {"id": object_id}, Shows.NOTHING: None}
            shows = self.operations.create.shows
            return httpx.Response(201, json=answers.get(shows) or self._shown(object_id))
        whole = self.operations.whole_items
        there = [self._shown(each) if whole else {"id": each} for each in self.objects]
        if self.operations.list is List.ARRAY:
            return httpx.Response(200, json=there)
        return httpx.Response(200, json={"data": there, "total": len(there)})

    def _one(self, method: str, path: str, body: Inputs) -> httpx.Response:
        object_id, _, call = path.partition("/")
        if method == "GET" and self.operations.get is Get.FROM_LIST:
            return httpx.Response(405, json={"status": 405, "message": "there is no GET of one"})
        if object_id not in self.objects:
            return httpx.Response(404, json={"status": 404, "message": "no such credential"})
        there = self.objects[object_id]
        if method == "DELETE":
            del self.objects[object_id]
            return httpx.Response(204)
        for name, switch in self.operations.switches.items():
            if f"/{call}" in (switch.on, switch.off):
                there[name] = f"/{call}" == switch.on
        if method in ("PUT", "PATCH"):
            own = {name: there[name] for name in ("id", "token", "created_at")}
            stays = own if method == "PUT" else there
            self.objects[object_id] = {**stays, **body}
        return httpx.Response(200, json=self._shown(object_id))

    def _shown(self, object_id: str) -> Inputs:
        status = self.statuses[0] if len(self.statuses) == 1 else self.statuses.pop(0)
        there = self.objects[object_id].items()
        return {"status": status, **{n: each for n, each in there if n not in self.unseen}}
