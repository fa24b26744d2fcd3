"""Domains: names that an application, a static site or a load balancer answers to.

What each of them can do is the same (`docs/contract/applications.md`, Domains;
`docs/contract/sites-balancers-pipelines.md`, Domains): `domain_of` makes the resource of one.
"""

from collections.abc import Container
from dataclasses import replace

from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, List, Shows, Update
from sevalla_provider.resources.awaited_status import AwaitedStatus
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.domain_models import DomainOutputs, SharedDomainInputs
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

SYSTEM = "SYSTEM"
WORDS = ("status", "type")


def normalize_response(shown: JsonObject) -> JsonObject:
    """Call the name what POST calls it; the words of some pages are in lower case."""
    words = {word: each.upper() for word in WORDS if isinstance(each := shown.get(word), str)}
    name = shown.get("name")
    told = {"domain_name": name.removeprefix("*.")} if isinstance(name, str) else {}
    return {**shown, **words, **told}


def changes_in_place(outputs: Properties) -> Container[str]:
    """Name what PATCH changes: the name, and that of the system domain alone."""
    return ("domain_name",) if outputs.get("type") == SYSTEM else ()


def progress(record: WireModel) -> str:
    """Name the DNS records that the platform looks for."""
    records = getattr(record, "dns_records", None) or ()
    told = ", ".join(
        f"{each.get('type')} {each.get('name')} = {each.get('value')}" for each in records
    )
    return f"DNS records looked for: {told}" if told else ""


def domain_of(
    owner: str,
    child: Operations,
    inputs: type[SharedDomainInputs],
    *,
    token: str,
    noun: str,
    plural: str,
) -> Resource:
    """Make the resource of the domains of one kind of service.

    Args:
        owner: what people call such a service: `application`.
        child: what the API can do with what belongs to one; the path is that of the service.
        inputs: the shared ones, and the one that names the service.
    """
    return Resource(
        token=token,
        noun=noun,
        plural=plural,
        description=(
            f"A name that {_one(owner)} answers to. It becomes active once its `dns_records` are "
            "published; a `pulumi up` does not wait for that unless `wait_until_active` says so, "
            "which then asks the platform to look again where it has stopped looking.\n\n"
            "Changes of the certificate, its key or `is_wildcard` make the domain anew: the old "
            "one goes first, as a name can be there but once. The system domain, which comes with "
            f"the {owner}, can be imported, renamed and switched off; a destroy leaves it. After "
            "an import certificate and key are unknown: what a program says of them then is no "
            "difference."
        ),
        inputs=inputs,
        outputs=DomainOutputs,
        id_output="domain_id",
        operations=replace(
            child,
            path=f"{child.path}/domains",
            list=List.EITHER,
            # The answer may show no DNS records yet.
            create=Create(shows=Shows.ID),
            update=Update(shows=Shows.PERHAPS, calls={"domain_name": "name"}),
            switches={
                "is_primary": Switch(on="/set-primary"),
                "is_enabled": Switch(on="/toggle", off="/toggle"),
            },
        ),
        normalize_response=normalize_response,
        conflicts=alike_in("domain_name"),  # there is one of a name, whatever it belongs to
        changes_in_place=changes_in_place,
        progress=progress,
        awaited_status=AwaitedStatus(
            asked_by="wait_until_active",
            status="ACTIVE",
            lapsed="TIMED_OUT",
            look_again="/refresh-status",
        ),
        platform_made=PlatformMade(
            applies=lambda properties: properties.get("type") == SYSTEM,
            defaults={"is_enabled": (True,)},
            makes_itself=True,
        ),
    )


def _one(owner: str) -> str:
    return f"an {owner}" if owner[0] in "aeiou" else f"a {owner}"
