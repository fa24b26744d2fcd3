"""All samples: each file in `samples/` brings its own; there is no list."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from conformance import samples
from conformance.sample import Sample
from sevalla_provider.resources.catalogue import BY_TOKEN


def _found() -> Iterator[Sample]:
    for module in pkgutil.iter_modules(samples.__path__, f"{samples.__name__}."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, Sample):
                yield each


SAMPLES = tuple(_found())

OF_THE_CATALOGUE = tuple(each for each in SAMPLES if each.resource.token in BY_TOKEN)
"""The others are of resources that no platform has."""
