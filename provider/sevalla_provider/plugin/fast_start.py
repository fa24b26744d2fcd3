"""A start that does not load what the plugin never uses.

Only for a process that does nothing but serve the plugin: `import pulumi` finds an empty package
from then on.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

SHELLS = ("pulumi", "pulumi.runtime", "pulumi.runtime.proto")
"""The protocol's modules are a small part of an SDK that takes 0.2 s and 20 MB to import."""

COMMANDS = ("httpx._main",)
"""httpx has a command line of its own, and with it click, rich and pygments: 10 MB."""


def load_only_what_serves() -> None:
    """Make packages around the protocol that import nothing, and keep command lines out."""
    found = find_spec("pulumi")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package `pulumi` is not installed: `pip install pulumi`")
    root = Path(found.submodule_search_locations[0])
    for name in SHELLS:
        shell = ModuleType(name)
        shell.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = shell
    for name in COMMANDS:
        sys.modules[name] = None  # type: ignore[assignment] # the way to say: not there
