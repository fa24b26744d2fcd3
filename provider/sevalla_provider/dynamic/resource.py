"""What the classes of the dynamic way in have in common: a program's side of a resource."""

from collections.abc import Awaitable
from typing import Any, cast

import pulumi
from pulumi.dynamic import Resource
from pulumi.runtime.stack import Stack

from sevalla_provider.dynamic.properties import HIDDEN, Hidden
from sevalla_provider.dynamic.provider import Provider


class SevallaResource(Resource):
    """A resource that is served by the core, inside Pulumi's dynamic provider process."""

    def __init__(
        self,
        provider: Provider,
        name: str,
        props: dict[str, Any],
        timeouts: dict[str, str | None],
        opts: pulumi.ResourceOptions | None,
    ) -> None:
        """Register the resource.

        Args:
            props: an instance of an input type that is a `dict`, with every output beside the
                inputs: Pulumi resolves what it finds there.
            timeouts: by verb; None where the program says nothing.
        """
        spoken = {verb: text for verb, text in timeouts.items() if text is not None}
        identity = f"{pulumi.get_project()}/{pulumi.get_stack()}/{name}"
        outputs = dict.fromkeys(provider.resource.outputs.model_fields)
        hidden = Hidden(identity, spoken, organization=pulumi.get_organization()).wire()
        hidden["urn"] = _urn(f"pulumi-python:{self._resource_type_name}", name, opts)
        props.update({**outputs, HIDDEN: hidden})
        hide = pulumi.ResourceOptions(additional_secret_outputs=sorted(provider.resource.secrets))
        super().__init__(provider, name, props, pulumi.ResourceOptions.merge(hide, opts))
        # Part of the id, and so known in previews, where other outputs of an update are not:
        # what depends on it is not shown as replaced.
        self.__dict__[provider.resource.own_id] = self.id.apply(provider.resource.own_part)


def _urn(type_: str, name: str, opts: pulumi.ResourceOptions | None) -> pulumi.Input[str]:
    """By which the engine will know the resource; known in previews, too."""
    parent = opts.parent if opts else None
    if parent is None or isinstance(parent, Stack):
        return f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::{type_}::{name}"
    urn = pulumi.create_urn(name, type_, parent)
    # Only the name: to depend on the component would be to depend on its children, ourselves too.
    return pulumi.Output(set(), cast("Awaitable[str]", urn.future()), urn.is_known())
