"""The sample of a domain, whatever it is a domain of: a custom one, with its own certificate."""

from typing import Any

from conformance.sample import LATER, NOT_SENT, Canary, Input, Sample
from sevalla_provider.resources.resource import Resource

NAME, OTHER_NAME = "Visible.example", "visible-other.example"


def pem(label: str, body: str) -> str:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


CERTIFICATE = pem("CERTIFICATE", "canarycertificate000")
OTHER_CERTIFICATE = CERTIFICATE + pem("CERTIFICATE", "canarychain/+000")
KEY, OTHER_KEY = pem("PRIVATE KEY", "canarykey000"), pem("RSA PRIVATE KEY", "canarykey111")


def sample_of(
    resource: Resource[Any], kind: str, one: str, other: str, family: str = "applications"
) -> Sample:
    """The sample of the domains of one kind of service.

    Args:
        kind: what the emulator calls the service.
        one: the id of a service, and of another one: the domains' parents.
    """
    parent, made_by = str(resource.parent), f"POST {resource.operations.path}"
    return Sample(
        resource,
        parents=[(kind, {"id": one}), (kind, {"id": other})],
        made_by=made_by,
        family=family,
        least=(parent, "domain_name", "custom_ssl_cert", "custom_ssl_key"),
        names=(NAME, OTHER_NAME),
        inputs={
            parent: Input(one, other, "shop", replaces=True, hidden=True, in_id=True),
            "domain_name": Input(
                NAME,
                OTHER_NAME,
                "*.visible.example",
                laid={"name": OTHER_NAME},
                respelled={"name": NAME.upper(), "type": "custom", "status": "verification"},
                replaces=True,
            ),
            "is_wildcard": Input(False, True, "yes", removed=False, replaces=True),
            "custom_ssl_cert": Input(
                CERTIFICATE,
                OTHER_CERTIFICATE,
                "canary-1",
                replaces=True,
                required=True,
                hidden=True,
                secret=True,
            ),
            "custom_ssl_key": Input(
                KEY, OTHER_KEY, "canary-1", replaces=True, required=True, hidden=True, secret=True
            ),
            # What no call takes away cannot be healed: its own tests tell of that.
            "is_primary": Input(
                False,
                True,
                "yes",
                laid={},
                calls={True: f"{made_by}/{{id}}/set-primary"},
                hidden=True,
                in_id=True,
            ),
            "is_enabled": Input(
                True, False, "no", laid={}, hidden=True, in_id=True, only_planned=True
            ),
            "wait_until_active": Input(
                False,
                True,
                "yes",
                sent=NOT_SENT,
                removed=NOT_SENT,
                laid={},
                given={"is_wildcard": False},
                hidden=True,
                in_id=True,
            ),
        },
        outputs={
            "type": "unknown",
            "dns_records": [{"type": "A", "name": "elsewhere", "value": "192.0.2.1", "ttl": 60}],
            "errors": {"code": ["of", {"any": "shape"}]},
            "created_at": "2026-01-01T00:00:00Z",
            "updated_at": LATER,
        },
        canary=Canary(
            canaries=(CERTIFICATE, KEY, "canarycertificate000", "canarykey000"),
            refused={"customSslCert": "canary-1", "customSslKey": "canary-1"},
        ),
    )
