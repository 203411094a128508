"""What an editor has on the screen is read in the place of the file, for each kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.registers.load import load_registers
from cable_edition.core.releases.declared import read_releases

PERSON = "- {id: roe, name: Jane Roe, tip: A visitor}\n"


def test_a_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "05OTTAWA1.yaml"
    path.write_text("read: 2026-11-20\n", "utf-8")
    sidecar, problems = read_sidecar(path, b"read: 2026-11-21\nbase: a.txt\n")
    assert sidecar is not None
    assert (sidecar.read, sidecar.base, problems) == ("2026-11-21", "a.txt", [])
    assert read_sidecar(path, b"") == (None, [])
    assert [(one.path, one.line) for one in read_sidecar(path, b"\nnote: []\n")[1]][:1] == [
        (str(path), 2)
    ]


def test_a_register_among_those_that_were_saved(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(PERSON, "utf-8")
    (tmp_path / "glossary.yaml").write_text("- {id: x, nonsense: y}\n", "utf-8")
    term = b"- {id: fac, term: FAC, tip: A ministry, status: inference, see_also: [roe]}\n"
    registers, problems = load_registers(tmp_path, unsaved={"glossary.yaml": term})
    assert problems == []
    assert [one.id for one in registers.people] == ["roe"]
    assert registers.glossary[0].see_also == ("roe",)
    gone = load_registers(tmp_path, unsaved={"people.yaml": b"", "glossary.yaml": term})
    assert [one.code for one in gone[1]] == ["unknown-id"]


@pytest.mark.parametrize("saved", ["releases: []\n", None])
def test_releases(tmp_path: Path, saved: str | None) -> None:
    if saved:
        (tmp_path / "releases.yaml").write_text(saved, "utf-8")
    text = b"withdrawn:\n  - {cable: 05OTTAWA1, reason: Asked for., date: 2026-11-20}\n"
    declared, problems = read_releases(tmp_path, text)
    assert ([one.at for one in declared.withdrawn], problems) == (["05OTTAWA1"], [])
    assert read_releases(tmp_path)[0].withdrawn == ()
