"""A built edition in which words are withheld: no output has them, and a leak stops the build."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cable_edition.cli import main
from cable_edition.cli.verify import verify
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import GLOSSARY, TinyEdition, cable_text, warnings_of

WORDS = ("(C) Zebedee Quux met Jane Roe in a hotel.", "(C) Quux left.")
NAME = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"


@pytest.fixture
def redacted(edition: TinyEdition) -> TinyEdition:
    """An edition of a cable in which one name is withheld."""
    edition.add(text=cable_text(paragraphs=WORDS, subject="A TALK WITH ZEBEDEE QUUX"))
    edition.add("05OTTAWA2", cable_text(2))
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    return edition


def files_with(folder: Path, word: bytes) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word in path.read_bytes().lower()
    ]


def test_no_output_has_the_name_and_the_page_says_so(redacted: TinyEdition) -> None:
    assert warnings_of(redacted.build()) == ""
    assert files_with(redacted.docs, b"quux") == []
    page = html.fromstring(redacted.page("cables/05OTTAWA1"))
    words = page.get_element_by_id("p1").find_class("cable-words")[0]
    assert words.text_content() == "[withheld] met Jane Roe in a hotel."
    assert [gap.text_content() for gap in words.find_class("cable-withheld")] == ["[withheld]"]
    (box,) = page.find_class("cable-missing")
    assert "3 places are withheld by the editors, since 2026-11-23" in box.text_content()
    assert "At risk." in box.text_content()
    assert "published witness, in which words are withheld" in page.text_content()
    assert "A TALK WITH [withheld]" in page.xpath("//title/text()")[0]


def test_verify_proves_the_page_against_the_redacted_witness(redacted: TinyEdition) -> None:
    redacted.build()
    arguments = [str(redacted.html), "--sources", str(redacted.sources)]
    assert CliRunner().invoke(verify, arguments).exit_code == 0
    page = redacted.html / "cables" / "05OTTAWA1.html"
    page.write_text(page.read_text("utf-8").replace(" left.", " fled."), "utf-8")
    assert CliRunner().invoke(verify, arguments).exit_code == 1


def test_a_register_that_has_the_name_stops_the_build(redacted: TinyEdition) -> None:
    term = "- {id: q, term: QX, expansion: the bureau of Mr. Quux, tip: A bureau, status: cable}\n"
    redacted.register("glossary", GLOSSARY + term)
    with pytest.raises(EditionError) as caught:
        redacted.build()
    message = str(caught.value)
    assert "_sources/glossary/index.md.txt: line " in message
    assert "redaction 1 of 05OTTAWA1.yaml (line 2)" in message
    assert "uux" not in message


def test_another_cable_that_has_the_name_stops_the_build(redacted: TinyEdition) -> None:
    redacted.add("05OTTAWA2", cable_text(2, ("(C) Quux again.",)))
    with pytest.raises(EditionError, match=r"cables/05OTTAWA2\.html"):
        redacted.build()


@pytest.mark.parametrize("builder", ["latex", "epub", "text"])
def test_other_formats_are_searched_too(redacted: TinyEdition, builder: str) -> None:
    redacted.build(builder)
    (redacted.docs / "aside.md").write_text("---\norphan: true\n---\n# Aside\n\nQuux.\n", "utf-8")
    if builder == "latex":
        index = redacted.docs / "index.md"
        index.write_text(index.read_text("utf-8").replace("cables/index", "aside\ncables/index"))
    if builder == "epub":
        (book,) = (redacted.docs / "_build" / "epub").glob("*.epub")
        with zipfile.ZipFile(book) as archive:
            assert not [n for n in archive.namelist() if b"quux" in archive.read(n).lower()]
    with pytest.raises(EditionError, match="survives"):
        redacted.build(builder)


def test_a_redaction_that_cannot_be_carried_out_stops_the_build(redacted: TinyEdition) -> None:
    for text in (NAME.replace("Zebedee", "Zebadee"), NAME.replace("reason", "reson"), "a: 1\n"):
        (redacted.sources / "05OTTAWA1.yaml").write_text(text, "utf-8")
        with pytest.raises(EditionError) as caught:
            redacted.build()
        assert "redaction" in str(caught.value) or "withhold" in str(caught.value)
        assert files_with(redacted.docs, b"quux") == []


def test_withholding_words_after_a_release_moves_no_anchor(redacted: TinyEdition) -> None:
    (redacted.sources / "05OTTAWA1.yaml").unlink()
    folders = ["--sources", str(redacted.sources), "--registers", str(redacted.docs / "registers")]

    def run(version: str) -> str:
        assert CliRunner().invoke(main, ["seal", str(redacted.sources)]).exit_code == 0
        done = CliRunner().invoke(main, ["release", version, "--date", "2026-11-23", *folders])
        assert done.exit_code == 0, done.output
        (redacted.sources / "SHA256SUMS").unlink()
        return done.output

    run("0.1.0")
    (redacted.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    assert warnings_of(redacted.build()) == ""
    assert "05OTTAWA1: redacted (subject, p1, p2)" in run("0.2.0")
    assert warnings_of(redacted.build()) == ""
    assert files_with(redacted.docs, b"quux") == []
    source = redacted.sources / "05OTTAWA1.txt"
    source.write_text(source.read_text("utf-8").replace("in a hotel", "in a castle"), "utf-8")
    with pytest.raises(EditionError, match="anchor-changed"):
        redacted.build()
