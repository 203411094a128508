"""An edition that has just been begun is built without a warning, before a cable is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp

from cable_edition.core.proof.verify import verify_build
from cable_edition.template.answers import Answers
from cable_edition.template.files_of_edition import files_of_edition
from cable_edition.template.origin import write_text


def test_an_edition_without_a_cable_is_built_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files_of_edition(Answers()).items():
        write_text(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    app = SphinxTestApp(srcdir=tmp_path / "docs", buildername="dummy")
    try:
        app.build()
        assert app.statuscode == 0
        assert app.warning.getvalue() == ""
        assert {"about", "cables/index", "posts/index"} <= app.env.found_docs
    finally:
        app.cleanup()


def test_an_edition_without_a_cable_is_verified_whatever_its_title_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Lamps <b>& &amp; Harbors"
    for name, text in files_of_edition(Answers(title=title)).items():
        write_text(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    app = SphinxTestApp(srcdir=tmp_path / "docs", buildername="html")
    try:
        app.build()
        page = html.fromstring((Path(app.outdir) / "index.html").read_bytes())
        names = page.xpath("//*[@class='brand' or @class='sidebar-brand-text']")
        assert [one.text_content() for one in names] == [title, title]
        assert page.findtext(".//title") == title
        assert verify_build(Path(app.outdir), tmp_path / "source_cables") == (0, [])
    finally:
        app.cleanup()
