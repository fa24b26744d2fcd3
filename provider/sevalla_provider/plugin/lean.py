"""A start that does not load what the plugin never uses."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

PACKAGES = ("pulumi", "pulumi.runtime", "pulumi.runtime.proto")


def import_protocol_alone() -> None:
    """Let `pulumi.runtime.proto` be imported without the SDK around it.

    The protocol's modules are a small part of a package that takes 0.2 s and 20 MB to import, for
    programs that declare resources. Only for a process that does nothing but serve the plugin:
    `import pulumi` finds an empty package from then on.
    """
    found = find_spec("pulumi")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package `pulumi` is not installed: `pip install pulumi`")
    root = Path(found.submodule_search_locations[0])
    for name in PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
