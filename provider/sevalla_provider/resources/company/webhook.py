"""Webhook: who is told of what happens (`docs/contract/company.md`, Webhooks)."""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field
from typing_extensions import override

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Renewal, Switch
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.json_documents import AnyValue
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sets import SetOf
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Rule, Text, shown, wrong

MOST = 65_536
"""Characters of a description: far above any, as none are documented."""

LONGEST = 2048
"""Characters of an address."""

Event = Literal[
    "APP_CREATE",
    "APP_UPDATE",
    "APP_DELETE",
    "APP_DEPLOY",
    "DATABASE_CREATE",
    "DATABASE_UPDATE",
    "DATABASE_DELETE",
    "STATIC_SITE_CREATE",
    "STATIC_SITE_UPDATE",
    "STATIC_SITE_DELETE",
    "STATIC_SITE_DEPLOY",
]


@dataclass(frozen=True)
class WebAddress(Rule):
    """Addresses that begin with `https://` or `http://`."""

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str) or len(value) > LONGEST or not _is_web_address(value):
            raise wrong(f"must be a URL such as https://shop.example/hook, not {shown(value)}")
        return value


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = text.isascii() and text.isprintable() and " " not in text
    return whole and parts.scheme in ("http", "https") and bool(parts.hostname)


class WebhookInputs(InputModel):
    """What a program says of a webhook."""

    endpoint: Annotated[
        Annotated[str, WebAddress()],
        Field(description="The URL that is told, by POST."),
    ]
    allowed_events: Annotated[
        list[Annotated[Event, OneOf()]],
        SetOf(1),
        Field(
            description=(
                "The events that it is told of, such as `APP_DEPLOY` or `DATABASE_CREATE`. Their "
                "order means nothing."
            )
        ),
    ]
    description: Annotated[
        Annotated[str, Text(1, MOST)] | None,
        Field(description="What it is for. Left out, none: one that is there is taken away."),
    ] = None
    is_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=True),
        Field(
            description=(
                "Whether it is told of anything. Left out, it is at first, and later that is not "
                "watched."
            )
        ),
    ] = None
    rotation_triggers: Annotated[
        AnyValue | None,
        Trait(provider_only=True, write_only=True),
        Field(
            description=(
                "Anything at all, such as a map; whatever is in it, a change makes a new `secret`. "
                "The old one holds beside it until `old_secret_expired_at`. It is sent nowhere."
            )
        ),
    ] = None


class WebhookOutputs(DatedOutputs):
    """What the API adds to a webhook. The old secret stays out of the state."""

    webhook_id: Annotated[str, Field(description="The API's own id of the webhook.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    secret: Annotated[
        str | None,
        Trait(secret=True),
        Field(
            description=(
                "What a request carries in `svl-signature`: a password that both sides know, and "
                "no signature."
            )
        ),
    ] = None
    old_secret_expired_at: Annotated[
        str | None, Field(description="Until when the secret before this one holds.")
    ] = None
    created_by: Annotated[str | None, Field(description="Who made it.")] = None
    updated_by: Annotated[str | None, Field(description="Who changed it last.")] = None


WEBHOOK = Resource(
    token="sevalla:index:Webhook",  # noqa: S106 - a name, no password
    noun="webhook",
    plural="Webhooks",
    description=(
        "Tells a URL of what happens in the company. There are at most 10 in a company. Whatever "
        "changes in `rotationTriggers` makes a new secret in its place."
    ),
    inputs=WebhookInputs,
    outputs=WebhookOutputs,
    id_output="webhook_id",
    operations=Operations(
        path="/webhooks",
        limits=sevalla.LIMITS,
        # One client reads fewer fields of an item than there are of a webhook.
        whole_items=False,
        switches={"is_enabled": Switch(on="/toggle", off="/toggle")},
        renewals={"rotation_triggers": Renewal("POST", "/roll-secret", output="secret")},
    ),
    account_wide=True,
)
