"""Examples for the reference pages."""

from pathlib import Path

import pytest
from tools.schemagen import examples
from tools.schemagen.examples import LANGUAGES, usage


def test_each_folder_is_an_example_with_a_program_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "EXAMPLES", tmp_path)
    for folder in ("2-second-one", "1-first-one"):
        (tmp_path / "Thing" / folder).mkdir(parents=True)
        for language, program in LANGUAGES.items():
            (tmp_path / "Thing" / folder / program).write_text(f"{folder} in {language}\n")
    page = usage("Thing")
    assert page.startswith("## Example Usage\n\n{{% examples %}}\n{{% example %}}\n### First one\n")
    assert page.endswith("{{% /example %}}\n{{% /examples %}}")
    assert page.index("### First one") < page.index("### Second one")
    for language in LANGUAGES:
        assert f"```{language}\n1-first-one in {language}\n```" in page
