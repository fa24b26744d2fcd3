"""What a person types next, where the API shows no such object."""

from collections.abc import Iterable

EVERYTHING = "`pulumi-sevalla import --all --into DIR --name NAME`"


def where_to_look(names: Iterable[str]) -> str:
    """Say what lists the objects that properties name by id, such as `app_id`."""
    # Most runs have no need of it.
    from sevalla_provider.resources.catalogue import CATALOGUE  # noqa: PLC0415

    named = {each.id_output: each for each in CATALOGUE if each.parent is None}
    listed = [
        f"`get{named[name].plural}` lists each {named[name].noun} that this key sees"
        for name in names
        if name in named and named[name].operations.listed
    ]
    return "; ".join([*listed, f"{EVERYTHING} writes down all that is there"]) + "."
