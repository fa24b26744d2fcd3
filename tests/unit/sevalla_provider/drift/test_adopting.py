"""Programs for what is there already."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from sevalla_provider.drift.adopting import Adopted, failed, import_file, program, write
from sevalla_provider.drift.inventory import There
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.tcp_proxy import TCP_PROXY
from unit import samples
from unit.samples import APP, OTHER_PROCESS_ID, PROCESS_ID


def adopted_process(name: str = "a-worker", **more: Any) -> Adopted:
    inputs = samples.worker(**more)
    found = Found({**inputs, "process_id": PROCESS_ID}, inputs)
    return Adopted(There(PROCESS, f"{APP}/{PROCESS_ID}", name, None), name, found)


def adopted_proxy(status: str = "ready", **more: Any) -> Adopted:
    inputs = samples.proxy(**more)
    found = Found({**inputs, "status": status}, inputs)
    return Adopted(There(TCP_PROXY, f"{APP}/x", "proxy", None), "proxy", found)


def declared(*adopted: Adopted) -> dict[str, Any]:
    whole = yaml.safe_load(program("shop", adopted))
    assert (whole["name"], whole["runtime"]) == ("shop", "yaml")
    resources: dict[str, Any] = whole["resources"]
    return resources


def test_a_proxy_names_its_process_where_that_is_there() -> None:
    resources = declared(adopted_process(), adopted_proxy())
    assert resources["a_worker"]["name"] == "a-worker"
    assert resources["proxy"]["properties"]["processId"] == "${a_worker.processId}"
    assert "name" not in resources["proxy"]
    alone = declared(adopted_process(), adopted_proxy(process_id=OTHER_PROCESS_ID))
    assert alone["proxy"]["properties"]["processId"] == OTHER_PROCESS_ID


def test_properties_have_pulumis_names_and_references_that_are_none_stay_words() -> None:
    scaling = samples.manual(3)
    (one,) = declared(adopted_process(entrypoint="run ${NAME}", scaling_strategy=scaling)).values()
    assert one["type"] == "sevalla:index:Process"
    assert one["properties"]["scalingStrategy"]["config"] == {"instanceCount": 3}
    assert one["properties"]["entrypoint"] == "run $${NAME}"


@pytest.mark.parametrize("text", ["0o14", "1e3", "yes", "null", "1:30", "2026-01-01", "# no", ""])
def test_what_looks_like_something_else_is_quoted(text: str) -> None:
    written = program("shop", [adopted_process(display_name=text)])
    (line,) = [each for each in written.splitlines() if "displayName" in each]
    assert line.split(": ", 1)[1] in (f'"{text}"', f"'{text}'")


def test_words_of_every_language_stay_readable_on_one_line() -> None:
    long = "日本 “x” " * 40
    assert long in program("shop", [adopted_process(display_name=long)])


def test_only_what_failed_is_left_out() -> None:
    assert failed(adopted_proxy("failed")) == "failed"
    assert failed(adopted_proxy("ready")) is None
    assert failed(adopted_process()) is None


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "new", "shop", [adopted_process()])
    imported = json.loads((tmp_path / "new" / "import.json").read_text())
    assert imported == json.loads(import_file([adopted_process()]))
    assert imported["resources"][0]["id"] == f"{APP}/{PROCESS_ID}"
    (tmp_path / "new" / "Pulumi.yaml").unlink()
    with pytest.raises(FileExistsError, match=r"import\.json is there already"):
        write(tmp_path / "new", "shop", [])
    assert not (tmp_path / "new" / "Pulumi.yaml").exists()
