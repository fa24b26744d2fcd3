"""Pulumi's resource options, as far as the engine cannot take them as a program says them."""

from collections.abc import Iterator, Sequence
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
    models: Sequence[type[BaseModel]] = [resource.inputs, resource.outputs]
    for step in path:
        if step is EVERY:
            yield step
            models = [*models, *(inner for name in _names(models) for inner in _in(models, name))]
        elif isinstance(step, str) and models:
            name = _known(step, _names(models), where)
            yield to_camel(name)
            models = _in(models, name)
        else:
            yield step


def _names(models: Sequence[type[BaseModel]]) -> Sequence[str]:
    return sorted({name for model in models for name in model.model_fields})


def _in(models: Sequence[type[BaseModel]], name: str) -> Sequence[type[BaseModel]]:
    found = (inside(model, name) for model in models if name in model.model_fields)
    return [model for model in found if model is not None]


def _known(step: str, names: Sequence[str], where: str) -> str:
    """Python's name of a property."""
    spellings = {spelling: name for name in names for spelling in (name, to_camel(name))}
    if step in spellings:
        return spellings[step]
    near = get_close_matches(step, spellings, n=1)
    hint = f"did you mean `{spellings[near[0]]}`?" if near else f"there are {', '.join(names)}"
    raise pulumi.RunError(f"{where}, and `{step}` is not a property: {hint}")
