"""An edition that has just been begun is built without a warning, before a cable is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

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
