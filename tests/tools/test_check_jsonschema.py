"""check-jsonschema reads the schemas as we do: it takes a new edition's files, and tells faults."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main

pytest.importorskip("check_jsonschema", reason="pip install check-jsonschema")

FAULTY = {
    "people": ("- {id: roe, nmae: Jane Roe, tip: A visitor}", ["nmae", "'name' is a required"]),
    "chronology": ("- {id: a, date: 2005-02-30, text: B}", ["2005-02-30", "'sources' is a req"]),
    "posts": ("- {id: a, name: B, tip: C, code: D, same_as: [Q42]}", ["'Q42' does not match"]),
}
GOOD = {
    "people": "- {id: roe, name: Jane Roe, tip: A visitor, forms: [Roe, {text: JR, fold: true}]}",
    "chronology": "- {id: a, date: 2005-01-28, text: B, status: cable}",
}


def test_it_takes_what_is_right_and_tells_what_is_not(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    assert CliRunner().invoke(main, ["new", str(root), "--defaults"]).exit_code == 0

    def check(name: str) -> subprocess.CompletedProcess[str]:
        schema = root / "schemas" / f"{name}.schema.json"
        file = root / "docs" / "registers" / f"{name}.yaml"
        assert f"$schema=../../schemas/{schema.name}\n" in file.read_text("utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = check("sources")  # empty, as it was written
    assert done.returncode == 0, done.stdout
    for files, status in ((GOOD, 0), (FAULTY, 1)):
        for name, given in files.items():
            text, said = (given, []) if isinstance(given, str) else given
            file = root / "docs" / "registers" / f"{name}.yaml"
            head = file.read_text("utf-8").partition("\n")[0]
            file.write_text(f"{head}\n{text}\n", "utf-8")
            done = check(name)
            assert done.returncode == status, done.stdout
            assert [words for words in said if words not in done.stdout] == []
