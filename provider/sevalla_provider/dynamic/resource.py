"""What the classes of the dynamic way in have in common: a program's side of a resource."""

from typing import Any

import pulumi
from pulumi.dynamic import Resource

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
        hidden = Hidden(identity, spoken).wire()
        props.update({**outputs, HIDDEN: hidden})
        hide = pulumi.ResourceOptions(additional_secret_outputs=sorted(provider.resource.secrets))
        super().__init__(provider, name, props, pulumi.ResourceOptions.merge(hide, opts))
        # Part of the id, and so known in previews, where other outputs of an update are not:
        # what depends on it is not shown as replaced.
        self.__dict__[provider.resource.own_id] = self.id.apply(own_part)


def own_part(resource_id: str) -> str:
    """The API's own id within the resource's."""
    return resource_id.rpartition("/")[2]
