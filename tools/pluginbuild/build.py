"""Build the folder that `pulumi plugin install … --file` takes: `make plugin` runs this.

The plugin and all it needs, as pip installs it, beside a script that starts it with the Python on
PATH: binary packages tie the folder to this platform and this version of Python.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """\
#!/usr/bin/env python{version}
\"\"\"The plugin `sevalla`: started by Pulumi's engine.\"\"\"

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

from sevalla_provider.plugin.__main__ import run

run()
"""


def main() -> None:
    """Build into the folder that the command line names; what was there goes."""
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    install(folder / "lib")
    script = folder / "pulumi-resource-sevalla"
    script.write_text(SCRIPT.format(version=f"{sys.version_info.major}.{sys.version_info.minor}"))
    script.chmod(0o755)
    print(folder)


def install(folder: Path) -> None:
    """Install the provider without its commands' scripts; bytecode makes the first start fast."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pinned = ["--constraint", str(ROOT / "constraints.txt"), "--target", str(folder), str(ROOT)]
    subprocess.run([*command, *pinned], check=True)
    shutil.rmtree(folder / "bin", ignore_errors=True)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder)], check=False)


if __name__ == "__main__":
    main()
