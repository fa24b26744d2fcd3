"""Build all packages into the folder that the command line names; what was there goes."""

import hashlib
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.dist.archives import go_module, plugin_archives, yaml_declaration
from tools.dist.npm import npm_package
from tools.dist.wheels import provider, python_sdk

SUMS = "SHA256SUMS"


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as scratch:
        wheel = provider(folder)
        python_sdk(folder, Path(scratch) / "python")
        npm_package(folder, Path(scratch) / "nodejs")
    go_module(folder)
    yaml_declaration(folder)
    plugin_archives(folder, wheel)
    built = sorted(folder.iterdir())
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in built]
    (folder / SUMS).write_text("".join(sums))
    for each in built:
        print(f"{each.stat().st_size:>9}  {each.name}")


if __name__ == "__main__":
    main()
