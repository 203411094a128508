"""No export and no archive is made that has what an editor withholds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.press.tex_tools import missing_tex
from tests.sphinx.conftest import cable_text

SIDECAR = (
    "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"
)
LEAK = "what form 1 of redaction 1 of 05OTTAWA1.yaml (line 2) withholds survives"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a cable in which a name is withheld."""
    sources = tmp_path / "source_cables"
    sources.mkdir()
    (tmp_path / "registers").mkdir()
    text = cable_text(paragraphs=("(C) Zebedee Quux met Jane Roe in a hotel.",))
    (sources / "05OTTAWA1.txt").write_text(text, "utf-8")
    (sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    return tmp_path


def run(project: Path, *words: str) -> Result:
    folders = ["--sources", str(project / "source_cables")]
    if words[0] != "typeset":
        folders += ["--registers", str(project / "registers")]
    return CliRunner().invoke(main, [*words, *folders])


def test_an_export_without_the_words_is_good_and_one_with_them_is_not(project: Path) -> None:
    out = project / "data"
    assert run(project, "export", "all", "--out", str(out)).exit_code == 0
    (out / "remarks.txt").write_text("Zebedee  Quux came.\n", "utf-8")
    done = run(project, "export", "all", "--out", str(out))
    assert done.exit_code == 2
    assert f"remarks.txt: line 1: {LEAK}" in done.output
    assert "Quux" not in done.output


def test_an_archive_with_the_words_is_not_zipped(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    site, data, out = project / "site", project / "data", project / "archive"
    site.mkdir()
    (site / "index.html").write_text("<p>Nobody.</p>", "utf-8")
    assert run(project, "export", "all", "--out", str(data)).exit_code == 0
    folders = ["--site", str(site), "--data", str(data), "--out", str(out)]
    done = run(project, "archive", *folders)
    assert done.exit_code == 0, done.output
    (site / "index.html").write_text("<p>Zebedee <b>Qu</b>ux.</p>", "utf-8")
    for old in out.glob("*.zip"):
        old.unlink()
    done = run(project, "archive", *folders)
    assert done.exit_code == 2
    assert f"site/index.html: line 1: {LEAK}" in done.output
    assert list(out.glob("*.zip")) == []


@pytest.mark.outputs
def test_a_book_with_the_words_is_not_good(project: Path) -> None:
    if missing := missing_tex():
        pytest.skip(missing)
    latex = project / "latex"
    latex.mkdir()
    (latex / "latexmkrc").write_text("")
    head = "\\documentclass{article}\n\\usepackage{fontspec}\n"
    pages = head + "\\begin{document}\n%s\n\\end{document}\n"
    book = latex / "book.tex"
    book.write_text(pages % "Nobody came.", "utf-8")
    done = run(project, "typeset", str(latex), str(project / "pdf"))
    assert done.exit_code == 0, done.output
    book.write_text(pages % r"\textit{Zebe\-dee}\\ \textsc{Q}uux came.", "utf-8")
    done = run(project, "typeset", str(latex), str(project / "pdf"))
    assert done.exit_code == 2
    assert LEAK in done.output
