"""The site leads to the book where there is one, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

CONF = """\
project = "Tiny"
extensions = ["cable_edition"]
html_theme = "basic"
exclude_patterns = ["registers"]
cable_sources = "sources"
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "registers").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "conf.py").write_text(CONF, "utf-8")
    (folder / "index.md").write_text("# Tiny\n", "utf-8")
    return folder


def build(docs: Path) -> str:
    app = SphinxTestApp(buildername="html", srcdir=docs, builddir=docs.parent / "built")
    try:
        app.build()
    finally:
        app.cleanup()
    return (docs.parent / "built" / "html" / "index.html").read_text("utf-8")


def test_without_a_book_there_is_no_link(docs: Path) -> None:
    assert "downloads/" not in build(docs)
    assert not (docs.parent / "built" / "html" / "downloads").exists()


def test_a_book_built_later_is_linked_and_copied_and_goes_again(docs: Path) -> None:
    build(docs)
    book = docs.parent / "built" / "pdf" / "tiny edition.pdf"
    book.parent.mkdir()
    book.write_bytes(b"%PDF-1.5")
    assert 'href="downloads/tiny%20edition.pdf"' in build(docs)
    copied = docs.parent / "built" / "html" / "downloads" / "tiny edition.pdf"
    assert copied.read_bytes() == b"%PDF-1.5"
    book.unlink()
    assert "downloads/" not in build(docs)
    assert not copied.exists()
