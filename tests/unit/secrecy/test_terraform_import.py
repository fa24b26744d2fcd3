"""Secrets of a Terraform state: in the configuration, by standard input, and nowhere else."""

import json
import shlex
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider.commands import import_ as module
from sevalla_provider.commands.main import app
from sevalla_provider.importing.findings import Findings
from sevalla_provider.importing.terraform import findings_in
from sevalla_provider.importing.terraform_state import State
from unit import terraform
from unit.emulated import bench
from unit.secrecy.test_set_secrets import PULUMI

SECRETS = (*terraform.CANARIES, *terraform.KEYS)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state of what is there, and a `pulumi` that writes down what it is told and reads."""
    whole = terraform.whole()

    async def read_terraform(_settings: object, state: State) -> Findings:
        async with bench(tmp_path / "emulator") as there:
            await there.settings(web_process=False, bucket_keys="masked")
            for kind, fields in terraform.objects(whole):
                await there.make(kind, **fields)
            return await findings_in(there.session, state)

    monkeypatch.setattr(module, "read_terraform", read_terraform)
    pulumi = tmp_path / "bin" / "pulumi"
    pulumi.parent.mkdir()
    pulumi.write_text(PULUMI)
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{pulumi.parent}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps(whole))
    return path


@pytest.mark.parametrize("language", ["yaml", "python"])
def test_they_reach_the_configuration_alone(state: Path, language: str) -> None:
    where = ["--terraform", str(state), "--into", "new", "--language", language]
    written = CliRunner().invoke(app, ["import", *where, "--name", "shop"])
    assert written.exit_code == 0, written.output
    new = state.parent / "new"
    texts = "".join(path.read_text() for path in new.iterdir())
    assert not [each for each in SECRETS if each in texts + written.output]
    assert "sevalla_object_storage.media: the API may never show access_key" in written.stderr
    assert written.stdout.startswith("54 objects, written to new. Next:\n\npulumi")

    (line,) = [line for line in written.stdout.splitlines() if "--set-secrets" in line]
    ended = CliRunner().invoke(app, shlex.split(line)[1:])
    assert ended.exit_code == 0, ended.output
    told = (new / "told").read_text()
    assert not [each for each in SECRETS if each in told + ended.output]
    keys = [each.split()[3] for each in told.splitlines()]
    said = dict(zip(keys, (new / "said").read_text().split("\n---\n"), strict=False))
    assert said["token__value"] == "value-canary-tf"
    assert said["main__db_password"] == "pw-canary-tf"
    assert said["hub__secret"] == "registry-canary-tf"
    assert said["env_live_settings_say_x_0__value"] == 'value-canary-tf "3"'
    assert (said["media__access_key"], said["media__secret_key"]) == terraform.KEYS
    assert all(key in texts for key in keys if not key.startswith(("media__", "deployer__")))
