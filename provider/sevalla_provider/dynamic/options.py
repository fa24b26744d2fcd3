"""Pulumi's resource options, as far as the engine cannot take them as a program says them."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import pulumi
from pydantic import BaseModel

from sevalla_provider.property_paths import EVERY, Path, Step, child, parse
from sevalla_provider.resources.casing import inside, to_camel
from sevalla_provider.resources.resource import Resource

PATHS = ("ignore_changes", "replace_on_changes", "hide_diffs")
"""The options that hold paths to properties."""


def options_for_engine(
    resource: Resource[Any], name: str, opts: pulumi.ResourceOptions
) -> pulumi.ResourceOptions:
    """Spell paths as the engine knows the properties, at every depth; return `opts`.

    Raises `pulumi.RunError`, which Pulumi shows without a traceback: for what cannot be done.
    """
    whom = f'{resource.noun} "{name}"'
    if opts.import_ is not None:
        raise pulumi.RunError(
            f"{whom}: `import_` needs the plugin, since Pulumi's dynamic providers cannot import. "
            "Declare it by `pulumi_sevalla` instead; `pulumi-sevalla import` writes import files "
            "and programs for what exists."
        )
    for option in PATHS:
        paths = getattr(opts, option, None)  # a younger pulumi has more of them
        if paths is not None:
            told = [_on_the_wire(resource, path, f"{whom}: `{option}`") for path in paths]
            setattr(opts, option, told)
    return opts


def _on_the_wire(resource: Resource[Any], text: str, where: str) -> str:
    path = parse(text)
    if path is None:
        raise pulumi.RunError(
            f"{where} has {text!r}, which is no path to a property, such as "
            "`display_name` or `scaling_strategy.config`"
        )
    spelled = ""
    for step in _steps(resource, path, f"{where} has {text!r}"):
        if isinstance(step, str):
            spelled = child(spelled, step)
        else:
            spelled += ".*" if step is EVERY else f"[{step}]"
    return spelled.removeprefix(".")


def _steps(resource: Resource[Any], path: Path, where: str) -> Iterator[Step]:
    """A path, step by step; keys of maps that belong to the user stay as they are."""
    model: type[BaseModel] | None = resource.inputs
    names: Iterable[str] = resource.fields
    for step in path:
        if model is None or not isinstance(step, str):
            yield step
            continue
        known = {spelling: name for name in names for spelling in (name, to_camel(name))}
        if step not in known:
            near = get_close_matches(step, known, n=1)
            hint = f"there are {', '.join(sorted(names))}"
            if near:
                hint = f"did you mean `{known[near[0]]}`?"
            raise pulumi.RunError(f"{where}, and `{step}` is not a property: {hint}")
        yield to_camel(known[step])
        model = inside(model, known[step]) if known[step] in model.model_fields else None
        names = model.model_fields if model else ()
