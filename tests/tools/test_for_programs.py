"""The page "For programs": every line is run against the served site, and writes something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from tests.edition.local_server import local_server
from tests.sphinx.conftest import TinyEdition, tiny_edition

CURL = shutil.which("curl")
RSCRIPT = shutil.which("Rscript")
SETTINGS = (
    'abstract = "Two cables."\n{address}'
    '[site]\ndata = ["all"]\ndts = "cables"\nannotations = "on"\nmarkdown = "on"\n'
)


def begun(edition: TinyEdition, address: str) -> TinyEdition:
    given = f'base_url = "{address}"\n' if address else ""
    (edition.root / "edition.toml").write_text(SETTINGS.format(address=given), "utf-8")
    edition.add()
    edition.add("05OTTAWA2")
    return edition


def rows_of(html: Path) -> dict[str, dict[str, str]]:
    """Return the lines of the page by the file that they are of, and by program."""
    page = lxml.html.document_fromstring((html / "for-programs.html").read_bytes())
    return {
        section.xpath("./p/a/code")[0].text_content(): dict(
            zip(
                section.xpath("./p[@class]/text()"),
                (one.text_content() for one in section.xpath(".//pre")),
                strict=True,
            )
        )
        for section in page.get_element_by_id("cable-for-programs").xpath("./section")
    }


def run(program: str, line: str, folder: Path) -> str:
    command = {
        "curl": ["sh", "-c", line],
        "Python": [sys.executable, "-c", line],
        "R": [RSCRIPT or "Rscript", "-e", line],
    }[program]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, (line, done.stderr)
    return done.stdout


@pytest.mark.skipif(CURL is None, reason="curl is missing; install curl")
@pytest.mark.skipif(RSCRIPT is None, reason="R is missing; install r-base-core")
@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is missing; install sqlite3")
def test_every_line_runs_on_the_served_site(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    edition = tiny_edition(tmp_path)
    with local_server(edition.html) as served:
        begun(edition, f"{served}/")
        edition.build(exclude_patterns=[])
        rows = rows_of(edition.html)
        files = {path for path in rows if (edition.html / path).is_file()}
        assert files == set(rows)
        assert {one.partition("/")[0] for one in files} >= {"data", "cables", ".well-known"}
        told = {
            (file, program): run(program, line, work)
            for file, lines in rows.items()
            for program, line in lines.items()
        }
    assert [key for key, said in told.items() if not said.strip()] == []
    assert told["data/cables.jsonl", "Python"] == "['05OTTAWA1', '05OTTAWA2']\n"
    assert "05OTTAWA2" in told["data/cables.csv", "Python"]
    assert "05OTTAWA1" in told["objects.inv", "Python"]
    assert told["llms.txt", "curl"].startswith("# Tiny\n\n> Two cables.\n")
    programs = {file: {program for name, program in told if name == file} for file in files}
    assert {file for file, those in programs.items() if those != {"curl", "Python", "R"}} == {
        "data/parquet/paragraphs.parquet"
    }
    assert told["data/tables/edition.sqlite", "R"] == "(C)|2\n"
    assert told["data/annotations/05OTTAWA1.jsonld", "R"].split() == [
        "[1]",
        told["data/annotations/05OTTAWA1.jsonld", "Python"].strip(),
    ]


def test_a_site_without_an_address_tells_of_a_copy(tmp_path: Path) -> None:
    edition = begun(tiny_edition(tmp_path), "")
    edition.build(exclude_patterns=[])
    rows = rows_of(edition.html)
    assert "linkset.json" not in rows
    lines = [line for one in rows.values() for line in one.values()]
    assert all("http://localhost:8000/" in line for line in lines)
    text = (edition.html / "llms.txt").read_text("utf-8")
    assert "](data/cables.jsonl): Every cable" in text
    assert "](cables/index.html): all of them" in text
