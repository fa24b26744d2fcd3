"""IpRestriction: one for each application, which always exists; written whole, by PUT."""

from conformance.sample import APP, OTHER_APP, Input, Sample
from sevalla_provider.resources.applications.ip_restriction import IP_RESTRICTION

SAMPLE = Sample(
    IP_RESTRICTION,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="PUT /applications/{app_id}/ip-restriction",
    changed_by="PUT /applications/{app_id}/ip-restriction",
    whole=True,
    least=("app_id", "type", "ip_list"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "type": Input("deny", "allow", "block"),
        "is_enabled": Input(False, True, "yes", removed=True),
        "ip_list": Input(
            ["2001:DB8::/32", "203.0.113.7/32", "10.1.2.3/16", "203.0.113.7"],
            ["198.51.100.0/24", "10.1.0.0/16"],
            ["203.0.113.7", "203.0.113.0/33"],
            spelled=["10.1.0.0/16", "203.0.113.7", "2001:db8::/32"],
            sent=["10.1.0.0/16", "198.51.100.0/24"],
            laid={"ip_list": ["0.0.0.0/0"]},
            respelled={"ip_list": ["203.0.113.7/32", "2001:0DB8:0::/32", "10.1.2.3/16"]},
        ),
    },
    outputs={},
    gone_with="app_id",
    kind="ip_restrictions",
)
