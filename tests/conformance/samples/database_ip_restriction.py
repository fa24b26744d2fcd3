"""DatabaseIpRestriction: one for each database, of public networks alone; written whole, by PUT."""

from conformance.sample import Input, Sample
from sevalla_provider.resources.databases.ip_restriction import DATABASE_IP_RESTRICTION

DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456755"
OTHER_DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456756"

SAMPLE = Sample(
    DATABASE_IP_RESTRICTION,
    family="databases",
    parents=[("databases", {"id": DATABASE}), ("databases", {"id": OTHER_DATABASE})],
    made_by="PUT /databases/{database_id}/ip-restriction",
    changed_by="PUT /databases/{database_id}/ip-restriction",
    whole=True,
    least=("database_id", "type", "ip_list"),
    inputs={
        "database_id": Input(
            DATABASE, OTHER_DATABASE, "shop", replaces=True, hidden=True, in_id=True
        ),
        "type": Input("deny", "allow", "block"),
        "is_enabled": Input(False, True, "yes", removed=True),
        "ip_list": Input(
            ["2001:DB8::/32", "203.0.113.7/32", "198.51.100.9/28", "203.0.113.7"],
            ["198.51.100.0/24", "203.0.113.9"],
            ["203.0.113.7", "10.0.0.0/8"],
            spelled=["198.51.100.0/28", "203.0.113.7", "2001:db8::/32"],
            laid={"ip_list": ["0.0.0.0/0"]},
            respelled={"ip_list": ["203.0.113.7/32", "2001:0DB8:0::/32", "198.51.100.9/28"]},
        ),
    },
    outputs={},
    gone_with="database_id",
    kind="database_ip_restrictions",
)
