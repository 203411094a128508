"""The line by which text editors find the schema of ``releases.yaml``."""

from __future__ import annotations

import pytest

from cable_edition.core.releases.declared import read_releases
from tests.core.fatal_cases import Folder

LINE = "# yaml-language-server: $schema=../schemas/releases.schema.json\n"


@pytest.mark.parametrize("there", [True, False])
def test_a_new_file_names_the_schema_that_is_there(folder: Folder, there: bool) -> None:
    if there:
        (folder.root / "schemas").mkdir()
        folder.write("schemas/releases.schema.json", "{}")
    folder.release()
    text = (folder.sources / "releases.yaml").read_text("utf-8")
    assert text.startswith(LINE) is there
    declared, problems = read_releases(folder.sources)
    assert (len(declared.releases), problems) == (1, [])
