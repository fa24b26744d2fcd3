"""What the classes of the dynamic way in have in common: a program's side of a resource."""

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from typing import Any, cast

import pulumi
from pulumi.dynamic import Resource
from pulumi.runtime.stack import Stack

from sevalla_provider.dynamic.keys import warn_of_key
from sevalla_provider.dynamic.options import options_for_engine
from sevalla_provider.dynamic.properties import HIDDEN, Hidden
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.lifecycle.config_hash import CONFIG_HASH
from sevalla_provider.lifecycle.property_set import KEPT

ARGUMENTS = "_pulumi_input_type"
"""What Pulumi writes on classes of arguments."""


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

        Raises:
            pulumi.RunError: `opts` ask for what cannot be done.
        """
        warn_of_key(provider.resource.api)
        spoken = {verb: text for verb, text in timeouts.items() if text is not None}
        identity = f"{pulumi.get_project()}/{pulumi.get_stack()}/{name}"
        outputs = dict.fromkeys(provider.resource.outputs.model_fields)
        hidden = Hidden(identity, spoken, organization=pulumi.get_organization()).wire()
        hidden["urn"] = _urn(f"pulumi-python:{self._resource_type_name}", name, opts)
        secrets = provider.resource.secrets
        # Its salt is kept in there.
        kept = {KEPT} if CONFIG_HASH in outputs else set()
        # The host takes marks off, and the engine puts them on outputs where it knows of inputs'.
        marked = {n: pulumi.Output.secret(v) if n in secrets else v for n, v in _said(props)}
        if _holds_output(props):
            hidden["secrets"] = _marked_by_the_program(props)
        props.update({**marked, **outputs, HIDDEN: hidden})
        hide = pulumi.ResourceOptions(additional_secret_outputs=sorted({*secrets, *kept}))
        merged = pulumi.ResourceOptions.merge(hide, opts)
        told = options_for_engine(provider.resource, name, merged)
        super().__init__(provider, name, props, told)
        # Part of the id, and so known in previews, where other outputs of an update are not:
        # what depends on it is not shown as replaced.
        self.__dict__[provider.resource.id_output] = self.id.apply(provider.resource.own_part)


def _said(props: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the program said."""
    return ((name, value) for name, value in props.items() if value is not None)


def _holds_output(value: object) -> bool:
    """Whether there is an output in it, at any depth: what is plain is marked by nobody."""
    if isinstance(value, Mapping):
        return any(map(_holds_output, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_output, value))
    if getattr(type(value), ARGUMENTS, False):
        return any(map(_holds_output, vars(value).values()))
    return isinstance(value, pulumi.Output)


def _marked_by_the_program(props: dict[str, Any]) -> pulumi.Output[list[str]]:
    """The names of the properties that the program marked as secret, at any depth.

    They are known before the values are, and are no secret themselves.
    """
    # Now, before what comes of this is among them.
    said = [(name, pulumi.Output.from_input(value)) for name, value in _said(props)]

    async def names() -> list[str]:
        return [name for name, value in said if await value.is_secret()]

    known: asyncio.Future[bool] = asyncio.Future()
    known.set_result(True)
    return pulumi.Output(set(), names(), known)


def _urn(type_: str, name: str, opts: pulumi.ResourceOptions | None) -> pulumi.Input[str]:
    """By which the engine will know the resource; known in previews, too."""
    parent = opts.parent if opts else None
    if parent is None or isinstance(parent, Stack):
        return f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::{type_}::{name}"
    urn = pulumi.create_urn(name, type_, parent)
    # Only the name: to depend on the component would be to depend on its children, ourselves too.
    return pulumi.Output(set(), cast("Awaitable[str]", urn.future()), urn.is_known())
