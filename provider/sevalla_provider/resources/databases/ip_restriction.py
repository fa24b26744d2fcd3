"""DatabaseIpRestriction: who may connect to a database from outside.

Source: `docs/contract/databases-and-storage.md`, IP restriction of a database.
"""

from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.databases.common import DATABASE_CHILD, InDatabase
from sevalla_provider.resources.ip_restriction import RestrictionInputs, ip_restriction
from sevalla_provider.resources.networks import PublicNetworks
from sevalla_provider.resources.properties import OutputModel


class DatabaseIpRestrictionInputs(RestrictionInputs, InDatabase):
    """What a program says of a restriction."""

    ip_list: Annotated[
        PublicNetworks,
        Field(
            description=(
                "Public IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means nothing, "
                "and `203.0.113.7/24` is the same as `203.0.113.0/24`."
            )
        ),
    ]


class DatabaseIpRestrictionOutputs(OutputModel):
    """What the API adds to a restriction: nothing."""


DATABASE_IP_RESTRICTION = ip_restriction(
    DATABASE_CHILD,
    token="sevalla:index:DatabaseIpRestriction",  # noqa: S106 - a name, no password
    noun="IP restriction of a database",
    plural="DatabaseIpRestrictions",
    description=(
        "The addresses from which a database may be reached, or may not, while its external "
        "connection is enabled; connections within the cluster are not concerned. Every database "
        "has one restriction; its id is the database's. One that somebody else has set already, "
        "and not as the program says, is not overwritten: the error tells how to import it. A "
        "destroy puts back what there was before anybody configured it: nobody is kept out."
    ),
    inputs=DatabaseIpRestrictionInputs,
    outputs=DatabaseIpRestrictionOutputs,
)
