"""IpRestriction: who may enter an application (`docs/contract/applications.md`, IP restriction)."""

from sevalla_provider.resources.applications.common import APPLICATION_CHILD, InApplication
from sevalla_provider.resources.ip_restriction import RestrictionInputs, ip_restriction
from sevalla_provider.resources.properties import OutputModel


class IpRestrictionInputs(RestrictionInputs, InApplication):
    """What a program says of a restriction."""


class IpRestrictionOutputs(OutputModel):
    """What the API adds to a restriction: nothing."""


IP_RESTRICTION = ip_restriction(
    APPLICATION_CHILD,
    token="sevalla:index:IpRestriction",  # noqa: S106 - a name, no password
    noun="IP restriction",
    plural="IpRestrictions",
    description=(
        "The addresses from which an application may be entered, or may not. Every application has "
        "one restriction; its id is the application's. One that somebody else has set already, and "
        "not as the program says, is not overwritten: the error tells how to import it. A destroy "
        "puts back what there was before anybody configured it: nobody is kept out."
    ),
    inputs=IpRestrictionInputs,
    outputs=IpRestrictionOutputs,
)
