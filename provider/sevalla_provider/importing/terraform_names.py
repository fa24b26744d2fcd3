"""What a program calls what Terraform had an address for."""

from collections.abc import Sequence

from sevalla_provider.importing.import_file import plain_name, unused
from sevalla_provider.importing.terraform_state import Instance
from sevalla_provider.importing.terraform_types import APPLICATION_TYPE, PREFIX


def names_of(instances: Sequence[Instance], taken: Sequence[str] = ()) -> dict[str, str]:
    """Name each by its address: `module.env["live"].sevalla_application.this` is `env-live-this`.

    Where types share a name, the application keeps it, or else the first; the others append their
    type. Two of one type that would have the same name get a number.

    Returns:
        the names by the addresses.
    """
    owners: dict[str, str] = {}
    for one in sorted(instances, key=lambda each: each.type != APPLICATION_TYPE):
        owners.setdefault(_plain(one), one.type)
    names = set(taken)
    named: dict[str, str] = {}
    # Names that nothing is appended to come first: nobody else gets one of them.
    for one in sorted(instances, key=lambda each: owners[_plain(each)] != each.type):
        own = owners[_plain(one)] == one.type
        named[one.address] = unused(_plain(one) if own else _with_type(one), names)
    return named


def _plain(one: Instance) -> str:
    return plain_name(" ".join(one.label))


def _with_type(one: Instance) -> str:
    return plain_name(" ".join((*one.label, one.type.removeprefix(PREFIX))))
