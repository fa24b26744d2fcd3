"""What an object is called where people choose among many."""

from collections.abc import Mapping
from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.resources.ids import UuidForm
from sevalla_provider.resources.resource import Resource


def name_of(found: WireModel) -> str:
    """The name that the platform shows; nothing where there is none."""
    return str(getattr(found, "display_name", None) or getattr(found, "name", None) or "")


def label_of(resource: Resource[Any], found: WireModel, names: Mapping[str, str]) -> str:
    """What an object is called; one without a name after what it must say: "web 5432".

    That is the name of the object that it refers to, or else its kind, and the first other value.
    Of what its parent has but one the kind says all.

    Args:
        names: what other objects are called, by their own ids.
    """
    if name := name_of(found):
        return name
    if resource.operations.single:
        return resource.noun
    required = [
        str(getattr(found, name, None) or "")
        for name, field in resource.inputs.model_fields.items()
        if field.is_required() and name not in resource.secrets
    ]
    owner = next((names[value] for value in required if names.get(value)), resource.noun)
    values = (each for each in required if each and not UuidForm.form.fullmatch(each.lower()))
    return f"{owner} {next(values, found.id[:8])}"
