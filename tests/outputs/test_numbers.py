"""One thing is one in what commands and pages say: ``1 cable``, ``1 entry``, ``1 difference``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli.leaks import leaks
from cable_edition.cli.release import release
from cable_edition.cli.seal import seal
from cable_edition.cli.verify import verify
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.missing import missing_sentences
from cable_edition.core.pages.list_pages import chronology_pages, list_pages
from tests.outputs.conftest import CABLE

REDACTION = "redactions:\n  - {name: MFA, reason: At risk., date: 2026-11-23}\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Folders of one source and of no register."""
    sources, registers = tmp_path / "source_cables", tmp_path / "registers"
    sources.mkdir()
    registers.mkdir()
    (sources / "06ROME2190.txt").write_text(CABLE.replace("{hostile}", "nothing"), "utf-8")
    return sources, registers


def done(command: object, *arguments: str | Path) -> Result:
    from click import Command

    assert isinstance(command, Command)
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_a_release_of_one_cable(folders: tuple[Path, Path]) -> None:
    sources, registers = folders
    done(seal, sources)
    result = done(release, "0.1.0", "--sources", sources, "--registers", registers)
    last = result.output.splitlines()[-1]
    assert last.startswith("released 0.1.0: 1 cable, ")
    assert last.endswith(" anchors issued")


def test_one_difference_and_several(folders: tuple[Path, Path], tmp_path: Path) -> None:
    sources, _ = folders
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert "1 difference in 1 cable." in done(verify, nothing, "--sources", sources).output
    other = CABLE.replace("002190", "002191")
    (sources / "06ROME2191.txt").write_text(other.replace("{hostile}", "nothing"), "utf-8")
    site = tmp_path / "html"
    (site / "cables").mkdir(parents=True)
    (site / "objects.inv").write_bytes(b"")
    said = done(verify, site, "--sources", sources).output.splitlines()
    assert len(said) > 3
    assert said[-1] == f"{len(said) - 1} differences in 2 cables."


@pytest.mark.parametrize(
    ("sidecar", "said"), [(REDACTION, "1 redacted cable withholds"), ("", "0 redacted cables")]
)
def test_one_redacted_cable(
    folders: tuple[Path, Path], tmp_path: Path, sidecar: str, said: str
) -> None:
    sources, _ = folders
    if sidecar:
        (sources / "06ROME2190.yaml").write_text(sidecar, "utf-8")
    clean = tmp_path / "clean"
    clean.mkdir()
    assert f"nothing that {said}" in done(leaks, clean, "--sources", sources).output


def test_a_part_of_a_list_with_one_cable(edition: Edition) -> None:
    whole = dict(list_pages(edition.cables, 1))["cables/index"]
    assert "md): 1 cable\n" in f"{whole}\n"
    assert "1 cables" not in whole
    dated = dict(chronology_pages(edition.cables, edition.registers.events, 1))
    assert "md): 1 entry\n" in dated["chronology/index"]
    assert "entries" not in dated["chronology/index"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1. (C) One.\n\n2. (C) Two.\n", "Paragraphs 1 to 2 run on without a gap and"),
        ("1. (C) One.\n", "Paragraph 1 is there and"),
    ],
)
def test_a_body_of_one_paragraph_does_not_run_on(
    make_edition: Callable[..., Edition], body: str, said: str
) -> None:
    head = CABLE.partition("SUMMARY")[0]
    (one,) = make_edition(c06ROME2190=f"{head}{body}SPOGLI\n").cables
    assert any(said in sentence for sentence in missing_sentences(one))
    assert all("1 to 1" not in sentence for sentence in missing_sentences(one))


def test_one_garbled_character_is_one(folders: tuple[Path, Path]) -> None:
    sources, registers = folders
    text = CABLE.replace("{hostile}", "noth\ufffding")
    (sources / "06ROME2190.txt").write_text(text, "utf-8")
    (one,) = assemble(sources, registers).cables
    assert any("a character" in problem.message for problem in one.cable.problems)
