"""Beside popular extensions of Sphinx, all switched on, the words stay those of the source."""

from __future__ import annotations

import sys
from pathlib import Path

from cable_edition.core.proof.verify import verify_build
from tests.sphinx.conftest import tiny_edition
from tests.sphinx.test_faithful import EVERY_SYNTAX, write_bare
from tests.tools.environments import call

MORE = f"""
extensions += [
    "notfound.extension", "sphinx.ext.autosectionlabel", "sphinx.ext.extlinks", "sphinx.ext.todo",
    "sphinx_copybutton", "sphinx_design", "sphinx_sitemap", "sphinx_tabs.tabs",
    "sphinx_togglebutton", "sphinxext.opengraph",
]
extlinks = {{"example": ("http://example.org/%s", "example %s")}}
extlinks_detect_hardcoded_links = True
html_baseurl = "https://example.org/edition/"
ogp_site_url = "https://example.org/edition/"
copybutton_selector = "pre"
togglebutton_selector = "p, .admonition, pre"
smartquotes_action = "qDe"
rst_epilog = "changed"
suppress_warnings = ["autosectionlabel.*"]
myst_enable_extensions = {EVERY_SYNTAX}
myst_substitutions = {{"project": "CHANGED", "PROJECT": "CHANGED"}}
"""

ALLOWED = """
[verify]
allowed = [
    "sphinx_copybutton", "sphinx_design", "sphinx_tabs.tabs", "sphinx_togglebutton",
    "sphinxext.opengraph",
]
"""


def test_no_popular_extension_changes_a_word(tmp_path: Path) -> None:
    edition = write_bare(tiny_edition(tmp_path), MORE)
    (edition.root / "edition.toml").write_text(ALLOWED, "utf-8")
    # In a process of its own: one of them starts another that outlives the build.
    call(sys.executable, "-m", "sphinx", "-q", "docs", "docs/_build/html", cwd=edition.root)
    assert verify_build(edition.html, edition.sources) == (1, [])
    page = edition.page("cables/05OTTAWA1")
    # The extensions were there and did what is theirs.
    assert 'property="og:title"' in page
    assert "copybutton.js" in page
    assert (edition.html / "404.html").is_file()
    assert (edition.html / "sitemap.xml").is_file()
