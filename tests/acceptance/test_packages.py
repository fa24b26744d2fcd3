"""From the packages alone, in an empty folder, to the first `pulumi up`: as the README says."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest
from tools.workbench.environment import variables

from acceptance.own_python import PATIENCE
from sevalla_emulator.testing import RunningEmulator
from sevalla_provider.repository import GO_MODULE, RELEASES
from sevalla_provider.version import VERSION

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
SCHEMA = json.loads((ROOT / "schema.json").read_text())
COMMAND = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Language:
    """A language, as somebody begins in it.

    Attributes:
        name: as the README's table has it.
        runtime: as Pulumi has it.
        files: the program, and what its language's tools want to find.
        before: what they want to be told before a package is installed.
        needs: what must be on this machine.
    """

    name: str
    runtime: str
    files: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()
    needs: str = "pulumi"


LANGUAGES = (
    Language("YAML", "yaml"),
    Language(
        "Python",
        "python",
        {"__main__.py": 'import pulumi_sevalla as sevalla\n\nsevalla.Project("shop")\n'},
    ),
    Language(
        "TypeScript",
        "nodejs",
        {
            "index.ts": (
                'import * as sevalla from "pulumi-sevalla";\n\nnew sevalla.Project("shop");\n'
            ),
            "package.json": '{"name": "shop", "main": "index.ts"}\n',
            "tsconfig.json": '{"compilerOptions": {"strict": true, "skipLibCheck": true}}\n',
        },
        before=("npm install --no-audit --no-fund @pulumi/pulumi typescript@5 @types/node@20",),
        needs="npm",
    ),
    Language(
        "Go",
        "go",
        {
            "main.go": (
                'package main\n\nimport (\n\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n\n'
                f'\t"{GO_MODULE}/sevalla"\n)\n\nfunc main() {{\n'
                "\tpulumi.Run(func(ctx *pulumi.Context) error {\n"
                '\t\t_, err := sevalla.NewProject(ctx, "shop", &sevalla.ProjectArgs{})\n'
                "\t\treturn err\n\t})\n}\n"
            )
        },
        before=("go mod init shop",),
        needs="go",
    ),
)


@dataclass(frozen=True)
class Machine:
    """Somebody's machine: an environment with the wheel in it, first on PATH, and Pulumi."""

    folder: Path
    environment: Mapping[str, str]

    def run(
        self,
        work: Path,
        command: str,
        more: Mapping[str, str] = MappingProxyType({}),
        ends: int = 0,
    ) -> str:
        """What a command says on stdout and stderr."""
        done = subprocess.run(
            command,
            shell=True,
            cwd=work,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == ends, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def machine(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The wheel is installed; what it needs is taken from this environment, to be quick."""
    folder = tmp_path_factory.mktemp("machine")
    for name in ("backend", "home"):
        (folder / name).mkdir()
    (folder / "dist").symlink_to(dist)
    theirs = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(theirs)], check=True, timeout=PATIENCE)
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(theirs)}))
    (purelib / "ours.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    environment = variables(folder)
    del environment["PULUMI_IGNORE_AMBIENT_PLUGINS"]
    ours = str(Path(sys.executable).parent)
    others = [each for each in os.environ["PATH"].split(os.pathsep) if each != ours]
    environment["PATH"] = os.pathsep.join([str(theirs / "bin"), *others])
    made = Machine(folder, environment)
    made.run(folder, f"pip install --quiet dist/pulumi_sevalla_provider-{VERSION}-py3-none-any.whl")
    return made


@pytest.fixture(scope="module")
def installed(machine: Machine) -> Machine:
    """The plugin is installed, by the command that the README tells."""
    assert "$ pulumi-sevalla plugin install\n" in README
    said = machine.run(machine.folder, "pulumi-sevalla plugin install")
    assert f"installed the plugin sevalla {VERSION}" in said
    return machine


def commands_of(language: Language) -> Sequence[str]:
    """What the README's table tells for a language."""
    (row,) = re.findall(rf"^\| {language.name} \|([^|]*)\|", README, re.MULTILINE)
    return COMMAND.findall(row)


@pytest.fixture
def begin(machine: Machine, tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with a program and nothing else, and a stack."""

    def make(language: Language, more: str = "") -> Path:
        work = tmp_path / "shop"
        work.mkdir()
        (work / "dist").symlink_to(machine.folder / "dist")
        program = "resources:\n  shop: {type: sevalla:Project}\n" if not language.files else ""
        text = f"name: {tmp_path.name}\nruntime: {language.runtime}\n{more}{program}"
        (work / "Pulumi.yaml").write_text(text)
        for name, content in language.files.items():
            (work / name).write_text(content)
        machine.run(work, "pulumi stack init test")
        return work

    return make


def up(machine: Machine, work: Path, emulator: RunningEmulator) -> str:
    key = {"SEVALLA_API_KEY": emulator.api_key, "SEVALLA_API_URL": emulator.url}
    said = machine.run(work, "pulumi up --yes --skip-preview --color never", key)
    assert len(emulator.control.objects().projects) == 1
    assert "warning" not in said
    return said


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.name)
def test_the_first_up_in_a_language(
    language: Language, installed: Machine, emulator: RunningEmulator, begin: Callable[..., Path]
) -> None:
    if shutil.which(language.needs) is None:
        pytest.skip(f"needs `{language.needs}`")
    work = begin(language)
    for command in (*language.before, *commands_of(language)):
        installed.run(work, command)
    up(installed, work, emulator)
    if language.needs == "npm":
        assert_typed_without_scripts(installed, work)


def assert_typed_without_scripts(machine: Machine, work: Path) -> None:
    """The package is whole where nobody lets it run anything, and its types are read."""
    shutil.rmtree(work / "node_modules" / "pulumi-sevalla")
    flags = "--ignore-scripts --no-audit --no-fund"
    machine.run(work, f"npm install {flags} ./dist/pulumi-sevalla-{VERSION}.tgz")
    machine.run(work, "npx --no-install tsc --noEmit")
    machine.run(work, "node -e 'require(\"pulumi-sevalla\").Project.isInstance({})'")


def test_from_the_folder_that_package_add_takes(
    machine: Machine, emulator: RunningEmulator, begin: Callable[..., Path], tmp_path: Path
) -> None:
    """Pulumi.yaml as `pulumi package add` leaves it; no plugin is installed.

    The hosts that can be had as Go modules generate no SDK. They do start the plugin, to read its
    schema, where they run in its folder: the newest of them leaves out where it is. It also
    takes what is on PATH for the folder's own environment, and an SDK there for a need of it.
    """
    folder = machine.run(tmp_path, "pulumi-sevalla plugin path").strip()
    assert folder == str(machine.folder / "environment/share/pulumi-sevalla/plugin")
    home = tmp_path / "home"
    home.mkdir()
    nobodys = Machine(machine.folder, {**machine.environment, "PULUMI_HOME": str(home)})
    _, others = machine.environment["PATH"].split(os.pathsep, 1)
    served = nobodys.run(Path(folder), "pulumi package get-schema .", {"PATH": others})
    assert json.loads(served[served.index("{") :])["resources"].keys() == SCHEMA["resources"].keys()
    work = begin(LANGUAGES[0], f"packages:\n  sevalla: {folder}\n")
    up(nobodys, work, emulator)
    assert not list(home.glob("plugins/*"))


@pytest.mark.parametrize("language", LANGUAGES[:2], ids=lambda each: each.name)
def test_a_missing_plugin_points_at_the_intended_home(
    language: Language, machine: Machine, begin: Callable[..., Path], tmp_path: Path
) -> None:
    """And at nobody else's. No address is asked: the proxy is one that refuses."""
    work = begin(language)
    for command in commands_of(language):
        machine.run(work, command)
    alone = {
        "PULUMI_HOME": str(tmp_path / "home"),
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",
    }
    said = machine.run(work, "pulumi preview --color never", alone, ends=1)
    assert f"resource sevalla v{VERSION} --server {RELEASES}" in said
    assert "github.com/pulumi/" not in said


def test_the_packages_are_whole(dist: Path) -> None:
    sums = [line.split() for line in (dist / "SHA256SUMS").read_text().splitlines()]
    assert {name for _, name in sums} == {each.name for each in dist.iterdir()} - {"SHA256SUMS"}
    for digest, name in sums:
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest
    with tarfile.open(dist / f"pulumi-sevalla-{VERSION}.tgz") as package:
        described = json.load(package.extractfile("package/package.json") or sys.stdin)
        held = package.getnames()
    assert "scripts" not in described
    assert {f"package/{described[each]}" for each in ("main", "types")} <= set(held)
    wheel = dist / f"pulumi_sevalla_provider-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        assert "sevalla_provider/schema.json" in archive.namelist()


def test_the_plugin_that_pulumi_downloads(dist: Path, machine: Machine, tmp_path: Path) -> None:
    """What Pulumi's newest host for Python does with it: the requirements, and then the folder."""
    archives = sorted(dist.glob("pulumi-resource-sevalla-*.tar.gz"))
    assert len({each.read_bytes() for each in archives}) == 1
    with tarfile.open(archives[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    subprocess.run([sys.executable, "-m", "venv", "venv"], cwd=tmp_path, check=True)
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "venv")}))
    (purelib / "ours.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    machine.run(tmp_path, "venv/bin/python -m pip install --quiet -r requirements.txt")
    plugin = subprocess.Popen(
        [tmp_path / "venv" / "bin" / "python", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert plugin.stdout is not None
        assert int(plugin.stdout.readline()) > 0
    finally:
        plugin.kill()
        plugin.communicate()
