"""From the dynamic way in to the plugin, as docs/moving.md tells it."""

import re
import subprocess
from pathlib import Path

from tools.workbench.environment import variables
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from acceptance.one_way import ONLY_DYNAMIC
from acceptance.own_python import PATIENCE, own_python
from acceptance.properties import HORIZONTAL, process, proxy
from sevalla_emulator.testing import RunningEmulator

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "moving.md").read_text()
IMPORT = "from sevalla_provider import dynamic"


def documented(language: str) -> str:
    """The one block of code in a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    return re.sub(r"^ {3}", "", str(block), flags=re.MULTILINE)


@ONLY_DYNAMIC
def test_nothing_is_made_changed_or_deleted(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    probe = {"http_get": {"path": "/", "port": 80, "http_headers": [{"name": "A", "value": "b"}]}}
    program = {
        "web": process("web", app_id, readiness_probe=probe, ingress_protocol="grpc"),
        "worker": process("worker", app_id, scaling_strategy=HORIZONTAL, entrypoint="run"),
        "proxy": proxy(app_id, "web"),
    }
    stack.up(program).succeeded()
    before = {name: kept["id"] for name, kept in stack.state().items()}
    emulator.control.clear_log()

    NATIVE.install(stack.home)
    (stack.work / "moving.py").write_text(documented("python"))
    for line in documented("console").splitlines():
        subprocess.run(
            line.removeprefix("$ "),
            shell=True,
            cwd=stack.work,
            env={**variables(stack.folder), **stack.environment},
            check=True,
        )
    main = stack.work / "__main__.py"
    assert IMPORT in main.read_text()
    main.write_text(main.read_text().replace(IMPORT, "import pulumi_sevalla as dynamic"))
    stack.environment.update(own_python(stack.work))
    pip = [".venv/bin/pip", "install", "--quiet", str(ROOT / "sdk" / "python")]
    subprocess.run(pip, cwd=stack.work, check=True, timeout=PATIENCE)

    assert stack.preview().succeeded().changed == {}
    assert stack.up(None, "--refresh").succeeded().changed == {}
    assert emulator.control.counters().writes == 0
    kept = stack.state()
    assert {name: each["id"] for name, each in kept.items()} == before
    assert {each["type"] for each in kept.values()} == {
        "sevalla:index:Process",
        "sevalla:index:TcpProxy",
    }
    stack.destroy().succeeded()
    assert emulator.control.objects().processes == []
